import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fail} from './docs/fail.mjs';
import {missingFiles} from './docs/file-names.mjs';
import {deadLinks, orphans, pages} from './docs/links.mjs';
import {llmsTexts} from './site/llms.mjs';
import {repositoryAddress} from './site/repository.mjs';

/**
 *     npm run docs:reference                 writes docs/reference/ from the sources and their doc comments
 *     npm run docs:reference -- --check      fails where those pages are stale, a link or a file name is wrong, or README.md is too long
 *     npm run docs:reference -- --manifest   writes what the package has for editors and agents: dist/custom-elements.json, types, dist/llms.txt
 */
const FOLDER = 'docs/reference';
const LONGEST_README = 10_240;

if (process.argv.includes('--manifest')) await writeManifest();
else if (process.argv.includes('--check')) await check();
else await write();

async function writeManifest() {
  const [{publishedManifest}, {writeFieldTypes}, {writeEditorData}] = await Promise.all([
    import('./docs/manifest.mjs'),
    import('./docs/field-types.mjs'),
    import('./docs/editor-data.mjs'),
  ]);
  const manifest = publishedManifest();
  writeFileSync('dist/custom-elements.json', JSON.stringify(manifest, null, 2));
  writeFieldTypes();
  writeEditorData(manifest);
  const {index, full} = llmsTexts(repositoryAddress('docs'));
  writeFileSync('dist/llms.txt', index);
  writeFileSync('dist/llms-full.txt', full);
}

async function write() {
  const wanted = await referencePages();
  for (const path of present()) if (!wanted.has(path)) rmSync(path);
  for (const [path, text] of wanted) {
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, text);
  }
}

async function check() {
  const wanted = await referencePages();
  const paths = new Set([...present(), ...wanted.keys()]);
  const stale = [...paths].filter((path) => !wanted.has(path) || wanted.get(path) !== read(path));
  const problems = [
    ...stale.map((path) => `${path} is not what the sources say: run \`npm run docs:reference\`.`),
    ...deadLinks(pages()).map((link) => `A link leads nowhere: ${link}`),
    ...missingFiles(pages().filter((page) => page !== 'CHANGELOG.md')).map(
      (name) => `There is no such file: ${name}`,
    ),
    ...orphans(pages()).map((page) => `No page links to ${page}.`),
    ...pages()
      .filter(hasConflict)
      .map((page) => `${page} has the marks of a merge conflict.`),
  ];
  const {length} = readFileSync('README.md');
  if (length > LONGEST_README) problems.push(`README.md has ${length} bytes, more than ${LONGEST_README}.`);
  if (problems.length > 0) fail(problems.join('\n'));
}

/** The first mark alone: prettier makes quotes and headings of the others. */
function hasConflict(page) {
  return /^<{7} /m.test(readFileSync(page, 'utf8'));
}

async function referencePages() {
  const {referencePages} = await import('./docs/reference.mjs');
  return referencePages();
}

function present() {
  try {
    return readdirSync(FOLDER).map((name) => join(FOLDER, name));
  } catch {
    return [];
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
