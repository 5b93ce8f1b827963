import {readFileSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {pageOfFile, repositoryAddress} from './repository.mjs';
import {siteMap} from './site-map.mjs';

/** Pages for people who change the element, not for those who use it. */
const LEFT_OUT = /^project\/(?!moving-to-liveavatar|browser-support|accessibility|security)/;
const HINT =
  'A link leads to a page of this file: search for “Page: ” and its address. Where it ends in `#…`, that is a heading of the page.';
const INCLUDE = /^<!--@include: (.+?)-->/;
const FENCE = /(^ *```[^]*?^ *```$)/m;

/**
 * The documentation for coding agents, in the form of https://llmstxt.org: `{index, full}`, the list of pages, and all pages in one
 * text, each under its address, by which a reader of that text finds what a link leads to. `site` is the address of the pages; without
 * one, links begin at the root.
 */
export function llmsTexts(site = '') {
  const groups = siteMap();
  const [, title, about] = /^# `(.+)`\n\n([^]*?)\n\n/.exec(readFileSync('docs/index.md', 'utf8'));
  const head = `# ${title}\n\n> ${about.replaceAll('\n', '\n> ')}`;
  const lists = groups.map(({title, pages}) =>
    [`## ${title}\n`, ...pages.map((page) => item(page, site))].join('\n'),
  );
  const paths = groups
    .flatMap(({pages}) => pages.map(({path}) => path))
    .filter((path) => !LEFT_OUT.test(path));
  return {
    index: `${[head, 'All pages in one file: `llms-full.txt`.', ...lists].join('\n\n')}\n`,
    full: `${[`${head}\n\n${HINT}`, ...paths.map((path) => addressed(path, site))].join('\n\n---\n\n')}\n`,
  };
}

/** A page under the address that links name. */
function addressed(path, site) {
  return `Page: ${site}/${path}\n\n${pageText(path, site)}`;
}

function item({title, path, description}, site) {
  return `- [${title}](${site}/${path})${description ? `: ${description}` : ''}`;
}

/** A page as Markdown: without the comment of its generator, pictures as their words, links as addresses of the documentation. */
export function pageText(path, site = '') {
  const file = join('docs', path);
  const written = readFileSync(file, 'utf8');
  const [, included] = INCLUDE.exec(written) ?? [];
  const source = included ? join(dirname(file), included) : file;
  const text = (included ? readFileSync(source, 'utf8') : written).replace(/^<!--[^]*?-->\s*/, '');
  const parts = text
    .split(FENCE)
    .map((part, index) =>
      index % 2 === 1
        ? part.replace(/^( *```\w+) .*/, '$1')
        : part
            .replace(/!\[([^\]]*)\]\([^)]*\)/g, '(Picture: $1)')
            .replace(/\]\(([^)\s]+)\)/g, (_, target) => `](${address(target, source, site)})`),
    );
  return parts.join('').trim();
}

function address(target, source, site) {
  if (/^([a-z]+:|#)/.test(target)) return target;
  const [path, hash] = target.split('#');
  const file = normalize(join(dirname(source), path));
  const page = pageOfFile(file);
  return `${page ? `${site}/${page}` : (repositoryAddress(file) ?? file)}${hash ? `#${hash}` : ''}`;
}
