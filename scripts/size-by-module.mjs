import {readFileSync} from 'node:fs';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * How many of a file's bytes come from each source module, by its source map: `[module, bytes]`, the largest first. `total` is the
 * size of the file after gzip; each module gets its share by what it has before.
 */
export function sizeByModule(file, total) {
  const code = readFileSync(file, 'utf8');
  const {sources, mappings} = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
  const lines = code.split('\n');
  const sizes = new Map();
  let source = 0;
  mappings.split(';').forEach((line, at) => {
    let column = 0;
    const starts = line.split(',').flatMap((segment) => {
      const [columns, sourceStep] = segment ? numbers(segment) : [];
      if (columns === undefined) return [];
      column += columns;
      source += sourceStep ?? 0;
      return [[column, source]];
    });
    starts.forEach(([start, from], index) => {
      const end = starts[index + 1]?.[0] ?? lines[at].length;
      sizes.set(from, (sizes.get(from) ?? 0) + end - start);
    });
  });
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return [...sizes]
    .map(([from, size]) => [nameOf(sources[from]), Math.round((size / all) * total)])
    .toSorted(([, a], [, b]) => b - a);
}

const nameOf = (source) =>
  source.includes('node_modules/')
    ? source.replace(/^.*node_modules\//, '')
    : source.replace(/^.*?(src\/)/, '$1');

/** The numbers of a segment of a source map, which are in base 64 with a variable length. */
function numbers(segment) {
  const found = [];
  let shift = 0;
  let value = 0;
  for (const letter of segment) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    if (digit & 32) {
      shift += 5;
      continue;
    }
    found.push(value & 1 ? -(value >> 1) : value >> 1);
    shift = 0;
    value = 0;
  }
  return found;
}
