/** How much a file may grow before somebody has to decide about it: this share of it, and at least so many bytes. */
const SHARE = 0.005;
const LEAST = 100;

/** The names of built files without the part that changes with their content, and how many bytes each has. */
export function namedSizes(sizes) {
  return Object.fromEntries(
    Object.entries(sizes)
      .map(([file, bytes]) => [file.replace(/-[\w-]{8}\.js$/, '.js'), bytes])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What has grown more than a little since the sizes were accepted: a sentence for each. Both have sizes by name. */
export function grownSince(accepted, sizes) {
  return Object.entries(sizes).flatMap(([name, bytes]) => {
    const before = accepted[name];
    if (before === undefined) return [`${name} is new, with ${bytes} bytes.`];
    const more = bytes - before;
    if (more <= Math.max(LEAST, before * SHARE)) return [];
    return [`${name} has ${bytes} bytes, ${more} more than the accepted ${before}.`];
  });
}

/** What to do about it. */
export const ADVICE =
  'Make it smaller: the list by module above shows where the bytes are. Or, where the growth is worth it, run npm run size -- --accept, ' +
  'commit scripts/accepted-sizes.json, and say in the commit what the bytes bring.';
