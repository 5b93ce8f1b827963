import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {basename, dirname, join, posix} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The folders of `src/`, and the files that are in none (`''`), the highest layer first. A file imports from its own layer or from a
 * lower one.
 */
const LAYERS = [
  ['react'],
  [''],
  ['types'],
  ['element'],
  ['runtime', 'ui'],
  ['media', 'sandbox', 'token-server', 'tools'],
  ['session'],
];
/** Folders of one layer that do not import from each other. */
const APART = new Set(['runtime ui', 'ui runtime', 'media sandbox', 'sandbox media']);
const MOST_LINES = 300;

const files = readdirSync(join(ROOT, 'src'), {recursive: true})
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));

const source = (file) => readFileSync(join(ROOT, 'src', file), 'utf8');
const folderOf = (file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');

/** The files that a file imports, also for their types and also later. */
function importsOf(file) {
  const specifiers = source(file).matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)\.js'/g);
  return [...specifiers].map(([, specifier]) => `${posix.join(dirname(file), specifier)}.ts`);
}

const rankOf = (file) => LAYERS.findIndex((layer) => layer.includes(folderOf(file)));

test('every folder of src belongs to a layer', () => {
  const unknown = files.filter((file) => rankOf(file) === -1);
  assert.deepEqual(unknown, []);
});

test('no file imports from a higher layer', () => {
  const upward = files.flatMap((file) =>
    importsOf(file)
      .filter((other) => rankOf(other) < rankOf(file) || APART.has(`${folderOf(file)} ${folderOf(other)}`))
      .map((other) => `${file} imports ${other}`),
  );
  assert.deepEqual(upward, []);
});

test('no files import each other in a circle', () => {
  const done = new Set();
  const circles = [];
  const visit = (file, path) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' > '));
    else if (!done.has(file)) {
      for (const other of importsOf(file)) visit(other, [...path, file]);
      done.add(file);
    }
  };
  for (const file of files) visit(file, []);
  assert.deepEqual(circles, []);
});

test('every file that is loaded on demand can be asked for again: a browser remembers an import that failed', () => {
  const once = files.flatMap((file) =>
    [...source(file).matchAll(/^.*\bimport\('.*$/gm)]
      .map(([line]) => line.trim())
      .filter(
        (line) => !/lazily\(\(\) => import\(/.test(line) && !/^(type|interface|[*/])|: import\(/.test(line),
      )
      .map((line) => `${file}: ${line}`),
  );
  assert.deepEqual(once, []);
});

test('every imported file exists', () => {
  const missing = files.flatMap((file) => importsOf(file).filter((other) => !files.includes(other)));
  assert.deepEqual(missing, []);
});

test('no two files have the same name', () => {
  const names = files.map((file) => basename(file));
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});

test('nothing needs what zone.js, in applications of Angular, takes away: the signal of a listener, Promise.withResolvers', () => {
  const taken = /addEventListener\([^;]*\{[^{}()]*\bsignal\b[^{}()]*\}\s*,?\s*\);|Promise\.withResolvers[(<]/;
  const users = files.filter((file) => !file.startsWith('token-server/') && taken.test(source(file)));
  assert.deepEqual(users, []);
});

test('no template has a style attribute, which a strict Content-Security-Policy of the page blocks', () => {
  // Lit's styleMap writes the attribute when it renders first.
  const blocked = /\sstyle\s*=\s*["'`$]|<style\b|setAttribute\(\s*'style'|\bstyleMap\b/;
  assert.deepEqual(
    files.filter((file) => blocked.test(source(file))),
    [],
  );
});

test(`no file has more than ${MOST_LINES} lines of code`, () => {
  const long = files
    .map((file) => [file, linesOfCode(source(file))])
    .filter(([, lines]) => lines > MOST_LINES);
  assert.deepEqual(long, []);
});

function linesOfCode(text) {
  const lines = text.replace(/\/\*[\s\S]*?\*\//g, '').split('\n');
  return lines.filter((line) => line.trim() && !line.trim().startsWith('//')).length;
}
