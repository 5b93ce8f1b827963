import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {ChromaKey} from '../../src/media/chroma-key.js';
import {until} from '../support/waiting.js';
import {
  COLUMN_WIDTH,
  difference,
  GREEN,
  GreenScreen,
  HEIGHT,
  picture,
  type Color,
  type Column,
} from './green-screen.js';

const BLACK: Color = [0, 0, 0];
const WHITE: Color = [255, 255, 255];
const SKIN: Color = [201, 141, 107];
const HAIR: Color = [51, 37, 31];
const GREY: Color = [128, 128, 128];
const RED: Color = [200, 30, 40];
const YELLOW: Color = [240, 220, 40];
const CYAN: Color = [40, 210, 220];

/** Tolerance per channel: 8-bit video with half the colour resolution is no more exact. */
const NEAR = 6;

let screen: GreenScreen;
let canvas: HTMLCanvasElement;
let key: ChromaKey;
let changes: boolean[];

/** Creates a key, its canvas and a video of these columns, at the top of the page. */
async function open(columns: readonly Column[]): Promise<void> {
  screen = new GreenScreen(columns);
  canvas = document.createElement('canvas');
  canvas.style.cssText = `position: absolute; inset: 0 auto auto 0; width: ${columns.length * COLUMN_WIDTH}px;`;
  canvas.style.height = `${HEIGHT}px`;
  document.body.append(screen.video, canvas);
  changes = [];
  await screen.play();
  key = new ChromaKey({video: screen.video, canvas, onChange: (drawing) => changes.push(drawing)});
}

async function started(columns: readonly Column[]): Promise<void> {
  await open(columns);
  key.start();
  await until(() => key.drawing);
}

/** The pixels of a gradient from a colour to the screen: their opacity, and their colour on a page of the first colour. */
async function edge(color: Color): Promise<{opacity: number; page: number[]}[]> {
  await started([color, [color, GREEN], GREEN]);
  const drawn = await picture(screen.video, canvas);
  const page = drawn.on(color);
  return Array.from({length: COLUMN_WIDTH}, (_, x) => ({
    opacity: drawn.at(COLUMN_WIDTH + x)[3] ?? NaN,
    page: page.at(COLUMN_WIDTH + x),
  }));
}

const greenness = ([red = NaN, green = NaN, blue = NaN]: readonly number[]) => green - Math.max(red, blue);

const lightness = ([red = NaN, green = NaN, blue = NaN]: readonly number[]) =>
  0.299 * red + 0.587 * green + 0.114 * blue;

const loss = () => {
  const extension = canvas.getContext('webgl')?.getExtension('WEBGL_lose_context');
  if (!extension) throw new Error('The context cannot be lost on demand.');
  return extension;
};

const event = (type: string) =>
  new Promise((resolve) => canvas.addEventListener(type, resolve, {once: true}));

/** Resolves once the canvas's intersection observers have run. */
const intersection = () =>
  new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      observer.disconnect();
      resolve(entries);
    });
    observer.observe(canvas);
  });

teardown(() => {
  sinon.restore();
  key.dispose();
  screen.stop();
  canvas.remove();
});

