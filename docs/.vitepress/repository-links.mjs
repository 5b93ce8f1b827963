import {readFileSync} from 'node:fs';
import {dirname, join, normalize, relative} from 'node:path';

/** Files of the repository that are pages of the site as well; such a page holds the file and nothing else. */
const PAGES = {
  'CHANGELOG.md': 'project/changelog.md',
  'CONTRIBUTING.md': 'project/contributing.md',
  'SECURITY.md': 'project/security.md',
};
const {repository} = JSON.parse(readFileSync('package.json', 'utf8'));
const REPOSITORY = (repository?.url ?? repository)?.replace(/^git\+|\.git$/g, '');

/**
 * Markdown has links that work in the repository. On the site, those to files outside docs/ lead to the repository; where
 * package.json names none, their text stays without the link.
 */
export function repositoryLinks(md) {
  md.core.ruler.push('repository-links', ({tokens, env}) => {
    for (const {children} of tokens) {
      for (const link of children ?? []) {
        if (link.type !== 'link_open') continue;
        const href = siteLink(link.attrGet('href'), env.relativePath);
        if (href) link.attrSet('href', href);
        else for (const token of [link, closingOf(link, children)]) token.type = 'text';
      }
    }
  });
}

function closingOf(link, tokens) {
  return tokens.slice(tokens.indexOf(link)).find(({type}) => type === 'link_close');
}

/** The address on the site of what a link of the Markdown file names; nothing if there is none. */
function siteLink(href, page) {
  if (/^([a-z]+:|#|\/)/.test(href)) return href;
  const [path, hash] = href.split('#');
  const source = Object.keys(PAGES).find((file) => PAGES[file] === page) ?? `docs/${page}`;
  const file = normalize(join(dirname(source), path));
  const target = file.startsWith('docs/') ? file.slice('docs/'.length) : PAGES[file];
  if (!target && !REPOSITORY) return undefined;
  const address = target ? relative(dirname(page), target) : `${REPOSITORY}/blob/main/${file}`;
  return (address.startsWith('.') || !target ? address : `./${address}`) + (hash ? `#${hash}` : '');
}
