import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync, mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {compiled, sourceTexts, template, TEMPLATE, translations} from '../../scripts/wordpress-words.mjs';

const byText = (one, other) => (one < other ? -1 : 1);
/** What must be the same in every language: places for values, codes, addresses. */
const fixed = (text) => (text.match(/%\d?\$?s|\[\w+\]|\w+\.liveavatar\.com|\d+/g) ?? []).toSorted(byText);

test('the template for translators is that of the plugin: node scripts/wordpress-words.mjs', () => {
  assert.equal(readFileSync(TEMPLATE, 'utf8'), template());
  assert.ok(sourceTexts().length > 30);
});

for (const [locale, texts] of translations()) {
  test(`${locale} has every text of the plugin, with the same values in it, and no other`, () => {
    assert.deepEqual([...texts.keys()].toSorted(byText), ['', ...sourceTexts()].toSorted(byText));
    for (const text of sourceTexts()) {
      assert.ok(texts.get(text), text);
      assert.deepEqual(fixed(texts.get(text)), fixed(text));
    }
  });
}

test('no text of the plugin that an owner reads lacks a translation', () => {
  const php = readFileSync('integrations/wordpress/heygen-avatar.php', 'utf8');
  const shown = [
    ...php.matchAll(/(?:'(?:title|description|label|hint)' => |\$row\('\w+', |<(?:p|h2|label|li)>)'?[A-Z]/g),
  ];
  assert.deepEqual(
    shown.map(([text]) => text),
    ["'title' => 'H"], // the name of the plugin
  );
  assert.doesNotMatch(readFileSync('integrations/wordpress/block.js', 'utf8'), /label: '(?!HeyGen)|title: '/);
});

test('gettext reads what the zip has', (t) => {
  const [[, texts]] = translations();
  const file = join(mkdtempSync(join(tmpdir(), 'heygen-avatar-')), 'words.mo');
  writeFileSync(file, compiled(texts));
  let read;
  try {
    read = execFileSync('msgunfmt', ['--no-wrap', file], {encoding: 'utf8'});
  } catch (error) {
    if (error.code === 'ENOENT') return t.skip('gettext is not installed');
    throw error;
  }
  for (const text of texts.values())
    assert.ok(read.includes(JSON.stringify(text).slice(1, -1).split('\\n')[0]));
});
