import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

/**
 * The words of the plugin for WordPress. `node scripts/wordpress-words.mjs` writes the template for translators; the zip has each
 * translation in the form that WordPress reads.
 */
const PLUGIN = 'integrations/wordpress';
const LANGUAGES = `${PLUGIN}/languages`;
export const TEMPLATE = `${LANGUAGES}/heygen-avatar.pot`;
/** What WordPress shows of a plugin’s header. */
const HEADER = /^ \* Description: (.+)$/m;
const CALL = /\b(?:esc_html)?__\('((?:[^'\\]|\\.)*)', 'heygen-avatar'\)/g;

/** All texts of the plugin, in the order of its source. */
export function sourceTexts() {
  const php = readFileSync(`${PLUGIN}/heygen-avatar.php`, 'utf8');
  const calls = [...php.matchAll(CALL)].map(([, text]) => text.replace(/\\(.)/g, '$1'));
  return [...new Set([HEADER.exec(php)[1], ...calls])];
}

export function template() {
  const header = ['Project-Id-Version: HeyGen Avatar', 'Content-Type: text/plain; charset=UTF-8'];
  const entries = sourceTexts().map((text) => `msgid ${quoted(text)}\nmsgstr ""\n`);
  return [
    `msgid ""\nmsgstr ""\n${header.map((line) => `${quoted(`${line}\n`)}\n`).join('')}`,
    ...entries,
  ].join('\n');
}

/** The translations, by locale: a map from text to text, with the header under the empty text. */
export function translations() {
  const files = readdirSync(LANGUAGES).filter((file) => file.endsWith('.po'));
  return new Map(
    files.map((file) => [
      /-(\w+)\.po$/.exec(file)[1],
      entriesOf(readFileSync(`${LANGUAGES}/${file}`, 'utf8')),
    ]),
  );
}

function entriesOf(po) {
  const entries = [...po.matchAll(/^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)^msgstr ((?:"(?:[^"\\]|\\.)*"\s*)+)/gm)];
  return new Map(entries.map(([, text, translation]) => [unquoted(text), unquoted(translation)]));
}

const quoted = (text) => JSON.stringify(text);
const unquoted = (lines) =>
  lines
    .match(/"(?:[^"\\]|\\.)*"/g)
    .map((line) => JSON.parse(line))
    .join('');

/** The binary form of gettext: two tables of length and place, sorted by the text, then the texts, each ended by a zero. */
export function compiled(entries) {
  const sorted = [...entries].map((pair) => pair.map((text) => Buffer.from(text)));
  sorted.sort(([one], [other]) => Buffer.compare(one, other));
  const count = sorted.length;
  const start = 28;
  const head = Buffer.alloc(start + 16 * count);
  [0x950412de, 0, count, start, start + 8 * count, 0, start + 16 * count].forEach((number, index) =>
    head.writeUInt32LE(number, 4 * index),
  );
  const texts = [];
  let at = head.length;
  [0, 1].forEach((which) =>
    sorted.forEach((pair, index) => {
      const text = pair[which];
      const place = start + 8 * (which * count + index);
      head.writeUInt32LE(text.length, place);
      head.writeUInt32LE(at, place + 4);
      texts.push(text, Buffer.alloc(1));
      at += text.length + 1;
    }),
  );
  return Buffer.concat([head, ...texts]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(TEMPLATE, template());
