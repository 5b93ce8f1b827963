import {spread} from './statistics.mjs';

/** A table as Markdown: the median of each row, with its quartiles. */
export function tableOf({part, samples}) {
  const {columns, rows, compare} = part;
  const names = Object.keys(columns);
  const ratios = compare ? ratiosOf({part, samples}) : [];
  const head = ['What', ...Object.values(columns), ...(compare ? [compare.title] : [])];
  const body = rows.map((row, index) => [
    row,
    ...names.map((name) => cell(samples[index].map((values) => values[name]))),
    ...(compare ? [ratios[index]] : []),
  ]);
  const rule = head.map((_, index) => (index === 0 ? '---' : '--:'));
  return [head, rule, ...body].map(lineOf).join('\n');
}

export const lineOf = (cells) => `| ${cells.join(' | ')} |`;

/** Each row's median of one column, divided by the best of the rows that the part names. */
export function ratiosOf({part: {rows, compare}, samples}) {
  const medians = samples.map((runs) =>
    runs.length > 0 ? spread(runs.map((run) => run[compare.column])).median : NaN,
  );
  const others = compare.with.map((name) => medians[rows.indexOf(name)]);
  const best = Math.min(...others.filter(Number.isFinite));
  return medians.map((median) => ([median, best].every(Number.isFinite) ? (median / best).toFixed(2) : '–'));
}

function cell(values) {
  const known = values.filter((value) => typeof value === 'number');
  if (known.length === 0) return '–';
  const {median, low, high} = spread(known);
  const digits = Math.abs(median) >= 20 || known.every(Number.isInteger) ? 0 : 1;
  const format = new Intl.NumberFormat('en', {minimumFractionDigits: digits, maximumFractionDigits: digits});
  const [middle, ...quartiles] = [median, low, high].map((value) => format.format(value));
  return quartiles.every((each) => each === middle) ? middle : `${middle} (${quartiles.join('–')})`;
}

/** What is said under a table about its runs. */
export function runsOf({part, runs, repeated, missing}) {
  const count = `${runs} ${runs === 1 ? 'run' : 'runs'} of each row${part.rows.length > 1 ? ', in turn' : ''}`;
  const again = repeated > 0 ? `; ${repeated} failed and ${repeated === 1 ? 'was' : 'were'} repeated` : '';
  const lost = missing > 0 ? `; ${missing} could not be measured` : '';
  return `${count}${again}${lost}.`;
}

/** What is wrong with the results of a table, for whoever runs the benchmark. */
export function problemOf({part, samples}) {
  const empty = part.rows.filter((_, index) => samples[index].length === 0);
  if (empty.length > 0) return `Nothing could be measured of ${empty.join(', ')}.`;
  if (!part.budget) return undefined;
  const {row, column, most} = part.budget;
  const {median} = spread(samples[part.rows.indexOf(row)].map((run) => run[column]));
  return median > most
    ? `OVER BUDGET: ${row}, ${part.columns[column]}: ${median.toFixed(2)} of ${most}.`
    : undefined;
}
