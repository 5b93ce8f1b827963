/** How different a channel of a colour may be, of 255: a gradient's rounding, an edge. In the dark all colours are closer. */
const TOLERANCE = {light: 32, dark: 18};
/** Differences are counted in a window of this size: the smallest icon, a cross of 14 by 14, fits in with its edge. */
const WINDOW = 24;
/** How many pixels may differ in any window. The thinnest cross has 45. */
const MOST_PIXELS = 20;

/**
 * Compares two pictures of the same size, `{width, height, data}` with RGBA. A pixel differs if nothing like it is within
 * one pixel's distance in the other picture: an edge that is drawn a little aside does not, something that is gone does.
 * What counts is the window with most of them, so that one small control is as much as a whole panel.
 */
export function compareShots(before, after, theme) {
  const {width, height} = before;
  if (width !== after.width || height !== after.height) throw new RangeError('The sizes differ.');
  const mask = differences(before, after, TOLERANCE[theme]);
  const window = densest(mask, width, height);
  return {mask, ...window, isSame: window.pixels <= MOST_PIXELS};
}

/** One for each pixel that differs. */
function differences({width, height, data: a}, {data: b}, tolerance) {
  const mask = new Uint8Array(width * height);
  for (let index = 0; index < mask.length; index++) {
    if (isLike(a, index, b, index, 0)) continue;
    if (!isNear(a, index, b) || !isNear(b, index, a)) mask[index] = 1;
  }
  return mask;

  function isNear(one, index, other) {
    const x = index % width;
    for (const row of [index - width, index, index + width]) {
      if (row < 0 || row >= mask.length) continue;
      for (let dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
        if (isLike(one, index, other, row + dx, tolerance)) return true;
      }
    }
    return false;
  }
}

function isLike(one, index, other, at, tolerance) {
  for (let channel = 0; channel < 3; channel++) {
    if (Math.abs(one[index * 4 + channel] - other[at * 4 + channel]) > tolerance) return false;
  }
  return true;
}

/** The window with most marks, by sums over all rectangles from the corner. */
function densest(mask, width, height) {
  const stride = width + 1;
  const sums = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0, row = 0; x < width; x++) {
      row += mask[y * width + x];
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
    }
  }
  const [w, h] = [Math.min(WINDOW, width), Math.min(WINDOW, height)];
  let best = {pixels: 0, x: 0, y: 0};
  for (let y = 0; y <= height - h; y++) {
    for (let x = 0; x <= width - w; x++) {
      const [top, bottom] = [y * stride + x, (y + h) * stride + x];
      const pixels = sums[bottom + w] - sums[bottom] - sums[top + w] + sums[top];
      if (pixels > best.pixels) best = {pixels, x, y};
    }
  }
  return best;
}
