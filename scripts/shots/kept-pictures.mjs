import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {PNG} from 'pngjs';
import {comparePictures} from './compare.mjs';

const DIFFS = 'dist/shots-diff';

/** Compares a picture with the kept one; returns the problem, if there is one, and draws where it is. */
export function checkAgainst(kept, name, shot, theme) {
  if (!existsSync(`${kept}/${name}`)) return `${name}: there is no picture to compare with`;
  const bytes = readFileSync(`${kept}/${name}`);
  if (bytes.equals(shot.bytes)) return undefined; // most are: to read their pixels takes longer than to draw them
  const before = PNG.sync.read(bytes);
  const after = shot.picture;
  if (before.width !== after.width || before.height !== after.height) return `${name}: the sizes differ`;
  const {isSame, pixels, mask} = comparePictures(before, after, theme);
  if (isSame) return undefined;
  mkdirSync(DIFFS, {recursive: true});
  writeFileSync(`${DIFFS}/${name}`, PNG.sync.write(marked(after, mask)));
  return `${name}: ${pixels} pixels differ in one window; look at ${DIFFS}`;
}

/** The picture, pale, with the differences in red. */
function marked({width, height, data}, mask) {
  const picture = new PNG({width, height});
  for (let index = 0; index < mask.length; index++) {
    const color = mask[index] ? [220, 20, 40] : data.subarray(index * 4, index * 4 + 3).map(pale);
    picture.data.set([...color, 255], index * 4);
  }
  return picture;
}

const pale = (channel) => 180 + channel * 0.25;
