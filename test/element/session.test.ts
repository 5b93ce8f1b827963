import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {AvatarError, HeygenAvatarElement} from '../../src/index.js';
import {startSandbox, type Sandbox, type SandboxOptions} from '../../src/sandbox/index.js';
import {nextEvent, rejection, until} from '../helpers.js';

let sandbox: Sandbox;
let elements: HeygenAvatarElement[];

async function open(options: SandboxOptions = {}): Promise<void> {
  sandbox = await startSandbox({msPerCharacter: 5, ...options});
}

function place(attributes: Record<string, string> = {}): HeygenAvatarElement {
  const element = document.createElement('heygen-avatar');
  const all = {'token-url': sandbox.tokenUrl, 'api-url': sandbox.origin, ...attributes};
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  document.body.append(element);
  elements.push(element);
  return element;
}

async function live(attributes: Record<string, string> = {}): Promise<HeygenAvatarElement> {
  const element = place(attributes);
  await element.start();
  return element;
}

const part = (element: HeygenAvatarElement, name: string) =>
  element.shadowRoot?.querySelector<HTMLElement>(`[part=${name}]`) ?? null;

const shows = (element: HeygenAvatarElement, name: string) => part(element, name) !== null;

const focused = (element: HeygenAvatarElement) => element.shadowRoot?.activeElement?.getAttribute('part');

/** Resolves when so many more frames have been painted. */
async function newFrames({video}: HeygenAvatarElement, count = 1): Promise<void> {
  for (let frame = 0; frame < count; frame++) {
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  }
}

const calls = () => sandbox.requests.map(({endpoint}) => endpoint);

setup(async () => {
  elements = [];
  await open();
});

teardown(async () => {
  for (const element of elements) element.remove();
  await Promise.all(elements.map((element) => element.stop()));
  await sandbox.stop();
});

suite('<heygen-avatar>: start and stop', () => {
  test('a click on the start button makes the avatar appear', async () => {
    const element = place();
    await element.updateComplete;
    const playing = nextEvent(element, 'avatar-playing');
    part(element, 'start-button')?.click();
    await playing;
    assert.equal(element.state, 'live');
    assert.isTrue(element.matches(':state(live)'));
    assert.isAbove(element.video.videoWidth, 0);
    assert.isFalse(element.video.paused);
    assert.equal(element.session?.id, sandbox.sessions[0]?.sessionId);
    await element.updateComplete;
    assert.isFalse(shows(element, 'start-button'));
  });

  test('the state and its CSS state have changed when avatar-statechange is heard, on the document too', async () => {
    const seen: unknown[] = [];
    const listener = ({target, state, oldState}: HTMLElementEventMap['avatar-statechange']) => {
      const element = target as HeygenAvatarElement;
      seen.push([oldState, state, element.state, element.matches(`:state(${state})`)]);
    };
    document.addEventListener('avatar-statechange', listener as EventListener);
    const element = await live();
    await element.stop();
    document.removeEventListener('avatar-statechange', listener as EventListener);
    assert.deepEqual(seen, [
      ['idle', 'connecting', 'connecting', true],
      ['connecting', 'live', 'live', true],
      ['live', 'stopping', 'stopping', true],
      ['stopping', 'ended', 'ended', true],
    ]);
  });

  test('a second start joins the first, and one while live is done at once', async () => {
    const element = place();
    await Promise.all([element.start(), element.start()]);
    await element.start();
    assert.equal(sandbox.sessions.length, 1);
  });

  test('one of two who wait gives up: the other still gets the avatar', async () => {
    const element = place();
    const controller = new AbortController();
    const given = rejection(element.start({signal: controller.signal}));
    const kept = element.start();
    const hold = sandbox.hold('new');
    await hold.arrived;
    controller.abort('enough');
    assert.equal(await given, 'enough');
    hold.release();
    await kept;
    assert.equal(element.state, 'live');
  });

  test('the last who waits gives up: the start is given up, and nothing stays open', async () => {
    const element = place();
    const controller = new AbortController();
    const given = rejection(element.start({signal: controller.signal}));
    const hold = sandbox.hold('new');
    await hold.arrived;
    controller.abort('enough');
    assert.equal(await given, 'enough');
    hold.release();
    await until(() => sandbox.sessions.length === 1 && sandbox.openSessions === 0);
    assert.equal(element.endReason, 'aborted');
    assert.isNull(element.error);
  });

  test('stop in the same breath as start leaves nothing open', async () => {
    const element = place();
    const starting = rejection(element.start());
    await element.stop();
    assert.equal(((await starting) as DOMException).name, 'AbortError');
    assert.equal(sandbox.openSessions, 0);
    assert.include(['idle', 'ended'], element.state);
  });

  test('after an end the visitor can start again: a new token, a new session, never two at once', async () => {
    const element = await live();
    const hold = sandbox.hold('stop');
    void element.stop();
    await hold.arrived;
    const again = element.start();
    assert.equal(sandbox.sessions.length, 1);
    hold.release();
    await again;
    assert.equal(element.state, 'live');
    assert.equal(sandbox.sessions.length, 2);
    assert.equal(sandbox.openSessions, 1);
    assert.equal(calls().filter((each) => each === 'token').length, 2);
  });

  test('two elements are independent', async () => {
    const [one, two] = [await live(), await live()];
    await one.stop();
    assert.equal(two.state, 'live');
    assert.notEqual(one.session?.id, two.session?.id);
  });

  test('without a token-url the failure says what is missing, on screen too', async () => {
    const element = place();
    element.removeAttribute('token-url');
    const error = (await rejection(element.start())) as AvatarError;
    assert.equal(error.code, 'bad-config');
    await element.updateComplete;
    assert.include(part(element, 'details')?.textContent, 'token-url');
    assert.equal(part(element, 'restart')?.textContent?.trim(), 'Try again');
  });

  test('a tokenProvider is asked once a session, with the settings', async () => {
    const element = place({'avatar-id': 'Wayne'});
    element.removeAttribute('token-url');
    const asked: unknown[] = [];
    element.tokenProvider = async ({settings, signal}) => {
      asked.push(settings);
      const response = await fetch(sandbox.tokenUrl, {method: 'POST', signal});
      return (await response.json()) as {token: string};
    };
    await element.start();
    assert.deepEqual(asked, [{quality: 'medium', avatar_id: 'Wayne'}]);
  });

  test('the sandbox needs no endpoint and is marked as a preview', async () => {
    const element = place({backend: 'sandbox'});
    element.removeAttribute('token-url');
    element.removeAttribute('api-url');
    await element.start();
    assert.equal(part(element, 'preview')?.textContent?.trim(), 'Preview');
  });
});

