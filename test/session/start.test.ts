import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {Endpoint} from '../../src/sandbox/sandbox.js';
import {AvatarError} from '../../src/session/errors/avatar-error.js';
import {AvatarPlayingEvent} from '../../src/session/events.js';
import {rejection, until} from '../support/waiting.js';
import {sandbox, make, live, calls, useSandbox} from '../support/test-sessions.js';

useSandbox();

suite('AvatarSession: start', () => {
  test('goes live by token, new, and start beside the room, with the states in order', async () => {
    const session = make();
    const states: string[] = [];
    const steps: string[] = [];
    session.addEventListener('avatar-statechange', (event) =>
      states.push((event as {state?: string} & Event).state ?? ''),
    );
    const start = sandbox.hold('start');
    const starting = session.start();
    await start.arrived;
    await until(() => sandbox.room().isJoined);
    assert.deepEqual(calls(), ['token', 'new', 'start'], 'the room is joined while start is still under way');
    start.release();
    await starting;
    assert.equal(session.state, 'live');
    assert.deepEqual(states, ['connecting', 'live']);
    assert.deepEqual(steps, []);
  });

  test('reports its steps in order', async () => {
    const steps: string[] = [];
    const session = make();
    session.addEventListener('avatar-progress', ({step}) => {
      assert.equal(step, session.step);
      steps.push(step);
    });
    await session.start();
    assert.deepEqual(steps, ['token', 'session', 'connection', 'picture']);
  });

  test('fires avatar-playing when the state is live already', async () => {
    const session = make();
    const states: string[] = [];
    session.addEventListener('avatar-playing', (event) => {
      assert.instanceOf(event, AvatarPlayingEvent);
      states.push(session.state);
    });
    await session.start();
    assert.deepEqual(states, ['live']);
  });

  test('says what the server said of the session, and never a token', async () => {
    const {info} = await live();
    const [fakeSession] = sandbox.sessions;
    assert.deepEqual(Object.keys(info ?? {}).sort(), [
      'agent',
      'backend',
      'durationLimit',
      'id',
      'isPaid',
      'mode',
      'realtimeEndpoint',
      'startedAt',
    ]);
    assert.equal(info?.id, fakeSession?.sessionId);
    assert.equal(info?.backend, 'streaming');
    assert.equal(info?.durationLimit, 600);
    assert.isFalse(info?.isPaid);
    assert.include(info?.realtimeEndpoint, 'wss://');
  });

  test('only version and quality are sent where nothing is set', async () => {
    await live();
    const body = (endpoint: Endpoint) => sandbox.requests.find((each) => each.endpoint === endpoint)?.body;
    assert.deepEqual(body('token'), {quality: 'medium'});
    assert.deepEqual(body('new'), {quality: 'medium', version: 'v2'});
  });

  test('a token of streaming.create_token will do', async () => {
    const session = await live({tokenUrl: `${sandbox.origin}/v1/streaming.create_token`});
    assert.equal(session.state, 'live');
    assert.deepEqual(calls().slice(0, 2), ['create_token', 'new']);
  });

  test('can be called once', async () => {
    const session = await live();
    const error = await rejection(session.start());
    assert.instanceOf(error, AvatarError);
    assert.equal(error.code, 'wrong-state');
  });

  test('a signal that has aborted starts nothing', async () => {
    const session = make();
    assert.equal(await rejection(session.start({signal: AbortSignal.abort('no')})), 'no');
    assert.equal(session.state, 'idle');
    assert.deepEqual(calls(), []);
  });

  test('a refused new is not tried again, a refused start is', async () => {
    sandbox.inject('start', {status: 503});
    await live();
    assert.equal(calls().filter((each) => each === 'start').length, 2);
  });

  test('a start whose answer was lost is tried again, and "already connected" is good news', async () => {
    sandbox.inject('start', {status: 502, after: true});
    const session = await live();
    assert.equal(session.state, 'live');
  });

  test('settings that the API cannot have fail the start before any request', async () => {
    const error = await rejection(make({settings: {voice: {rate: NaN}}}).start());
    assert.instanceOf(error, AvatarError);
    assert.equal(error.code, 'bad-config');
    assert.include(error.message, 'voice.rate');
    assert.deepEqual(calls(), []);
  });

  test('a browser without WebRTC fails the start before any request', async () => {
    const connection = sinon.stub(globalThis, 'RTCPeerConnection').value(undefined);
    try {
      const error = await rejection(make().start());
      assert.instanceOf(error, AvatarError);
      assert.equal(error.code, 'unsupported');
      assert.deepEqual(calls(), []);
    } finally {
      connection.restore();
    }
  });
});
