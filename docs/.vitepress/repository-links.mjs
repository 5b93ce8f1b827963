import {dirname, join, normalize, relative} from 'node:path';
import {FILES_AS_PAGES, pageOfFile, repositoryAddress} from '../../scripts/site/repository.mjs';

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
  const source = Object.keys(FILES_AS_PAGES).find((file) => FILES_AS_PAGES[file] === page) ?? `docs/${page}`;
  const file = normalize(join(dirname(source), path));
  const target = pageOfFile(file);
  if (!target && !repositoryAddress(file)) return undefined;
  const address = target ? relative(dirname(page), target) : repositoryAddress(file);
  return (address.startsWith('.') || !target ? address : `./${address}`) + (hash ? `#${hash}` : '');
}
