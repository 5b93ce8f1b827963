import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import pixelmatch from 'pixelmatch';
import {PNG} from 'pngjs';

/** How different a pixel's colour may be: a codec's noise, a font's edges. 0 to 1. */
const THRESHOLD = 0.2;
/** How many pixels may be different: half of the smallest control, a button of 44 by 44. */
const MOST_PIXELS = 900;
const DIFFS = 'dist/shots-diff';

/** Compares pictures with those that are kept; true if none differs by as much as a control. */
export function compareShots({kept, taken, names}) {
  mkdirSync(DIFFS, {recursive: true});
  const rows = names.map((name) => ({
    name,
    ...compare(`${kept}/${name}`, `${taken}/${name}`, `${DIFFS}/${name}`),
  }));
  const wrong = rows.filter(({problem}) => problem);
  for (const {name, problem} of wrong) console.error(`${name}: ${problem}`);
  const most = Math.max(0, ...rows.map(({pixels = 0}) => pixels));
  console.log(
    `${names.length - wrong.length} of ${names.length} pictures are as they were; at most ${most} pixels differ.`,
  );
  if (wrong.length > 0)
    console.error(`Look at ${DIFFS}. If it is meant so, keep the new ones: npm run shots`);
  return wrong.length === 0;
}

function compare(kept, taken, diff) {
  if (!existsSync(kept)) return {problem: 'there is no picture to compare with'};
  const [before, after] = [kept, taken].map((file) => PNG.sync.read(readFileSync(file)));
  const {width, height} = before;
  if (width !== after.width || height !== after.height) return {problem: 'the sizes differ'};
  const picture = new PNG({width, height});
  const pixels = pixelmatch(before.data, after.data, picture.data, width, height, {threshold: THRESHOLD});
  if (pixels <= MOST_PIXELS) return {pixels};
  writeFileSync(diff, PNG.sync.write(picture));
  return {pixels, problem: `${pixels} pixels differ`};
}
