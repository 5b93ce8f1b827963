/**
 * The parts of the benchmark, in the order of the document. A part has tables, one for each of its `settings`; a setting with
 * `isExtra` is measured only with `--all`. Without `--all`, `mostRuns` limits the runs of a part that takes long or differs little.
 * `open` returns what measures a row: `measure(row)` resolves with a number for each column.
 */
export const partNames = [
  'first-frame',
  'new-page',
  'live',
  'elements',
  'transcript',
  'token-server',
  'chroma',
];

export const loadPart = async (name) => (await import(`./${name}.mjs`)).default;
