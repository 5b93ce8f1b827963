import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import {isRendered, untilShown, watchVisibility} from '../../src/runtime/visibility-watch.js';
import {rejection, until} from '../support/waiting.js';

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

/** What leaves the element its place, though nothing of it is painted. */
const COLLAPSING: Record<string, (around: HTMLElement, avatar: HTMLElement) => void> = {
  'an ancestor of no height that cuts it off': ({style}) => (style.cssText = 'height: 0; overflow: hidden'),
  'an ancestor of no width that cuts it off': ({style}) => (style.cssText = 'width: 0; overflow: clip'),
  'an accordion made of a grid': (around, avatar) => {
    const inner = document.createElement('div');
    inner.style.cssText = 'overflow: hidden; min-height: 0';
    around.style.cssText = 'display: grid; grid-template-rows: 0fr';
    around.append(inner);
    (inner as {moveBefore?: (node: Node, child: null) => void}).moveBefore?.(avatar, null);
    if (!inner.firstChild) inner.append(avatar);
  },
  'an accordion around a shadow root with a slot': (around) => {
    around.attachShadow({mode: 'open'}).innerHTML =
      '<div style="max-height: 0; overflow: auto"><slot></slot></div>';
  },
  'the class for screen readers alone': ({style}) =>
    (style.cssText = 'position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0, 0, 0, 0)'),
  'clip on a positioned ancestor': ({style}) =>
    (style.cssText = 'position: absolute; clip: rect(1px, 1px, 1px, 1px)'),
  'a scale of 0': ({style}) => (style.transform = 'scale(0)'),
  'no height of its own': (_, {style}) => style.setProperty('height', '0'),
  'clip-path: inset(100%)': ({style}) => (style.clipPath = 'inset(100%)'),
  'clip-path: inset(0 50%)': (_, {style}) => (style.clipPath = 'inset(0 50% round 4px)'),
  'a circle without a radius': ({style}) => (style.clipPath = 'circle(0 at 50% 50%)'),
};

/** What takes an element out of view without hiding it. */
const OUT_OF_VIEW: Record<string, (around: HTMLElement, avatar: HTMLElement) => void> = {
  'scrolled away': (around) => (around.style.marginTop = '400vh'),
  'skipped by content-visibility: auto': (around) => {
    around.style.cssText = 'margin-top: 400vh; content-visibility: auto; contain-intrinsic-size: 100px';
  },
  transparent: (around) => (around.style.opacity = '0'),
  'without a box of its own': (_, avatar) => (avatar.style.display = 'contents'),
  'cut off by nothing but the edge of a part that scrolls': (around) => {
    around.style.cssText = 'height: 100px; overflow: auto; padding-top: 1000px; box-sizing: border-box';
  },
  'moved out of the window': ({style}) => (style.transform = 'translateX(-300vw)'),
  'in a line that hides what overflows': ({style}) => (style.cssText = 'display: inline; overflow: hidden'),
  'in an ancestor of no height that shows what overflows': ({style}) => (style.height = '0'),
  'in the window, out of a box that cuts off': (around, {style}) => {
    around.style.cssText = 'height: 0; overflow: hidden';
    style.cssText = 'position: fixed; inset: 0 auto auto 0; inline-size: 300px';
  },
  'beyond the window, out of a box that cuts off': (around, {style}) => {
    around.style.cssText = 'height: 0; overflow: hidden';
    style.cssText = 'position: absolute; inset: 400vh auto auto 0; inline-size: 300px';
  },
  'in the rest of a shape': ({style}) => (style.clipPath = 'inset(10% 20% round 8px)'),
  'in full screen': (around, avatar) => {
    around.style.cssText = 'height: 0; overflow: hidden';
    avatar.popover = 'manual'; // which is in the top layer too, and needs no press
    avatar.showPopover();
  },
  'in the top layer, out of a shape without an area': (around, avatar) => {
    around.style.clipPath = 'inset(50%)';
    avatar.popover = 'manual';
    avatar.showPopover();
  },
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

  /** The browser answers with one of the next frames what it paints of an element. */
  async function untilHidden(): Promise<void> {
    for (let second = 0; session.rendered && second < 20; second++) {
      await observed();
      clock.tick(1_000);
    }
    assert.isFalse(session.rendered);
  }

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
      for (let second = 0; second < 3; second++) {
        await observed();
        clock.tick(20_000);
      }
      assert.isTrue(session.rendered);
      assert.isFalse(onHidden.called);
    });
  }

  for (const [how, collapse] of Object.entries(COLLAPSING)) {
    test(`${how} collapses it: it is hidden after a second, and shown again at once`, async () => {
      await watch();
      collapse(around, element);
      clock.tick(1_000);
      assert.isTrue(session.rendered, 'a page that moves or opens it passes through that');
      await untilHidden();
      around.style.cssText = element.style.cssText = 'transform: none';
      around.shadowRoot?.querySelector('div')?.removeAttribute('style');
      if (element.parentElement !== around) around.append(element);
      clock.tick(1_000);
      assert.isTrue(session.rendered);
      await observed();
      clock.tick(60_000);
      assert.isTrue(session.rendered);
      assert.isFalse(onHidden.called);
    });
  }

  test('one that stays collapsed has its grace as others have', async () => {
    await watch();
    around.style.cssText = 'height: 0; overflow: hidden';
    clock.tick(1_000);
    await untilHidden();
    clock.tick(29_000);
    assert.isFalse(onHidden.called);
    clock.tick(1_000);
    assert.isTrue(onHidden.calledOnce);
  });

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

  /** How a page hides an element at the time of a start, and shows it. */
  const SHOWN_LATER: Record<
    string,
    {tag?: string; hide: (around: HTMLElement) => void; show: (around: HTMLElement) => void}
  > = {
    'in a dialog': {
      tag: 'dialog',
      hide: (around) => (around as HTMLDialogElement).close(),
      show: (around) => (around as HTMLDialogElement).showModal(),
    },
    'of a framework that hides': {
      hide: ({style}) => (style.display = 'none'),
      show: ({style}) => (style.display = ''),
    },
    'in an accordion': {
      hide: ({style}) => (style.cssText = 'height: 0; overflow: hidden'),
      show: ({style}) => (style.cssText = ''),
    },
  };
  for (const [where, {tag, hide, show}] of Object.entries(SHOWN_LATER)) {
    test(`a start of an element ${where} waits until it is shown, for five seconds`, async () => {
      await watch(tag);
      await untilShown(element, life.signal);
      hide(around);
      let isShown = false;
      const waiting = untilShown(element, life.signal).then(() => (isShown = true));
      for (let frame = 0; frame < 8; frame++) await observed();
      assert.isFalse(isShown);
      show(around);
      await waiting;
      hide(around);
      const refused = rejection(untilShown(element, life.signal));
      clock.tick(5_000);
      assert.include(await refused, {code: 'hidden'});
    });
  }

  test('a start does not wait where hidden sessions are wanted, nor out of the document; an abort ends the wait', async () => {
    await watch();
    around.hidden = true;
    element.hiddenGrace = Infinity;
    await untilShown(element, life.signal);
    element.hiddenGrace = null;
    const stop = new AbortController();
    const given = rejection(untilShown(element, stop.signal));
    stop.abort('enough');
    assert.equal(await given, 'enough');
    element.remove();
    await untilShown(element, life.signal);
  });
});