suite('ChromaKey: the picture', () => {
  test('the screen is transparent, also in uneven light, and all other colours are unchanged', async () => {
    const screens: Color[] = [GREEN, [30, 235, 40], [0, 205, 10]];
    const kept: Color[] = [BLACK, WHITE, SKIN, HAIR, RED, YELLOW, CYAN];
    await started([...screens, ...kept]);
    const drawn = await picture(screen.video, canvas);
    screens.forEach((color, index) => {
      assert.deepEqual(drawn.column(index), [0, 0, 0, 0], `screen ${color.join(' ')}`);
    });
    kept.forEach((color, index) => {
      const found = drawn.column(screens.length + index);
      assert.isAtMost(difference(found, [...color, 255]), NEAR, `${color.join(' ')} is ${found.join(' ')}`);
    });
  });

  for (const [name, color] of Object.entries({black: BLACK, white: WHITE, grey: GREY})) {
    test(`a soft edge of ${name} is invisible on a page of its own colour`, async () => {
      for (const {page} of await edge(color)) {
        assert.isAtMost(difference(page, [...color, 255]), 2 * NEAR, page.join(' '));
      }
    });
  }

  // The key can only estimate how much green is mixed into a colour; the rest must look neither green nor too bright.
  for (const [name, color] of Object.entries({hair: HAIR, skin: SKIN, red: RED})) {
    test(`a soft edge of ${name} is neither green nor too bright on a page of its own colour`, async () => {
      for (const {page} of await edge(color)) {
        assert.isAtMost(greenness(page), NEAR, page.join(' '));
        assert.isAtMost(Math.abs(lightness(page) - lightness(color)), 30, page.join(' '));
      }
    });
  }

  test('a soft edge goes from opaque to transparent in steps', async () => {
    const opacities = (await edge(HAIR)).map(({opacity}) => opacity);
    assert.deepEqual(
      opacities,
      opacities.toSorted((a, b) => b - a),
    );
    assert.isAbove(opacities.filter((each) => each > 0 && each < 255).length, 4);
  });

  test('no channel is brighter than its opacity, which would make edges glow', async () => {
    await started([WHITE, [WHITE, GREEN], GREEN, [GREEN, SKIN]]);
    const drawn = await picture(screen.video, canvas);
    const black = drawn.on(BLACK);
    for (let x = 0; x < 4 * COLUMN_WIDTH; x += 2) {
      const opacity = drawn.at(x)[3] ?? NaN;
      assert.isAtMost(Math.max(...black.at(x).slice(0, 3)), opacity + 2, `at ${x}`);
    }
  });

  test('the key removes green light from the avatar', async () => {
    const lit: Color[] = [
      [128, 165, 128],
      [210, 240, 205],
      [60, 85, 60],
    ];
    await started(lit);
    const drawn = await picture(screen.video, canvas);
    lit.forEach((color, index) => {
      const found = drawn.column(index);
      assert.equal(found[3], 255);
      assert.isAtMost(greenness(found), NEAR, found.join(' '));
      assert.isAtMost(Math.abs(lightness(found) - lightness(color)), 30, found.join(' '));
    });
  });

  test('new options apply at once, and invalid options mean the default', async () => {
    const blue: Color = [20, 40, 230];
    await started([GREEN, blue, SKIN]);
    key.setOptions({color: 'rgb(20 40 230)'});
    const other = await picture(screen.video, canvas);
    assert.deepEqual(
      [0, 1, 2].map((index) => other.column(index)[3]),
      [255, 0, 255],
    );
    key.setOptions({color: 'no colour', similarity: NaN, smoothness: NaN});
    const usual = await picture(screen.video, canvas);
    assert.deepEqual(
      [0, 1, 2].map((index) => usual.column(index)[3]),
      [0, 255, 255],
    );
  });

  test('similarity sets how much is transparent, smoothness how soft the edge is', async () => {
    await started([[SKIN, GREEN]]);
    const opacities = async (similarity: number, smoothness: number) => {
      key.setOptions({similarity, smoothness});
      const drawn = await picture(screen.video, canvas);
      return Array.from({length: COLUMN_WIDTH}, (_, x) => drawn.at(x)[3] ?? NaN);
    };
    const gone = (all: number[]) => all.filter((each) => each === 0).length;
    const soft = (all: number[]) => all.filter((each) => each > 0 && each < 255).length;
    const little = await opacities(0.1, 0.05);
    const much = await opacities(0.6, 0.05);
    const smooth = await opacities(0.1, 0.6);
    assert.isAbove(gone(much), gone(little) + 10);
    assert.isAbove(soft(smooth), soft(little) + 10);
    assert.isAtMost(soft(await opacities(0.1, 0)), 1);
  });
});

suite('ChromaKey: size', () => {
  test('the canvas has the video’s size and follows its changes', async () => {
    await started([GREEN, SKIN]);
    assert.deepEqual([canvas.width, canvas.height], [2 * COLUMN_WIDTH, HEIGHT]);
    canvas.style.width = `${4 * COLUMN_WIDTH}px`;
    screen.resize(2);
    await until(() => canvas.width === 4 * COLUMN_WIDTH);
    assert.equal(canvas.height, 2 * HEIGHT);
    const drawn = await picture(screen.video, canvas);
    assert.equal(drawn.at(COLUMN_WIDTH)[3], 0);
    assert.equal(drawn.at(3 * COLUMN_WIDTH)[3], 255);
  });

  test('a small canvas has fewer pixels, in the video’s shape', async () => {
    await started([GREEN, SKIN]);
    canvas.style.width = `${1.5 * COLUMN_WIDTH}px`;
    canvas.style.height = `${HEIGHT / 4}px`;
    await until(() => canvas.width !== 2 * COLUMN_WIDTH);
    assert.deepEqual([canvas.width, canvas.height], [1.5 * COLUMN_WIDTH, 0.75 * HEIGHT]);
    canvas.style.width = '3px';
    await until(() => canvas.width === COLUMN_WIDTH);
    assert.equal(canvas.height, HEIGHT / 2);
  });

  test('the canvas has twice the pixels at a device pixel ratio of 2', async () => {
    sinon.stub(globalThis, 'devicePixelRatio').value(2);
    await open([GREEN, SKIN]);
    canvas.style.width = `${0.75 * COLUMN_WIDTH}px`;
    canvas.style.height = '1px';
    key.start();
    await until(() => key.drawing && canvas.width === 1.5 * COLUMN_WIDTH);
  });
});