suite('<heygen-avatar>: leaving', () => {
  test('moved within the document, it keeps its session and its picture', async () => {
    const element = await live();
    const section = document.createElement('section');
    document.body.append(section);
    section.append(element);
    await until(() => !element.video.paused);
    await newFrames(element);
    assert.equal(element.state, 'live');
    assert.equal(sandbox.sessions.length, 1);
    section.remove();
  });

  test('taken out and put back a moment later, as editors do, it keeps its session', async () => {
    const element = await live();
    element.remove();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    document.body.append(element);
    await until(() => !element.video.paused);
    assert.equal(element.state, 'live');
    assert.equal(sandbox.openSessions, 1);
  });

  test('removed for good, it stops the session', async () => {
    const element = await live();
    const ended = nextEvent(element, 'avatar-end');
    element.remove();
    assert.equal((await ended).reason, 'removed');
    assert.equal(sandbox.openSessions, 0);
  });

  test('removed while it starts, it leaves nothing open', async () => {
    const element = place();
    const hold = sandbox.hold('new');
    const starting = rejection(element.start());
    await hold.arrived;
    element.remove();
    await starting;
    hold.release();
    await until(() => sandbox.sessions.length === 1 && sandbox.openSessions === 0);
    assert.equal(element.endReason, 'removed');
  });

  test('started outside the document and never put into it, it leaves nothing open', async () => {
    const element = place();
    element.remove();
    const ended = nextEvent(element, 'avatar-end');
    element.start().catch(() => {}); // whether it got as far as live in time does not matter
    assert.equal((await ended).reason, 'removed');
    await until(() => sandbox.openSessions === 0);
  });

  test('a page that is left stops the session at once', async () => {
    const element = await live();
    const ended = nextEvent(element, 'avatar-end');
    dispatchEvent(new PageTransitionEvent('pagehide', {persisted: false}));
    assert.equal(element.state, 'stopping');
    assert.equal((await ended).reason, 'page-hidden');
    assert.equal(sandbox.openSessions, 0);
  });

  test('stop-url is told of the end, once, by a beacon with the session’s id alone', async () => {
    const beacon = sinon.stub(navigator, 'sendBeacon').returns(true);
    try {
      const element = await live({'stop-url': '/api/avatar-token/stop'});
      const id = element.session?.id;
      await element.stop();
      const ended = await live();
      sandbox.room().kill();
      await nextEvent(ended, 'avatar-end');
      assert.deepEqual(beacon.args, [
        [new URL('/api/avatar-token/stop', location.href).href, JSON.stringify({session_id: id})],
      ]);
    } finally {
      beacon.restore();
    }
  });

  test('hidden by display: none and back, the picture goes on', async () => {
    const element = await live();
    element.hidden = true;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    assert.equal(getComputedStyle(element).display, 'none');
    element.hidden = false;
    await newFrames(element, 4);
    assert.isFalse(element.video.paused);
  });

  test('a picture that the system pauses plays on', async () => {
    const element = await live();
    element.video.pause();
    await until(() => !element.video.paused);
    assert.equal(element.state, 'live');
  });
});

