import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import type {Sandbox} from '../../src/sandbox/sandbox.js';
import {open} from '../support/test-sandbox.js';
import {until} from '../support/waiting.js';
import {picture} from '../media/green-screen.js';

/** The wall behind the sandbox's avatar is one colour for these tests. */
const WALL = '#00ff00';

let sandbox: Sandbox;
let element: HeygenAvatarElement;

async function place(attributes: Record<string, string> = {}): Promise<void> {
  element = document.createElement('heygen-avatar');
  const all = {'token-url': sandbox.tokenUrl, 'api-url': sandbox.origin, ...attributes};
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  document.body.append(element);
  await element.updateComplete;
}

const canvas = () => element.shadowRoot?.querySelector<HTMLCanvasElement>('canvas[part=picture]') ?? null;
const isKeyed = () => element.video.classList.contains('keyed');
const opacity = (target: Element | null) => (target ? getComputedStyle(target).opacity : 'none');

/** How opaque the picture is in a corner, where the wall is, and in the middle, where the face is. */
async function opacities(): Promise<(number | undefined)[]> {
  const target = canvas();
  if (!target) return [];
  const drawn = await picture(element.video, target);
  return [drawn.at(3)[3], drawn.at(target.width / 2)[3]];
}

/** Resolves once the picture is as it should be: an option takes effect with a frame. */
async function shows(corner: number, middle: number): Promise<void> {
  for (;;) {
    const [first, second] = await opacities();
    if (first === corner && second === middle) return;
    await new Promise(requestAnimationFrame);
  }
}

setup(async () => {
  sandbox = await open();
  sandbox.wall = () => WALL;
});

teardown(async () => {
  await element.stop();
  element.remove();
  await sandbox.stop();
  sinon.restore();
});

suite('<heygen-avatar background="chroma">', () => {
  test('the avatar stands on the page, without its screen', async () => {
    await place({background: 'CHROMA'});
    assert.equal(getComputedStyle(element).backgroundColor, 'rgba(0, 0, 0, 0)');
    assert.isNull(canvas());
    await element.start();
    await until(isKeyed);
    await shows(0, 255);
    await until(() => opacity(element.video) === '0' && opacity(canvas()) === '1');
    const poster = element.shadowRoot?.querySelector('slot[name=poster]') ?? element;
    assert.equal(getComputedStyle(poster).visibility, 'hidden');
    await element.stop();
    await until(() => !isKeyed());
    assert.equal(getComputedStyle(poster).visibility, 'visible');
  });

  test('set while the avatar is live, changed and removed, it takes effect at once', async () => {
    await place();
    await element.start();
    assert.isNull(canvas());
    element.background = 'chroma';
    await until(isKeyed);
    await shows(0, 255);
    element.setAttribute('chroma-color', '#ff00ff');
    await shows(255, 255);
    element.removeAttribute('chroma-color');
    await shows(0, 255);
    element.background = null;
    await element.updateComplete;
    assert.isTrue(canvas() === null);
    assert.isFalse(isKeyed());
    await until(() => opacity(element.video) === '1');
    element.setAttribute('background', 'chroma');
    await until(isKeyed);
    element.setAttribute('background', 'other');
    await element.updateComplete;
    assert.isFalse(isKeyed());
  });

  test('custom properties are read, followed when they change, and give way to attributes', async () => {
    await place({background: 'chroma'});
    element.style.setProperty('--avatar-chroma-color', '#ff00ff');
    await element.start();
    await until(isKeyed);
    await shows(255, 255);
    element.style.setProperty('--avatar-chroma-color', '#0f0');
    await shows(0, 255);
    element.style.setProperty('--avatar-chroma-similarity', '0');
    element.style.setProperty('--avatar-chroma-smoothness', '0');
    element.style.setProperty('--avatar-chroma-color', '#00c800');
    await shows(255, 255);
    element.setAttribute('chroma-similarity', '0.5');
    await shows(0, 255);
  });

  test('moved in the page, it goes on; out of the page it draws nothing', async () => {
    await place({background: 'chroma'});
    await element.start();
    await until(isKeyed);
    const draw = sinon.spy(WebGLRenderingContext.prototype, 'drawArrays');
    element.remove();
    assert.isFalse(isKeyed());
    const {callCount} = draw;
    document.body.prepend(element);
    await until(isKeyed);
    assert.isAbove(draw.callCount, callCount);
  });

  test('the picture goes along where the avatar is shown elsewhere: in a floating panel', async () => {
    await place({background: 'chroma'});
    await element.start();
    await until(isKeyed);
    element.mode = 'floating';
    element.open = true;
    await until(() => element.video.closest('.panel') !== null);
    assert.isTrue(element.video.nextSibling === canvas());
    await until(() => isKeyed() && opacity(canvas()) === '1');
    await shows(0, 255);
  });

  test('the sandbox has a screen to take away, of the colour of the request', async () => {
    await place({backend: 'sandbox'});
    await element.start();
    element.background = 'chroma';
    await until(isKeyed);
    await shows(0, 255);
    element.chromaColor = 'rgb(20 40 230)';
    await shows(0, 255);
    element.background = null;
    await element.updateComplete;
    assert.isNull(sandbox.wall());
  });

  test('without WebGL the plain picture is shown', async () => {
    const getContext = sinon.stub(HTMLCanvasElement.prototype, 'getContext').callThrough();
    getContext.withArgs('webgl').returns(null);
    await place({background: 'chroma'});
    await element.start();
    await until(() => canvas() !== null);
    await until(() => opacity(element.video) === '1');
    assert.isFalse(isKeyed());
    assert.equal(opacity(canvas()), '0');
  });

  test('while its context is lost the plain picture is shown', async () => {
    await place({background: 'chroma'});
    await element.start();
    await until(isKeyed);
    const context = canvas()?.getContext('webgl')?.getExtension('WEBGL_lose_context');
    context?.loseContext();
    await until(() => !isKeyed() && opacity(element.video) === '1');
    await new Promise((resolve) => setTimeout(resolve)); // not within the event of the loss
    context?.restoreContext();
    await until(() => isKeyed() && opacity(element.video) === '0');
  });
});
