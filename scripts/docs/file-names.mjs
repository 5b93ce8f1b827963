import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';

const FOLDERS = ['src', 'test', 'scripts', 'demo', 'docs'];

/**
 * The files and folders that pages name in code and that are not there: by a path from the root, by a name in src/, or, as a file of
 * the reader's own application, by its path in one of the examples.
 */
export function missingFiles(pages) {
  const names = new Set(readdirSync('src', {recursive: true}).map((path) => basename(path)));
  const examples = readdirSync('examples').map((name) => join('examples', name));
  const isThere = (name) =>
    existsSync(name) || names.has(name) || examples.some((example) => existsSync(join(example, name)));
  return pages.flatMap((page) =>
    namesIn(readFileSync(page, 'utf8'))
      .filter((name) => !isThere(name))
      .map((name) => `${page}: ${name}`),
  );
}

function namesIn(markdown) {
  const codes = [...markdown.matchAll(/`([\w./-]+)`/g)].map(([, code]) => code);
  return codes.filter(
    (code) => code.endsWith('.ts') || FOLDERS.some((folder) => code.startsWith(`${folder}/`)),
  );
}