suite('<heygen-avatar>: methods', () => {
  test('speak starts a session if there is none, and its task ends', async () => {
    const element = place();
    const task = await element.speak('Hello.');
    assert.equal(element.state, 'live');
    assert.equal(await task.ended, 'finished');
  });

  test('chat is a task of type chat', async () => {
    const element = await live();
    await element.chat('Who are you?', {mode: 'async'});
    const {body} = sandbox.requests.at(-1) ?? {};
    assert.equal(body?.['task_type'], 'chat');
    assert.equal(body?.['task_mode'], 'async');
  });

  test('speaking shows as a property and a CSS state', async () => {
    const element = await live();
    const started = nextEvent(element, 'avatar-speechstart');
    const task = await element.speak('Hello.');
    await started;
    assert.isTrue(element.speaking);
    assert.isTrue(element.matches(':state(speaking)'));
    await task.ended;
    assert.isFalse(element.matches(':state(speaking)'));
  });

  test('interrupt without a session has no effect, the others say that there is none', async () => {
    const element = place();
    await element.interrupt();
    for (const method of ['keepAlive', 'startListening', 'stopListening'] as const) {
      assert.equal(((await rejection(element[method]())) as AvatarError).code, 'not-live');
    }
    await element.stop();
    assert.equal(element.state, 'idle');
  });

  test('the methods reach their endpoints', async () => {
    const element = await live();
    const {length} = calls();
    await element.interrupt();
    await element.keepAlive();
    await element.startListening();
    await element.stopListening();
    assert.deepEqual(calls().slice(length), ['interrupt', 'keep_alive', 'start_listening', 'stop_listening']);
  });

  test('an unseen page is not kept alive', async () => {
    const visibility = sinon.stub(document, 'visibilityState').value('hidden');
    const clock = sinon.useFakeTimers({toFake: ['setInterval', 'clearInterval'], shouldAdvanceTime: true});
    try {
      await live({'activity-idle-timeout': '30'});
      clock.tick(30_000);
      assert.notInclude(calls(), 'keep_alive');
      visibility.value('visible');
      document.dispatchEvent(new Event('visibilitychange'));
      clock.tick(10_000);
      await until(() => calls().includes('keep_alive'));
    } finally {
      clock.restore();
      visibility.restore();
    }
  });

  test('no-keep-alive leaves the session to its idle time', async () => {
    const clock = sinon.useFakeTimers({toFake: ['setInterval', 'clearInterval'], shouldAdvanceTime: true});
    try {
      const element = await live({'activity-idle-timeout': '30', 'no-keep-alive': ''});
      clock.tick(30_000);
      await element.keepAlive();
      assert.equal(calls().filter((each) => each === 'keep_alive').length, 1);
    } finally {
      clock.restore();
    }
  });
});

suite('<heygen-avatar>: sound and autoplay', () => {
  test('muted and volume reach the video, before and while live', async () => {
    const element = await live({muted: ''});
    assert.isTrue(element.video.muted);
    element.muted = false;
    element.volume = 0.25;
    await element.updateComplete;
    assert.isFalse(element.video.muted);
    assert.equal(element.video.volume, 0.25);
    element.volume = 7;
    await element.updateComplete;
    assert.equal(element.video.volume, 1);
  });

  test('autoplay starts without a click, once', async () => {
    const element = place({autoplay: ''});
    await nextEvent(element, 'avatar-playing');
    await element.stop();
    element.requestUpdate();
    await element.updateComplete;
    assert.equal(element.state, 'ended');
  });

  test('sound that is blocked plays mute, says so, and comes with any gesture', async () => {
    const blocked = refuse('sound');
    try {
      const element = place();
      const heard = nextEvent(element, 'avatar-playblocked');
      await element.start();
      assert.equal((await heard).blocked, 'sound');
      assert.isTrue(element.video.muted);
      assert.isFalse(element.muted, 'the page did not mute it');
      await element.updateComplete;
      assert.equal(part(element, 'unlock')?.textContent?.trim(), 'Tap for sound');
      blocked.restore();
      document.body.click();
      await until(() => !element.video.muted && !element.video.paused);
      await element.updateComplete;
      assert.isFalse(shows(element, 'unlock'));
    } finally {
      blocked.restore();
    }
  });

  test('a picture that is blocked asks for a tap, and the session is live', async () => {
    const blocked = refuse('picture');
    try {
      const element = place();
      const heard = nextEvent(element, 'avatar-playblocked', (event) => event.blocked === 'picture');
      await element.start();
      await heard;
      await element.updateComplete;
      assert.equal(part(element, 'unlock')?.textContent?.trim(), 'Tap to play');
      blocked.restore();
      part(element, 'unlock')?.click();
      await until(() => !element.video.paused);
    } finally {
      blocked.restore();
    }
  });
});

