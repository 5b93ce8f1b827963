import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {test} from 'node:test';
import {anchor} from '../../scripts/docs/markdown.mjs';
import {llmsTexts} from '../../scripts/site/llms.mjs';

/** What the package has for coding agents, which may have no network: links must lead to a text that they have. */
const SITE = 'https://docs.example';
const {index, full} = llmsTexts(SITE);

const pages = new Map(
  full
    .split(/^Page: /m)
    .slice(1)
    .map((page) => [page.slice(0, page.indexOf('\n')), page]),
);
const linksOf = (text) => [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
const headings = (page) => [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => `#${anchor(heading)}`);

test('the list names every page of the site, and the text has those for people who use the element', () => {
  const listed = linksOf(index);
  assert.ok(listed.length > 50);
  const left = listed.filter((address) => !pages.has(address));
  assert.deepEqual(
    left.map((address) => address.replace(`${SITE}/project/`, '')),
    ['architecture.md', 'contributing.md', 'testing.md', 'benchmarks.md', 'releasing.md', 'changelog.md'],
  );
});

test('each link of the text leads to a page of it and a heading there, to a page of the list, or to another site', () => {
  const listed = new Set(linksOf(index));
  const wrong = [...pages].flatMap(([from, page]) =>
    linksOf(page)
      .filter((target) => {
        const {href, hash} = new URL(target, from);
        const address = href.replace(hash, '');
        const to = pages.get(address);
        if (to) return hash !== '' && !headings(to).includes(hash);
        return address.startsWith(SITE) && !listed.has(address);
      })
      .map((target) => `${from}: ${target}`),
  );
  assert.deepEqual(wrong, []);
});

test('files of the repository are named by their address', () => {
  assert.ok(existsSync('demo/server/express.mjs'));
  assert.match(full, /\(https:\/\/[^)]+\/demo\/server\/express\.mjs\)/);
});