suite('ChromaKey: without WebGL or video', () => {
  test('without WebGL the key draws nothing and throws nothing', async () => {
    const getContext = sinon.stub(HTMLCanvasElement.prototype, 'getContext').callThrough();
    getContext.withArgs('webgl').returns(null);
    await open([GREEN, SKIN]);
    const request = sinon.spy(screen.video, 'requestVideoFrameCallback');
    key.start();
    key.setOptions({similarity: 0.2});
    await intersection();
    await new Promise((resolve) => screen.video.requestVideoFrameCallback(resolve));
    assert.equal(request.callCount, 1);
    assert.isFalse(key.drawing);
    assert.deepEqual(changes, []);
  });

  test('the key stops at a lost context and draws again, with its options, once the context is restored', async () => {
    await started([GREEN, SKIN]);
    key.setOptions({color: '#c98d6b', similarity: 0.2, smoothness: 0.1});
    const extension = loss();
    const lost = event('webglcontextlost');
    extension.loseContext();
    await lost;
    assert.isFalse(key.drawing);
    key.setOptions({color: '#c98d6b', similarity: 0.3, smoothness: 0.1});
    await new Promise((resolve) => screen.video.requestVideoFrameCallback(resolve));
    assert.isFalse(key.drawing);
    const restored = event('webglcontextrestored');
    extension.restoreContext();
    await restored;
    await until(() => key.drawing);
    assert.deepEqual(changes, [true, false, true]);
    const drawn = await picture(screen.video, canvas);
    assert.deepEqual([drawn.column(0)[3], drawn.column(1)[3]], [255, 0]);
  });

  test('the key stops when the video loses its stream', async () => {
    await started([GREEN, SKIN]);
    screen.video.srcObject = null;
    await until(() => !key.drawing);
    assert.deepEqual(changes, [true, false]);
  });
});

suite('ChromaKey: out of view', () => {
  /** Counts the draws during a few frames of the video. */
  async function draws(): Promise<number> {
    const draw = sinon.spy(WebGLRenderingContext.prototype, 'drawArrays');
    for (let frame = 0; frame < 4; frame++) {
      await new Promise((resolve) => screen.video.requestVideoFrameCallback(resolve));
    }
    draw.restore();
    return draw.callCount;
  }

  const setVisibility = (state: DocumentVisibilityState) => {
    sinon.stub(document, 'visibilityState').value(state);
    document.dispatchEvent(new Event('visibilitychange'));
  };

  test('out of view the key draws nothing; back in view it goes on', async () => {
    await started([GREEN, SKIN]);
    assert.isAbove(await draws(), 2);
    canvas.style.top = '-2000px';
    await intersection();
    assert.equal(await draws(), 0);
    assert.isTrue(key.drawing);
    canvas.style.top = '0';
    await intersection();
    assert.isAbove(await draws(), 2);
  });

  test('in a hidden tab the key draws nothing; in a visible tab it goes on', async () => {
    await started([GREEN, SKIN]);
    setVisibility('hidden');
    assert.equal(await draws(), 0);
    sinon.restore();
    setVisibility('visible');
    assert.isAbove(await draws(), 2);
  });

  test('after stop the key draws nothing until start; after dispose it never draws again', async () => {
    await started([GREEN, SKIN]);
    key.stop();
    assert.equal(await draws(), 0);
    assert.isFalse(key.drawing);
    key.start();
    await until(() => key.drawing);
    key.dispose();
    assert.equal(await draws(), 0);
    key.start();
    assert.equal(await draws(), 0);
    assert.deepEqual(changes, [true, false, true, false]);
  });
});
