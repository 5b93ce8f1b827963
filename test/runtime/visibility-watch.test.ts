import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import {isRendered, watchVisibility} from '../../src/runtime/visibility-watch.js';
import {until} from '../support/waiting.js';

/** What hides an element: markup around it, and what the page then does. */
const HIDING: Record<string, {around?: string; hide: (around: HTMLElement, avatar: HTMLElement) => void}> = {
  'the hidden attribute': {hide: (_, avatar) => (avatar.hidden = true)},
  'a hidden ancestor': {hide: (around) => (around.hidden = true)},
  'hidden="until-found"': {hide: (around) => around.setAttribute('hidden', 'until-found')},
  'display: none !important, as React’s Activity': {
    hide: (around) => around.style.setProperty('display', 'none', 'important'),
  },
  'a dialog that closes': {around: 'dialog', hide: (around) => (around as HTMLDialogElement).close()},
  'a <details> that closes': {around: 'details', hide: (around) => around.removeAttribute('open')},
  'content-visibility: hidden': {hide: (around) => (around.style.contentVisibility = 'hidden')},
  'visibility: hidden': {hide: (around) => (around.style.visibility = 'hidden')},
  'no box for the host’s content': {hide: (_, {shadowRoot}) => shadowRoot?.querySelector('.frame')?.remove()},
};

/** What takes an element out of view without hiding it. */
const OUT_OF_VIEW: Record<string, (around: HTMLElement, avatar: HTMLElement) => void> = {
  'scrolled away': (around) => (around.style.marginTop = '400vh'),
  'skipped by content-visibility: auto': (around) => {
    around.style.cssText = 'margin-top: 400vh; content-visibility: auto; contain-intrinsic-size: 100px';
  },
  transparent: (around) => (around.style.opacity = '0'),
  'without a box of its own': (_, avatar) => (avatar.style.display = 'contents'),
};

