import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** The pages that a developer copies from. The reference is made from the sources, and shows signatures. */
const pages = () => [
  'README.md',
  ...readdirSync('docs', {recursive: true})
    .map((file) => join('docs', file))
    .filter((file) => file.endsWith('.md') && !/^docs\/reference\/|node_modules|\.vitepress/.test(file)),
];

/** Each block of code of the documentation: the page, the line, the language and the text. */
export function snippets(languages) {
  return pages().flatMap((page) => {
    const text = readFileSync(page, 'utf8');
    return [...text.matchAll(/^( *)```(\w+)[^\n]*\n([^]*?)^\1```/gm)]
      .filter(([, , language]) => languages.includes(language))
      .map(([, , language, code], index) => ({page, index, language, code}));
  });
}

/** The scripts in a block of HTML, and the elements that they can find there by their id. */
export function scriptsOf(html) {
  const scripts = [...html.matchAll(/<script(?: type="module")?>([^]*?)<\/script>/g)].map(([, code]) => code);
  const ids = [...html.matchAll(/<([\w-]+)[^>]*?\sid="([\w-]+)"/g)].map(([, tag, id]) => ({tag, id}));
  return {scripts, ids};
}
