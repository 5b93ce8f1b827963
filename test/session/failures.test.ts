import {assert} from '@open-wc/testing';
import type {Endpoint, Fault} from '../../src/sandbox/sandbox.js';
import {AvatarError} from '../../src/session/errors/avatar-error.js';
import type {AvatarErrorCode} from '../../src/session/errors/error-messages.js';
import {rejection} from '../support/waiting.js';
import {sandbox, make, live, assertNothingOpen, useSandbox} from '../support/test-sessions.js';

useSandbox();

suite('AvatarSession: every failure stops what was made', () => {
  const faults: [endpoint: Endpoint, fault: Fault, code: AvatarErrorCode, times?: number][] = [
    ['token', {status: 500}, 'token-refused', 3],
    ['token', {status: 403}, 'token-refused'],
    ['token', {status: 429, headers: {'retry-after': '60'}}, 'rate-limited'],
    ['token', {network: true}, 'token-unreachable'],
    ['token', {malformed: '<!doctype html><p>Log in'}, 'token-invalid'],
    ['token', {malformed: '{"ok":true}'}, 'token-invalid'],
    ['new', {status: 401, code: 400112}, 'unauthorized'],
    ['new', {status: 403, code: 400599}, 'forbidden'],
    ['new', {status: 410, code: 'endpoint_sunset'}, 'retired'],
    ['new', {status: 404, code: 10012}, 'avatar-not-found'],
    ['new', {status: 400, code: 400128}, 'bad-request'],
    ['new', {status: 429, code: 10007}, 'concurrency-limit'],
    ['new', {status: 429, code: 10015}, 'no-credits'],
    ['new', {status: 500}, 'server-error'],
    ['new', {network: true}, 'unreachable'],
    ['new', {malformed: 'nonsense'}, 'protocol'],
    ['start', {status: 404, code: 10006}, 'session-not-found'],
    ['start', {status: 400, code: 400006}, 'wrong-state'],
    ['start', {network: true}, 'unreachable'],
    ['signal', {network: true}, 'connection-failed', 9],
  ];
  for (const [endpoint, fault, code, times = 1] of faults) {
    test(`${endpoint} ${JSON.stringify(fault)} fails the start with ${code}`, async () => {
      sandbox.inject(endpoint, fault, {times});
      const session = make();
      const heard: string[] = [];
      for (const type of ['avatar-statechange', 'avatar-error', 'avatar-end', 'avatar-playing']) {
        session.addEventListener(type, () => heard.push(`${type} ${session.state}`));
      }
      const error = await rejection(session.start());
      assert.instanceOf(error, AvatarError);
      assert.equal(error.code, code);
      assert.equal(session.state, 'failed');
      assert.equal(session.error, error);
      assert.equal(session.endReason, 'error');
      assert.deepEqual(heard, [
        'avatar-statechange connecting',
        'avatar-statechange failed',
        'avatar-error failed',
        'avatar-end failed',
      ]);
      await assertNothingOpen();
    });
  }

  test('a reply to new that has a session id and nothing else is stopped all the same', async () => {
    const session = make();
    sandbox.inject('new', {malformed: '{"code":100,"data":{"session_id":"half"}}'});
    const error = await rejection(session.start());
    assert.equal((error as AvatarError).code, 'protocol');
    await session.stop();
    const stop = sandbox.requests.find(({endpoint}) => endpoint === 'stop');
    assert.deepEqual(stop?.body, {session_id: 'half'});
  });

  test('a room that throws us out while connecting is a failure', async () => {
    const session = make({
      stage: {add() {}, remove() {}, firstFrame: () => new Promise(() => {})},
    });
    session.addEventListener('avatar-progress', ({step}) => step === 'picture' && sandbox.room().kill());
    assert.equal(((await rejection(session.start())) as AvatarError).code, 'connection-failed');
    await assertNothingOpen();
  });
});

suite('AvatarSession: every wait has a limit', () => {
  // The step in question alone is short of time, so that a slow machine does not run out of it elsewhere.
  for (const [endpoint, step, timeouts] of [
    ['token', 'getting the token', {token: 60}],
    ['new', 'making the session', {session: 60}],
    ['start', 'joining the room', {connection: 200}],
    ['signal', 'joining the room', {connection: 200}],
  ] as const) {
    test(`${endpoint} that is never answered is a timeout of ${step}`, async () => {
      sandbox.inject(endpoint, {hang: true});
      const session = make({timeouts});
      const error = await rejection(session.start());
      assert.instanceOf(error, AvatarError);
      assert.equal(error.code, 'timeout');
      assert.include(error.message, step);
      assert.equal(session.state, 'failed');
    });
  }

  test('a picture that never comes is no-video', async () => {
    const session = make({
      stage: {add() {}, remove() {}, firstFrame: () => new Promise(() => {})},
      timeouts: {picture: 60},
    });
    const error = await rejection(session.start());
    assert.equal((error as AvatarError).code, 'no-video');
    await assertNothingOpen();
  });

  test('the whole start has a limit too', async () => {
    sandbox.inject('token', {hang: true});
    const error = await rejection(make({timeouts: {start: 60}}).start());
    assert.equal((error as AvatarError).code, 'timeout');
    assert.include((error as AvatarError).message, 'the whole start');
  });

  test('a command that is never answered is a timeout, and the session goes on', async () => {
    const session = await live({timeouts: {command: 60}});
    sandbox.inject('task', {hang: true});
    assert.equal(((await rejection(session.speak('hello'))) as AvatarError).code, 'timeout');
    assert.equal(session.state, 'live');
  });

  test('a stop that is never answered resolves all the same', async () => {
    const session = await live({timeouts: {stop: 60}});
    sandbox.inject('stop', {hang: true});
    await session.stop();
    assert.equal(session.state, 'ended');
  });
});
