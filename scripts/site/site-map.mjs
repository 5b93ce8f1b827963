import {readFileSync} from 'node:fs';

const INDEX = 'docs/index.md';
const LINE = /^- \[(?<title>[^\]]+)\]\((?<path>[^)]+)\)(?<description>.*)$/;

/**
 * The groups of pages, in the order of docs/index.md, which is the one list of them: its headings are the groups, its lines the
 * pages. Gives `[{title, pages: [{title, path, description}]}]`, with paths from docs/.
 */
export function siteMap() {
  const [, ...sections] = readFileSync(INDEX, 'utf8').split(/^## /m);
  return sections.map((section) => {
    const [heading, ...lines] = section.split('\n');
    const pages = lines.map((line) => LINE.exec(line)?.groups).filter(Boolean);
    return {
      title: heading,
      pages: pages.map((page) => ({...page, description: page.description.replace(/^:? /, '')})),
    };
  });
}