suite('what the visitor can see of an element', () => {
  let clock: sinon.SinonFakeTimers;
  let life: AbortController;
  let around: HTMLElement;
  let element: HeygenAvatarElement;
  let session: {pageVisible: boolean; rendered: boolean};
  let onHidden: sinon.SinonSpy;

  setup(() => {
    clock = sinon.useFakeTimers({toFake: ['setInterval', 'clearInterval', 'Date']});
    life = new AbortController();
    session = {pageVisible: true, rendered: true};
    onHidden = sinon.spy();
  });

  teardown(() => {
    life.abort();
    around.remove();
    assert.equal(clock.countTimers(), 0);
    clock.restore();
    sinon.restore();
  });

  /** Resolves once every observer has had its turn with the change before. */
  const observed = () =>
    new Promise<void>((resolve) => {
      const observer = new IntersectionObserver(() => {
        observer.disconnect();
        resolve();
      });
      requestAnimationFrame(() => observer.observe(document.body));
    });

  async function watch(tag = 'div'): Promise<void> {
    around = document.createElement(tag);
    if (tag !== 'div') around.setAttribute('open', '');
    element = document.createElement('heygen-avatar');
    around.append(element);
    document.body.append(around);
    await element.updateComplete;
    watchVisibility(element, session, {life: life.signal, onHidden});
    await observed();
    assert.isTrue(session.rendered);
  }

  for (const [how, {around: tag, hide}] of Object.entries(HIDING)) {
    test(`${how} hides it, for a grace`, async () => {
      await watch(tag);
      hide(around, element);
      clock.tick(1_000);
      assert.isFalse(session.rendered);
      clock.tick(29_000);
      assert.isFalse(onHidden.called);
      clock.tick(1_000);
      assert.isTrue(onHidden.calledOnce);
      clock.tick(60_000);
      assert.isTrue(onHidden.calledOnce);
    });
  }

  for (const [how, move] of Object.entries(OUT_OF_VIEW)) {
    test(`${how}, it is not hidden`, async () => {
      await watch();
      move(around, element);
      await observed();
      clock.tick(60_000);
      assert.isTrue(session.rendered);
      assert.isFalse(onHidden.called);
    });
  }

  test('it is hidden with the next frame', async () => {
    await watch();
    around.hidden = true;
    await until(() => !session.rendered);
  });

  test('shown again in time, it goes on', async () => {
    await watch();
    around.hidden = true;
    clock.tick(20_000);
    around.hidden = false;
    clock.tick(20_000);
    assert.isTrue(session.rendered);
    around.hidden = true;
    clock.tick(20_000);
    assert.isFalse(onHidden.called, 'each time it is hidden has its own grace');
  });

  // A page in a frame of another origin cannot see that the frame is invisible.
  for (const [style, sandbox] of [
    ['display: none', 'allow-same-origin allow-scripts'],
    ['visibility: hidden', 'allow-same-origin allow-scripts'],
    ['display: none', 'allow-scripts'],
  ] as const) {
    // WebKit tells a frame of another origin neither this nor a size of 0.
    const isUntold = navigator.vendor.startsWith('Apple') && !sandbox.includes('allow-same-origin');
    (isUntold ? test.skip : test)(`a frame with ${style} hides what is in it: ${sandbox}`, async () => {
      await watch();
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', sandbox);
      frame.srcdoc = `<p>In a frame</p><script type="module">
          ${String(isRendered)}
          addEventListener('message', ({source}) => source.postMessage(isRendered(document.querySelector('p')), '*'));
          parent.postMessage('ready', '*');
        </script>`;
      const heard = () =>
        new Promise((resolve) => addEventListener('message', ({data}) => resolve(data), {once: true}));
      const ready = heard();
      around.append(frame);
      assert.equal(await ready, 'ready');
      for (const [each, wanted] of [
        ['', true],
        [style, false],
      ] as const) {
        frame.style.cssText = each;
        // Firefox tells the frame a moment later.
        for (let answer; answer !== wanted;) {
          const next = heard();
          frame.contentWindow?.postMessage('ask', '*');
          answer = await next;
        }
      }
    });
  }

  test('a tab in the background is not hidden, but it is not kept alive', async () => {
    await watch();
    sinon.stub(document, 'visibilityState').value('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    clock.tick(60_000);
    assert.deepEqual(session, {pageVisible: false, rendered: true});
    assert.isFalse(onHidden.called);
  });

  test('an image that has the name of a property of the document changes nothing', async () => {
    const image = Object.assign(new Image(), {name: 'visibilityState'});
    document.body.append(image);
    await watch();
    document.dispatchEvent(new Event('visibilitychange'));
    image.remove();
    assert.deepEqual(session, {pageVisible: true, rendered: true});
  });

  /** How each browser says that a video is in a window of its own. */
  const WINDOWS: Record<string, (isIn: boolean) => void> = {
    'picture-in-picture': (isIn) => {
      const {shadowRoot, video} = element;
      Object.defineProperty(shadowRoot, 'pictureInPictureElement', {
        value: isIn ? video : null,
        configurable: true,
      });
      video.dispatchEvent(new Event(`${isIn ? 'enter' : 'leave'}pictureinpicture`));
    },
    'the presentation mode of Safari': (isIn) => {
      const webkitPresentationMode = isIn ? 'picture-in-picture' : 'inline';
      Object.assign(element.video, {webkitPresentationMode});
      element.video.dispatchEvent(new Event('webkitpresentationmodechanged'));
    },
  };
  for (const [how, set] of Object.entries(WINDOWS)) {
    test(`in ${how} it is seen, though its page hides it or its tab is in the background`, async () => {
      await watch();
      set(true);
      const tab = sinon.stub(document, 'visibilityState').value('hidden');
      around.hidden = true;
      document.dispatchEvent(new Event('visibilitychange'));
      await observed();
      clock.tick(60_000);
      assert.deepEqual(session, {pageVisible: true, rendered: true});
      set(false);
      assert.deepEqual(session, {pageVisible: false, rendered: false});
      tab.restore();
      clock.tick(29_000);
      assert.isFalse(onHidden.called, 'the grace begins when the window closes');
      clock.tick(1_000);
      assert.isTrue(onHidden.called);
    });
  }

  test('an element that the page moves is not hidden', async () => {
    await watch();
    element.remove();
    await observed();
    clock.tick(1_000);
    assert.isTrue(session.rendered);
  });

  for (const [grace, ms] of [
    [0, 1_000],
    [5, 6_000],
    [Infinity, null],
    [-1, 31_000],
    [NaN, 31_000],
  ] as const) {
    test(`hidden-grace ${grace}`, async () => {
      await watch();
      element.hiddenGrace = grace;
      around.style.visibility = 'hidden';
      clock.tick((ms ?? 1_000_000) - 1);
      assert.isFalse(onHidden.called);
      clock.tick(1);
      assert.equal(onHidden.called, ms !== null);
    });
  }
});
