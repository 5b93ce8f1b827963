import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

/** The built page, which `npm run docs:build` writes. */
const page = (name) => readFileSync(`docs/.vitepress/dist/${name}.html`, 'utf8');

test('words in braces are text', () => {
  assert.ok(page('reference/words').includes('<td>Talk to {name}</td>'));
});

test('code in a line keeps its double braces, which Vue would compute', () => {
  assert.ok(page('guides/analytics').includes('{{Event}}'));
  assert.ok(page('start/shopify').includes('{{ &#39;avatar.greeting&#39; | t | escape }}'));
});
