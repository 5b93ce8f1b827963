import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {keyValues} from '../../src/media/chroma-options.js';

teardown(() => sinon.restore());

suite('the key colour', () => {
  for (const [color, expected] of [
    [undefined, [0, 255, 0]],
    ['#00ff00', [0, 255, 0]],
    ['#0f0', [0, 255, 0]],
    [' #1428E6 ', [20, 40, 230]],
    ['#1428e680', [20, 40, 230]],
    ['rgb(20 40 230)', [20, 40, 230]],
    ['rgb(20 40 230 / 50%)', [20, 40, 230]],
    ['rgb( 20, 40, 230 )', [20, 40, 230]],
    ['rgb(0% 100% 0%)', [0, 255, 0]],
    ['rgb(calc(10 + 10) 40 230)', [20, 40, 230]],
    ['color(srgb 0% 100% 0%)', [0, 255, 0]],
    ['blue', [0, 0, 255]],
    ['hsl(240 100% 50%)', [0, 0, 255]],
    ['oklch(0.452 0.3132 264.05)', [0, 0, 255]],
    ['color(display-p3 0 1 0)', [0, 255, 0]],
    ['color(srgb 1e-9 0 1)', [0, 0, 255]],
    ['no colour', [0, 255, 0]],
    ['#12', [0, 255, 0]],
    ['#12345', [0, 255, 0]],
  ] as const) {
    test(`is ${expected.join(' ')} for ${color}, whatever pixels the browser returns`, () => {
      sinon.stub(CanvasRenderingContext2D.prototype, 'getImageData').returns(new ImageData(1, 1));
      const {key} = keyValues(color ? {color} : {});
      key.forEach((value, index) => assert.approximately(value * 255, expected[index] ?? NaN, 2));
    });
  }
});
