import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {comparePictures} from '../../scripts/shots/compare.mjs';

/** Which differences of pictures the comparison reports, and which it lets pass. */
const SIZE = 200;

/** A picture of one colour, on which `draw` puts others. */
function picture(color, draw = () => {}) {
  const data = new Uint8Array(SIZE * SIZE * 4);
  const put = (x, y, [r, g, b]) => data.set([r, g, b, 255], (y * SIZE + x) * 4);
  for (let index = 0; index < SIZE * SIZE; index++) put(index % SIZE, Math.floor(index / SIZE), color);
  draw(put);
  return {width: SIZE, height: SIZE, data};
}

/** A cross of two strokes, like the icon of the smallest button. */
const cross =
  (color, left = 80) =>
  (put) => {
    for (let step = 0; step < 10; step++) {
      for (const wide of [0, 1]) {
        put(left + step + wide, 80 + step, color);
        put(left + 10 - step + wide, 80 + step, color);
      }
    }
  };

const THEMES = {
  light: {paper: [232, 234, 243], ink: [16, 19, 28], pale: [150, 150, 165]},
  dark: {paper: [14, 16, 24], ink: [242, 243, 248], pale: [48, 52, 70]},
};

for (const [theme, {paper, ink, pale}] of Object.entries(THEMES)) {
  suite(theme, () => {
    const same = (before, after) => comparePictures(before, after, theme).isSame;

    test('reports a small icon that is gone, also one of low contrast', () => {
      assert.ok(!same(picture(paper, cross(ink)), picture(paper)));
      assert.ok(!same(picture(paper), picture(paper, cross(pale))));
    });

    test('reports an icon that has moved', () => {
      assert.ok(!same(picture(paper, cross(ink)), picture(paper, cross(ink, 90))));
    });

    test('lets a move by one pixel and a slightly different colour pass', () => {
      assert.ok(same(picture(paper, cross(ink)), picture(paper, cross(ink, 81))));
      const off = paper.map((channel) => channel + 8);
      assert.ok(same(picture(paper, cross(ink)), picture(off, cross(ink))));
    });

    test('reports a change of one colour channel that a visitor could see', () => {
      const change = {light: 33, dark: 19}[theme];
      for (const channel of [0, 1, 2]) {
        const other = paper.map((each, index) =>
          index === channel ? each - Math.sign(each - 128) * change : each,
        );
        assert.ok(!same(picture(paper), picture(other)), String(other));
      }
    });

    test('lets single pixels all over the picture pass', () => {
      const noise = (put) => {
        for (let x = 0; x < SIZE; x += 8) for (let y = 0; y < SIZE; y += 8) put(x, y, ink);
      };
      assert.ok(same(picture(paper), picture(paper, noise)));
    });
  });
}
