import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {anchor} from './markdown.mjs';

/** Every Markdown page that people read. */
export function pages() {
  const inDocs = readdirSync('docs', {recursive: true}).filter(
    (name) => name.endsWith('.md') && !name.startsWith('.'),
  );
  return [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'SECURITY.md',
    ...inDocs.map((name) => join('docs', name)),
  ];
}

/** The links of the pages that lead nowhere: to a file that is not there, or to a heading that its page has not. */
export function deadLinks(paths) {
  return paths.flatMap((page) =>
    linksOf(readFileSync(page, 'utf8'))
      .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(page, target))
      .map((target) => `${page}: ${target}`),
  );
}

/** The pages that no other page leads to. */
export function orphans(paths) {
  const reached = new Set(
    paths.flatMap((page) => linksOf(readFileSync(page, 'utf8')).map((target) => fileOf(page, target))),
  );
  return paths.filter((page) => page !== 'README.md' && !reached.has(page));
}

/** The targets of links and images, in Markdown and in HTML. */
export function linksOf(markdown) {
  const text = withoutCode(markdown);
  const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
  const named = [...text.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)];
  const html = [...text.matchAll(/<(?:a|img)\s[^>]*?(?:href|src)="([^"]+)"/g)];
  return [...inline, ...named, ...html].map(([, target]) => target);
}

function leadsSomewhere(page, target) {
  const fragment = target.split('#')[1];
  const file = fileOf(page, target);
  if (file.startsWith('..') || !existsSync(file)) return false;
  return !fragment || !file.endsWith('.md') || anchorsOf(readFileSync(file, 'utf8')).has(fragment);
}

/** The file that a relative link of a page leads to, by its path from the root. */
function fileOf(page, target) {
  const [path] = target.split('#');
  return path ? normalize(join(dirname(page), decodeURI(path))) : page;
}

/** The addresses of the headings of a page; one that comes again gets a number. */
function anchorsOf(markdown) {
  const counts = new Map();
  const headings = [...markdown.replace(/^```[^]*?^```/gm, '').matchAll(/^#{1,6} +(.+?) *#*$/gm)];
  return new Set(
    headings.map(([, heading]) => {
      const name = anchor(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      return count === 0 ? name : `${name}-${count}`;
    }),
  );
}

function withoutCode(markdown) {
  return markdown.replace(/^( *)(```+)[^]*?^\1\2/gm, '').replace(/(`+)[^`][^]*?\1/g, '');
}
