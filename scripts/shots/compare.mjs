import pixelmatch from 'pixelmatch';

/**
 * How far apart two colours may be, in OKLab, where black and white have a distance of 1: a gradient's rounding passes, a
 * change of one channel by 33 of 255 does not; in dark themes, where colours are closer, a change by 19.
 */
const THRESHOLD = {light: 0.05, dark: 0.035};
/** Differences are counted in a window of this size, which holds the smallest icon, a cross of 14 by 14, and its edge. */
const WINDOW = 24;
/** How many pixels may differ in any window. The thinnest cross has 45. */
const MOST_PIXELS = 20;

const SHIFTS = [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => [x, y]));

/**
 * Compares two pictures of the same size, `{width, height, data}` with RGBA. A pixel differs if the other picture has no
 * similar one within one pixel's distance: an edge that moved by one pixel does not differ, a control that is gone does. The
 * window with most of them counts, so that one small control is as much as a whole panel: `pixels` of it differ. `mask` has a
 * byte for each pixel, 0 where it does not differ.
 */
export function comparePictures(before, after, theme) {
  const {width, height} = before;
  if (width !== after.width || height !== after.height) throw new RangeError('The sizes differ.');
  const options = {threshold: THRESHOLD[theme], windowSize: WINDOW, includeAA: true};
  const mask = new Uint8Array(width * height);
  const atOnce = pixelmatch(before.data, after.data, null, width, height, options);
  if (atOnce <= MOST_PIXELS) return {mask, pixels: atOnce, isSame: true};
  // Both directions: where a thin line is gone, every new pixel is like one beside the old line.
  const [gone, added] = [unmatched(before, after, theme), unmatched(after, before, theme)];
  for (let index = 0; index < mask.length; index++) mask[index] = gone[index] | added[index];
  const ignoreMask = mask.map((each) => 1 - each);
  const pixels = pixelmatch(before.data, after.data, null, width, height, {...options, ignoreMask});
  return {mask, pixels, isSame: pixels <= MOST_PIXELS};
}

/** The share of the pixels that are not the same, of 1. */
export function changedShare({width, height, data}, after, theme) {
  const options = {threshold: THRESHOLD[theme], includeAA: true};
  return pixelmatch(data, after.data, null, width, height, options) / (width * height);
}

/** Marks the pixels of one picture that are unlike all their neighbours in the other. */
function unmatched(one, other, theme) {
  const {width, height} = one;
  const output = new Uint8Array(width * height * 4);
  const ignoreMask = new Uint8Array(width * height);
  for (const shift of SHIFTS) {
    output.fill(0);
    const options = {threshold: THRESHOLD[theme], includeAA: true, diffMask: true, ignoreMask};
    const rest = pixelmatch(one.data, shifted(other, shift), output, width, height, options);
    if (rest === 0) return new Uint8Array(ignoreMask.length);
    for (let index = 0; index < ignoreMask.length; index++) {
      if (output[index * 4 + 3] === 0) ignoreMask[index] = 1;
    }
  }
  return ignoreMask.map((matched) => 1 - matched);
}

/** The picture's data, moved; the pixels that come in at the edges are transparent. */
function shifted({width, height, data}, [dx, dy]) {
  const moved = new Uint8Array(data.length);
  const columns = width - Math.abs(dx);
  for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
    const from = ((y - dy) * width + Math.max(0, -dx)) * 4;
    moved.set(data.subarray(from, from + columns * 4), (y * width + Math.max(0, dx)) * 4);
  }
  return moved;
}
