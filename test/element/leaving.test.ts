import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {AvatarError, HeygenAvatarElement} from '../../src/index.js';
import {startOnServer} from '../support/start-on-server.js';
import {nextEvent, rejection, until} from '../support/waiting.js';
import {live, newFrames, open, place, sandbox, useSandbox} from '../support/test-elements.js';

useSandbox();

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

  for (const [how, remove] of [
    ['removed', (element) => element.remove()],
    ['replaced', (element) => element.replaceWith(document.createElement('p'))],
    ['in a part of the page that is removed', (element) => element.parentElement?.remove()],
  ] as [string, (element: HTMLElement) => void][]) {
    test(`${how}, its last events are heard on the document, once each`, async () => {
      const element = await live();
      const section = document.createElement('section');
      document.body.append(section);
      section.append(element);
      const heard: [string, EventTarget | null][] = [];
      const listening = new AbortController();
      for (const name of ['avatar-statechange', 'avatar-end'] as const) {
        document.addEventListener(name, ({target}) => heard.push([name, target]), listening);
      }
      const ended = nextEvent(element, 'avatar-end');
      remove(element);
      await ended;
      assert.deepEqual(heard, [
        ['avatar-statechange', element],
        ['avatar-statechange', element],
        ['avatar-end', element],
      ]);
      listening.abort();
      section.remove();
    });
  }

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

  /** What a page does with one avatar before it starts the next. */
  const ROUTES: Record<string, (from: HeygenAvatarElement, to: HeygenAvatarElement) => unknown> = {
    'replaces one that is live': (from, to) => from.replaceWith(to),
    'hides one that is live': (from, to) => {
      from.hidden = true;
      from.after(to);
      return nextEvent(from, 'avatar-microphonechange');
    },
    'replaces one that starts': async (from, to) => {
      await from.stop();
      const hold = sandbox.hold('new');
      from.start().catch(() => {});
      await hold.arrived;
      from.replaceWith(to);
      hold.release();
    },
  };
  for (const [how, leave] of Object.entries(ROUTES)) {
    test(`on a plan of one session, a page that ${how} can start the next avatar`, async () => {
      await sandbox.stop();
      await open({concurrencyLimit: 1});
      const from = await live({microphone: ''});
      await from.startMicrophone();
      const to = place();
      to.remove();
      await leave(from, to);
      await to.start();
      assert.deepEqual([from.state, to.state, sandbox.openSessions], ['ended', 'live', 1]);
    });
  }

  test('a page that is left stops the session at once', async () => {
    const element = await live();
    const ended = nextEvent(element, 'avatar-end');
    dispatchEvent(new PageTransitionEvent('pagehide', {persisted: false}));
    assert.equal(element.state, 'stopping');
    assert.equal((await ended).reason, 'page-hidden');
    assert.equal(sandbox.openSessions, 0);
  });

  /** Brings a session about, and to its end. */
  const ENDINGS: Record<string, (element: HeygenAvatarElement) => Promise<unknown>> = {
    'is stopped': async (element) => {
      await element.start();
      await element.stop();
    },
    'is removed': async (element) => {
      await element.start();
      element.remove();
      await nextEvent(element, 'avatar-end');
    },
    'is left with its page': async (element) => {
      await element.start();
      dispatchEvent(new PageTransitionEvent('pagehide', {persisted: false}));
    },
    'is closed by the server': async (element) => {
      await element.start();
      sandbox.room().kill();
      await nextEvent(element, 'avatar-end');
    },
    'fails half-way through its start': async (element) => {
      sandbox.inject('start', {status: 400});
      await rejection(element.start());
    },
  };

  for (const [how, bringToEnd] of Object.entries(ENDINGS)) {
    test(`stop-url gets one beacon, with the id alone, of a session that ${how}`, async () => {
      const beacon = sinon.stub(navigator, 'sendBeacon').returns(true);
      try {
        const element = place({'stop-url': '/api/avatar-token/stop'});
        await bringToEnd(element);
        await element.stop();
        const session_id = sandbox.sessions[0]?.sessionId;
        assert.deepEqual(beacon.args, [
          [new URL('/api/avatar-token/stop', location.href).href, JSON.stringify({session_id})],
        ]);
      } finally {
        beacon.restore();
      }
    });
  }

  test('the beacon has the stop ticket of the token that made the session', async () => {
    const beacon = sinon.stub(navigator, 'sendBeacon').returns(true);
    try {
      const element = place({'stop-url': '/api/avatar-token/stop'});
      let tokens = 0;
      element.tokenProvider = async () => {
        const response = await fetch(sandbox.tokenUrl, {method: 'POST'});
        return {...((await response.json()) as {token: string}), stop_ticket: `ticket-${++tokens}`};
      };
      await element.start();
      await element.stop();
      await element.start();
      await element.stop();
      assert.deepEqual(
        beacon.args.map(([, body]) => JSON.parse(body as string) as unknown),
        sandbox.sessions.map(({sessionId}, at) => ({session_id: sessionId, stop_ticket: `ticket-${at + 1}`})),
      );
      assert.lengthOf(beacon.args, 2);
      assert.notInclude(JSON.stringify(element.session), 'ticket-', 'which every script of the page may log');
    } finally {
      beacon.restore();
    }
  });

  /** Ends a start while the token is requested. */
  const EARLY_ENDS: Record<string, (element: HeygenAvatarElement) => unknown> = {
    'the visitor cancels': (element) => element.stop(),
    'the page removes the element': (element) => {
      element.remove();
      return nextEvent(element, 'avatar-end');
    },
    'the page is left': () => dispatchEvent(new PageTransitionEvent('pagehide', {persisted: false})),
  };
  for (const [what, end] of Object.entries(EARLY_ENDS)) {
    test(`a session without a token, whose reply comes after ${what}, is reported to stop-url`, async () => {
      const {session_token: _, ...reply} = await startOnServer();
      const beacon = sinon.stub(navigator, 'sendBeacon').returns(true);
      try {
        const element = place({'token-url': '', 'stop-url': '/api/avatar-token/stop'});
        const asked = Promise.withResolvers<void>();
        const answer = Promise.withResolvers<Record<string, unknown>>();
        element.tokenProvider = () => {
          asked.resolve();
          return answer.promise;
        };
        const starting = rejection(element.start());
        await asked.promise;
        await end(element);
        await starting;
        assert.isFalse(beacon.called);
        answer.resolve({...reply, stop_ticket: 'ticket-1'});
        await until(() => beacon.called);
        const body = JSON.parse(beacon.args[0]?.[1] as string) as unknown;
        assert.deepEqual(body, {session_id: reply['session_id'], stop_ticket: 'ticket-1'});
        assert.isTrue(beacon.calledOnce);
      } finally {
        beacon.restore();
      }
    });
  }

  test('a session without a token, whose ws_url is not secure, is reported to stop-url', async () => {
    const {session_token: _, ...reply} = await startOnServer();
    const beacon = sinon.stub(navigator, 'sendBeacon').returns(true);
    try {
      const element = place({'token-url': '', 'stop-url': '/api/avatar-token/stop'});
      element.tokenProvider = () => ({...reply, ws_url: 'ws://lite.example/', stop_ticket: 'ticket-1'});
      assert.propertyVal(await rejection(element.start()), 'code', 'bad-config');
      const bodies = beacon.args.map(([, body]) => JSON.parse(body as string) as unknown);
      assert.deepEqual(bodies, [{session_id: reply['session_id'], stop_ticket: 'ticket-1'}]);
    } finally {
      beacon.restore();
    }
  });

  test('without a stop-url, and without a session, there is no beacon', async () => {
    const beacon = sinon.stub(navigator, 'sendBeacon').returns(true);
    try {
      await (await live()).stop();
      sandbox.inject('new', {status: 400});
      await rejection(place({'stop-url': '/api/avatar-token/stop'}).start());
      assert.isFalse(beacon.called);
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

  test('hidden by the page, the microphone closes at once and stays closed, and the session ends after the grace', async () => {
    const element = await live({microphone: '', 'hidden-grace': '60'});
    await element.startMicrophone();
    const closed = nextEvent(element, 'avatar-microphonechange');
    element.hidden = true;
    assert.isFalse((await closed).open);
    assert.equal(((await rejection(element.startMicrophone())) as AvatarError).code, 'microphone-hidden');
    element.hidden = false;
    await newFrames(element, 4);
    assert.deepEqual([element.state, element.microphoneOpen], ['live', false]);
    await element.startMicrophone();
    const ended = nextEvent(element, 'avatar-end');
    element.hiddenGrace = 0;
    element.hidden = true;
    assert.equal((await ended).reason, 'hidden');
    assert.equal(sandbox.openSessions, 0);
  });

  test('started while it is hidden, it opens no microphone, and ends after its grace', async () => {
    const element = place({hidden: '', microphone: '', 'hidden-grace': '0'});
    const ended = nextEvent(element, 'avatar-end');
    await rejection(element.startMicrophone());
    assert.equal((await ended).reason, 'hidden');
    await until(() => sandbox.openSessions === 0);
  });

  test('started in a closed dialog, it requests nothing before that is opened', async () => {
    const element = place();
    const dialog = document.createElement('dialog');
    element.before(dialog);
    dialog.append(element);
    const started = element.start();
    await until(() => element.state === 'connecting');
    for (let frame = 0; frame < 8; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    assert.deepEqual(sandbox.requests, []);
    dialog.showModal();
    await started;
    dialog.remove();
  });

  test('a picture that the system pauses plays on', async () => {
    const element = await live();
    element.video.pause();
    await until(() => !element.video.paused);
    assert.equal(element.state, 'live');
  });
});