suite('<heygen-avatar>: preload', () => {
  test('no code and no token is fetched before interest, the code alone on it', async () => {
    const element = place();
    await element.updateComplete;
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => element.shadowRoot?.adoptedStyleSheets.length === 2);
    assert.deepEqual(calls(), []);
    assert.equal(element.state, 'idle');
  });

  test('interest warms WebRTC up and leaves no connection behind', async () => {
    const connections: RTCPeerConnection[] = [];
    const Real = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
    try {
      const element = place();
      element.dispatchEvent(new PointerEvent('pointerenter'));
      await until(() => connections.some(({connectionState}) => connectionState === 'closed'));
      assert.equal(connections.length, 1);
      assert.deepEqual(calls(), []);
    } finally {
      globalThis.RTCPeerConnection = Real;
    }
  });

  test('preload="token" fetches the token on interest, and the start uses it', async () => {
    const element = place({preload: 'token'});
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => calls().length === 1);
    await element.start();
    assert.deepEqual(calls().slice(0, 2), ['token', 'new']);
  });

  test('a token that was fetched ahead for other settings is not used', async () => {
    const element = place({preload: 'token'});
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => calls().length === 1);
    element.avatarId = 'Other';
    await element.start();
    assert.deepEqual(calls().slice(0, 3), ['token', 'token', 'new']);
  });

  test('a token that could not be fetched ahead is asked for again', async () => {
    sandbox.inject('token', {status: 403});
    const element = place({preload: 'token'});
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => sandbox.requests[0]?.status === 403);
    await element.start();
    assert.equal(element.state, 'live');
  });

  test('preload="auto" fetches code when idle and in view, and no token', async () => {
    const element = place({preload: 'auto'});
    await until(() => element.shadowRoot?.adoptedStyleSheets.length === 2);
    assert.deepEqual(calls(), []);
  });
});

suite('<heygen-avatar>: what it shows', () => {
  test('connecting says where it is and can be cancelled', async () => {
    const element = place();
    const hold = sandbox.hold('new');
    const starting = rejection(element.start());
    await hold.arrived;
    await element.updateComplete;
    assert.equal(part(element, 'progress')?.querySelector('[role=status]')?.textContent, 'Waking the avatar');
    part(element, 'cancel')?.click();
    await starting;
    hold.release();
    assert.equal(element.endReason, 'stopped');
    await until(() => sandbox.openSessions === 0);
  });

  test('a failure says what a visitor and what the owner needs to know, and can be tried again', async () => {
    sandbox.inject('new', {status: 429, code: 10007});
    const element = place();
    await rejection(element.start());
    await element.updateComplete;
    assert.include(part(element, 'message')?.querySelector('[role=alert]')?.textContent, 'busy');
    assert.include(part(element, 'details')?.textContent, 'concurrency-limit');
    const playing = nextEvent(element, 'avatar-playing');
    part(element, 'restart')?.click();
    await playing;
    assert.isNull(element.error);
  });

  test('a session that the far end closes says so', async () => {
    const element = await live();
    const ended = nextEvent(element, 'avatar-end');
    sandbox.room().kill();
    await ended;
    await element.updateComplete;
    assert.equal(
      part(element, 'message')?.querySelector('p')?.textContent,
      'The avatar has left the conversation.',
    );
  });

  test('the button that ends the session is always there, mute with controls', async () => {
    const element = await live();
    await element.updateComplete;
    assert.isFalse(shows(element, 'mute'));
    element.controls = true;
    await element.updateComplete;
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
    assert.equal(focused(element), 'stop');
    const ended = nextEvent(element, 'avatar-end');
    part(element, 'stop')?.click();
    await ended;
    await element.updateComplete;
    assert.equal(focused(element), 'restart');
  });

  test('it has its shape before anything is loaded, and the page can size it', async () => {
    const element = place();
    assert.closeTo(element.offsetWidth / element.offsetHeight, 16 / 9, 0.01);
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
      await element.updateComplete;
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

/** Has the browser refuse to play: with sound, or at all. */
function refuse(what: 'sound' | 'picture'): sinon.SinonStub {
  const play = sinon.stub(HTMLMediaElement.prototype, 'play');
  return play.callsFake(function (this: HTMLMediaElement) {
    const isRefused = what === 'picture' || !this.muted;
    return isRefused
      ? Promise.reject(new DOMException('Not allowed.', 'NotAllowedError'))
      : play.wrappedMethod.call(this);
  });
}
