import {assert, fixture, fixtureCleanup, html} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {AvatarError} from '../../src/session/errors/avatar-error.js';
import type {HeygenAvatarElement} from '../../src/element/heygen-avatar.js';
import type {Sandbox} from '../../src/sandbox/sandbox.js';
import {open} from '../support/test-sandbox.js';
import {nextEvent, rejection, until} from '../support/waiting.js';

suite('microphone of the element', () => {
  let sandbox: Sandbox;
  let element: HeygenAvatarElement;

  setup(async () => {
    sandbox = await open();
    element = await fixture(
      html`<heygen-avatar token-url=${sandbox.tokenUrl} api-url=${sandbox.origin} muted></heygen-avatar>`,
    );
  });

  teardown(async () => {
    sinon.restore();
    await element.stop();
    fixtureCleanup();
    await sandbox.stop();
  });

  const sent = (field: string) => sandbox.requests.find(({endpoint}) => endpoint === 'new')?.body?.[field];

  test('startMicrophone starts a session that is made to hear it', async () => {
    const changed = nextEvent(element, 'avatar-microphonechange');
    await element.startMicrophone();
    assert.isTrue((await changed).open);
    assert.equal(element.state, 'live');
    assert.isTrue(element.microphoneOpen);
    assert.isTrue(element.matches(':state(microphone)'));
    assert.equal(sent('ia_is_livekit_transport'), true);
    await element.stopMicrophone();
    assert.isFalse(element.matches(':state(microphone)'));
    assert.equal(element.state, 'live');
  });

  test('the microphone attribute makes a session for it, and opens nothing', async () => {
    element.microphone = true;
    await element.start();
    assert.equal(sent('ia_is_livekit_transport'), true);
    assert.isFalse(element.microphoneOpen);
  });

  test('without the attribute, no field of the microphone is sent', async () => {
    await element.start();
    assert.isUndefined(sent('ia_is_livekit_transport'));
  });

  test('push-to-talk asks the token endpoint for it, and is muted until it is pressed', async () => {
    element.pushToTalk = true;
    await element.startMicrophone();
    const token = sandbox.requests.find(({endpoint}) => endpoint === 'token');
    assert.equal(token?.body?.['interactivity_type'], 'PUSH_TO_TALK');
    assert.isTrue(element.microphoneMuted);
    await element.startPushToTalk();
    assert.isFalse(element.microphoneMuted);
    await element.stopPushToTalk();
    assert.isTrue(element.microphoneMuted);
  });

  test('the mute of push-to-talk ends with its session, that of the visitor does not', async () => {
    element.pushToTalk = true;
    await element.startPushToTalk();
    await element.stopPushToTalk();
    await element.stop();
    element.pushToTalk = false;
    await element.startMicrophone();
    assert.isFalse(element.microphoneMuted);
    element.microphoneMuted = true;
    await element.updateComplete;
    await element.stop();
    await element.startMicrophone();
    assert.isTrue(element.microphoneMuted);
  });

  test('a button that is let go while the session starts is not heard', async () => {
    element.pushToTalk = true;
    const hold = sandbox.hold('start');
    const pressed = element.startPushToTalk();
    await hold.arrived;
    await element.stopPushToTalk();
    hold.release();
    await pressed;
    assert.equal(element.state, 'live');
    assert.isFalse(element.microphoneOpen);
    await element.startPushToTalk();
    assert.isFalse(element.microphoneMuted);
  });

  test('a microphone that is stopped while the session starts is not opened', async () => {
    const hold = sandbox.hold('start');
    const started = element.start();
    const opened = rejection(element.startMicrophone());
    await hold.arrived;
    await element.stopMicrophone();
    hold.release();
    assert.equal(((await opened) as DOMException).name, 'AbortError');
    await started;
    assert.equal(element.state, 'live');
    assert.isFalse(element.microphoneOpen);
  });

  for (const moment of ['token', 'new', 'start'] as const) {
    test(`a session that only a stopped microphone wanted is given up, during ${moment}`, async () => {
      const hold = sandbox.hold(moment);
      const opened = rejection(element.startMicrophone());
      await hold.arrived;
      await element.stopMicrophone();
      hold.release();
      assert.equal(((await opened) as DOMException).name, 'AbortError');
      await until(() => element.state === 'ended' && sandbox.openSessions === 0);
      await element.start();
      assert.equal(element.state, 'live');
      assert.isFalse(element.microphoneOpen);
    });
  }

  const calls = {
    open: () => element.startMicrophone(),
    close: () => element.stopMicrophone(),
    press: () => element.startPushToTalk(),
    release: () => element.stopPushToTalk(),
  };
  const LATER_CALL_WINS: [(keyof typeof calls)[], string][] = [
    [['press', 'release'], 'closed'],
    [['open', 'close'], 'closed'],
    [['press', 'close'], 'closed'],
    [['close', 'open'], 'heard'],
    [['open', 'release'], 'silent'],
    [['press', 'release', 'press'], 'heard'],
    [['open', 'close', 'press', 'release'], 'closed'],
  ];
  for (const [order, end] of LATER_CALL_WINS) {
    for (const isLoaded of [false, true]) {
      const when = isLoaded ? 'while the avatar is live' : 'before any code is loaded';
      test(`the later call wins ${when}: ${order.join(', ')}`, async () => {
        element.microphone = true;
        if (isLoaded) await element.start();
        const settled = await Promise.allSettled(order.map((call) => calls[call]()));
        assert.equal(element.microphoneOpen, end !== 'closed');
        assert.equal(element.microphoneOpen && !element.microphoneMuted, end === 'heard');
        assert.equal(element.matches(':state(microphone)'), end === 'heard');
        settled.forEach(({status}, index) => {
          const isStopped = order[index] !== 'release' && order.indexOf('close', index + 1) !== -1;
          assert.equal(status, isStopped ? 'rejected' : 'fulfilled', order[index]);
        });
      });
    }
  }

  test('a press after one that was let go at once finds a session that hears', async () => {
    const pressed = element.startPushToTalk();
    await element.stopPushToTalk();
    await pressed;
    await element.startPushToTalk();
    assert.isTrue(element.microphoneOpen);
    assert.isFalse(element.microphoneMuted);
  });

  test('a mute that is set before any code is loaded holds', async () => {
    element.microphoneMuted = true;
    assert.isTrue(element.microphoneMuted);
    await element.startMicrophone();
    assert.isTrue(element.microphoneMuted);
    element.microphoneMuted = false;
    assert.isTrue(element.matches(':state(microphone)'));
  });

  test('a start that fails rejects for who waits for the microphone, and nothing opens later', async () => {
    element.tokenUrl = `${sandbox.origin}/none`;
    const errors = await Promise.all([
      rejection(element.startMicrophone()),
      rejection(element.startPushToTalk()),
      rejection(element.start()),
    ]);
    assert.equal(new Set(errors).size, 1);
    element.tokenUrl = sandbox.tokenUrl;
    await element.start();
    assert.isFalse(element.microphoneOpen);
  });

  /** Has the browser answer its questions for a microphone in this way, until the test is over. */
  function answering(answer: () => Promise<MediaStream>): sinon.SinonStub {
    return sinon.stub(navigator.mediaDevices, 'getUserMedia').callsFake(answer);
  }

  const REFUSALS: [string, keyof typeof calls, string, string][] = [
    ['refuses the microphone', 'open', 'NotAllowedError', 'microphone-refused'],
    ['has no microphone', 'open', 'NotFoundError', 'microphone-missing'],
    ['refuses it for push-to-talk', 'press', 'NotAllowedError', 'microphone-refused'],
  ];
  for (const [what, call, name, code] of REFUSALS) {
    test(`a visitor who ${what}, on an element without a session, costs nothing`, async () => {
      answering(() => Promise.reject(new DOMException('no', name)));
      const error = (await rejection(calls[call]())) as AvatarError;
      assert.equal(error.code, code);
      assert.equal(element.error, error);
      assert.equal(element.state, 'failed');
      assert.isUndefined(sandbox.requests.find(({endpoint}) => endpoint === 'new'));
      sinon.restore();
      await calls[call]();
      assert.isTrue(element.microphoneOpen);
    });
  }

  test('the session waits for the visitor’s answer, and the token does not', async () => {
    const answer = Promise.withResolvers<MediaStream>();
    answering(() => answer.promise);
    const token = sandbox.hold('token');
    const opened = rejection(element.startMicrophone());
    await token.arrived;
    token.release();
    await until(() => sandbox.requests[0]?.status === 200);
    await new Promise((resolve) => setTimeout(resolve)); // a session that does not wait is made in this time
    await element.stop();
    assert.equal(((await opened) as DOMException).name, 'AbortError');
    assert.deepEqual(
      sandbox.requests.map(({endpoint}) => endpoint),
      ['token'],
    );
    const late = new MediaStreamAudioDestinationNode(new AudioContext()).stream;
    answer.resolve(late);
    await until(() => late.getAudioTracks()[0]?.readyState === 'ended');
  });

  test('a refused microphone leaves the session that another call has started', async () => {
    answering(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    const opened = rejection(element.startMicrophone());
    await element.start();
    assert.equal(((await opened) as AvatarError).code, 'microphone-refused');
    assert.equal(element.state, 'live');
    assert.isNull(element.error);
  });

  test('a caller who gives up leaves the wish of another', async () => {
    const controller = new AbortController();
    const given = rejection(element.startMicrophone({signal: controller.signal}));
    const opened = element.startMicrophone();
    controller.abort('enough');
    assert.equal(await given, 'enough');
    await opened;
    assert.isTrue(element.microphoneOpen);
  });

  test('starting and typing do not ask for the microphone', async () => {
    const asked = sinon.spy(navigator.mediaDevices, 'getUserMedia');
    try {
      element.microphone = element.chat = element.controls = true;
      await element.start();
      await (
        await element.ask('Hello.')
      ).ended;
      assert.isFalse(asked.called);
    } finally {
      asked.restore();
    }
  });

  test('microphoneMuted takes effect on the open microphone', async () => {
    await element.startMicrophone();
    const changed = nextEvent(element, 'avatar-microphonechange');
    element.microphoneMuted = true;
    assert.isTrue((await changed).muted);
    assert.isFalse(element.matches(':state(microphone)'));
  });

  test('a page without HTTPS gets an error that says so', async () => {
    await element.start();
    const {mediaDevices} = navigator;
    Object.defineProperty(navigator, 'mediaDevices', {value: undefined, configurable: true});
    Object.defineProperty(globalThis, 'isSecureContext', {value: false, configurable: true});
    try {
      element.microphone = true;
      await element.stop();
      const error = (await rejection(element.startMicrophone())) as AvatarError;
      assert.equal(error.code, 'microphone-insecure');
      assert.equal(sandbox.sessions.length, 1);
    } finally {
      Object.defineProperty(navigator, 'mediaDevices', {value: mediaDevices, configurable: true});
      Reflect.deleteProperty(globalThis, 'isSecureContext');
    }
  });
});
