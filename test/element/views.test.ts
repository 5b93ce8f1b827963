import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import {nextEvent, rejection, until} from '../support/waiting.js';
import {sandbox, place, live, part, shows, focused, useSandbox} from '../support/test-elements.js';

useSandbox();

suite('<heygen-avatar>: what it shows', () => {
  test('a button takes each press itself: WebKit fires no click where a label is pressed and then replaced', async () => {
    const element = place();
    await element.updateComplete;
    const button = part(element, 'start-button') as HTMLElement;
    const isHit = () => {
      const {x, y, width, height} = button.getBoundingClientRect();
      return element.shadowRoot?.elementFromPoint(x + width / 2, y + height / 2) === button;
    };
    assert.isTrue(isHit(), 'on its label');
    element.insertAdjacentHTML('beforeend', '<b slot="start-label">Talk to Anna</b>');
    assert.isTrue(isHit(), 'on the label of the page');
  });

  test('connecting says where it is and can be cancelled', async () => {
    const element = place();
    const hold = sandbox.hold('new');
    const starting = rejection(element.start());
    await hold.arrived;
    await until(() => shows(element, 'cancel'));
    await element.updateComplete;
    assert.equal(
      element.shadowRoot?.querySelector('[role=status]')?.textContent?.trim(),
      'Waking the avatar',
    );
    part(element, 'cancel')?.click();
    await starting;
    hold.release();
    assert.equal(element.endReason, 'stopped');
    await until(() => sandbox.openSessions === 0);
  });

  test('a failure says what a visitor and what the owner needs to know, and can be tried again', async () => {
    sandbox.inject('new', {status: 429, code: 10007});
    const element = place({'queue-limit': '0'});
    await rejection(element.start());
    await element.updateComplete;
    assert.include(part(element, 'message')?.querySelector('[role=alert]')?.textContent, 'busy');
    assert.include(part(element, 'details')?.textContent, 'concurrency-limit');
    const playing = nextEvent(element, 'avatar-playing');
    part(element, 'restart')?.click();
    await playing;
    assert.isNull(element.error);
  });

  for (const [how, fail] of [
    [
      'a start that is refused',
      async (element) => {
        sandbox.inject('new', {status: 400, code: 10015});
        await rejection(element.start());
      },
    ],
    [
      'a token that is refused',
      async (element) => {
        sandbox.inject('token', {status: 401});
        await rejection(element.start());
      },
    ],
    [
      'strings that break anew while a session starts that is then refused',
      async (element) => {
        const hold = sandbox.hold('new');
        const refused = rejection(element.start());
        await hold.arrived;
        element.setAttribute('strings', '[[');
        assert.equal(element.error?.code, 'bad-config');
        sandbox.inject('start', {status: 401});
        hold.release();
        await refused;
      },
    ],
    [
      'a microphone that is refused',
      async (element) => {
        const asked = sinon.stub(navigator.mediaDevices, 'getUserMedia');
        asked.rejects(new DOMException('no', 'NotAllowedError'));
        await rejection(element.startMicrophone());
        asked.restore();
      },
    ],
  ] as [string, (element: HeygenAvatarElement) => Promise<void>][]) {
    test(`the newest problem shows: broken strings, then ${how}, then strings again`, async () => {
      const element = place();
      element.setAttribute('strings', '[');
      assert.equal(element.error?.code, 'bad-config');
      let seen: string | undefined;
      element.addEventListener('avatar-statechange', ({state}) => {
        if (state === 'failed') seen = element.error?.code;
      });
      await fail(element);
      await element.updateComplete;
      assert.notEqual(element.error?.code, 'bad-config');
      assert.equal(seen, element.error?.code, 'before any listener');
      assert.include(part(element, 'details')?.textContent, seen);
      element.setAttribute('strings', ']');
      await element.updateComplete;
      assert.equal(element.error?.code, 'bad-config');
      assert.include(part(element, 'details')?.textContent, 'bad-config');
    });
  }

  test('a session that the server closes says so', async () => {
    const element = await live();
    const ended = nextEvent(element, 'avatar-end');
    sandbox.room().kill();
    await ended;
    await element.updateComplete;
    assert.equal(part(element, 'reason')?.textContent, 'The avatar has left the conversation.');
  });

  test('the button that ends the session is always there, mute with controls', async () => {
    const element = await live();
    await element.updateComplete;
    assert.isFalse(shows(element, 'mute'));
    element.controls = true;
    await until(() => shows(element, 'mute')); // the settings' code comes with the first control
    part(element, 'mute')?.click();
    assert.isTrue(element.muted);
    const ended = nextEvent(element, 'avatar-end');
    part(element, 'stop')?.click();
    assert.equal((await ended).reason, 'stopped');
  });

  test('focus goes on to the button that takes the place of the one that is gone', async () => {
    const element = place();
    await element.updateComplete;
    const start = part(element, 'start-button');
    start?.focus();
    const playing = nextEvent(element, 'avatar-playing');
    start?.click();
    await playing;
    await element.updateComplete;
    assert.equal(focused(element), 'frame', 'not where a second press would end it');
    const ended = nextEvent(element, 'avatar-end');
    part(element, 'stop')?.click();
    await ended;
    await element.updateComplete;
    assert.equal(focused(element), 'restart');
  });

  test('the picture fades in over the poster, and is not shown before it has a frame', async () => {
    const element = place({poster: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>'});
    await element.updateComplete;
    const seen: {opacity: number; hasFrame: boolean; hasPoster: boolean}[] = [];
    let isWatching = true;
    const watch = () => {
      const poster = part(element, 'poster');
      seen.push({
        opacity: Number(getComputedStyle(element.video).opacity),
        hasFrame: element.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA,
        hasPoster: poster?.checkVisibility({opacityProperty: true, visibilityProperty: true}) ?? false,
      });
      if (isWatching) requestAnimationFrame(watch);
    };
    watch();
    await element.start();
    await until(() => seen.at(-1)?.opacity === 1);
    isWatching = false;
    assert.equal(seen[0]?.opacity, 0);
    assert.isTrue(seen.every(({opacity, hasFrame}) => opacity === 0 || hasFrame));
    assert.isTrue(seen.every(({hasPoster}) => hasPoster));
    assert.equal(getComputedStyle(element.video).transitionProperty, 'opacity');
  });

  test('it has its shape before anything is loaded, and the page can size it', async () => {
    const element = place();
    await element.updateComplete;
    const {offsetWidth, offsetHeight} = part(element, 'stage') as HTMLElement;
    assert.closeTo(offsetWidth / offsetHeight, 16 / 9, 0.01);
    element.style.cssText = 'inline-size: 320px; aspect-ratio: 9 / 16';
    assert.equal(element.offsetWidth, 320);
    assert.closeTo(element.offsetHeight, 569, 1);
  });

  for (const scheme of ['light', 'dark']) {
    test(`it is accessible in every view, ${scheme}`, async () => {
      const element = place({controls: ''});
      element.style.colorScheme = scheme;
      await element.updateComplete;
      await assert.isAccessible(element);
      const hold = sandbox.hold('new');
      const starting = element.start();
      await hold.arrived;
      await until(() => shows(element, 'cancel'));
      await assert.isAccessible(element);
      hold.release();
      await starting;
      await element.updateComplete;
      await assert.isAccessible(element);
      await element.stop();
      await element.updateComplete;
      await assert.isAccessible(element);
      sandbox.inject('new', {status: 410});
      await rejection(element.start());
      await element.updateComplete;
      await assert.isAccessible(element);
    });
  }
});
