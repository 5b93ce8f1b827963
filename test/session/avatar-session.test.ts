import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {
  startSandbox,
  type Endpoint,
  type Fault,
  type Sandbox,
  type SandboxOptions,
} from '../../src/sandbox/index.js';
import {AvatarError, type AvatarErrorCode} from '../../src/session/avatar-error.js';
import {AvatarSession} from '../../src/session/avatar-session.js';
import type {AvatarSessionOptions} from '../../src/session/session-options.js';
import {AvatarPlayingEvent} from '../../src/session/events.js';
import {nextEvent, rejection, until} from '../helpers.js';

let sandbox: Sandbox;
let sessions: AvatarSession[];

async function open(options: SandboxOptions = {}): Promise<void> {
  sandbox = await startSandbox({msPerCharacter: 5, ...options});
}

function make(options: AvatarSessionOptions = {}): AvatarSession {
  const session = new AvatarSession({tokenUrl: sandbox.tokenUrl, apiUrl: sandbox.origin, ...options});
  sessions.push(session);
  return session;
}

async function live(options: AvatarSessionOptions = {}): Promise<AvatarSession> {
  const session = make(options);
  await session.start();
  return session;
}

const calls = () => sandbox.requests.map(({endpoint}) => endpoint);

/** The far end's books: nothing open, and every session that was made stopped once. */
async function assertNothingOpen(): Promise<void> {
  await Promise.all(sessions.map((session) => session.stop()));
  await until(() => sandbox.openSessions === 0);
  for (const {stops} of sandbox.sessions) assert.equal(stops, 1, 'stopped once');
}

setup(async () => {
  sessions = [];
  await open();
});

teardown(async () => {
  await Promise.all(sessions.map((session) => session.stop()));
  await sandbox.stop();
});

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

  test('tells its steps in order', async () => {
    const steps: string[] = [];
    await live({onStep: (step) => steps.push(step)});
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

  test('says what the far end said of the session, and never a token', async () => {
    const {info} = await live();
    const [far] = sandbox.sessions;
    assert.deepEqual(Object.keys(info ?? {}).sort(), [
      'backend',
      'durationLimit',
      'id',
      'isPaid',
      'realtimeEndpoint',
      'startedAt',
    ]);
    assert.equal(info?.id, far?.sessionId);
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

  test('settings that the API cannot have are refused before anything is asked', async () => {
    const error = await rejection(make({settings: {voice: {rate: NaN}}}).start());
    assert.instanceOf(error, AvatarError);
    assert.equal(error.code, 'bad-config');
    assert.include(error.message, 'voice.rate');
    assert.deepEqual(calls(), []);
  });

  test('a browser without WebRTC is told so before anything is asked', async () => {
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
      onStep: (step) => step === 'picture' && sandbox.room().kill(),
    });
    assert.equal(((await rejection(session.start())) as AvatarError).code, 'connection-failed');
    await assertNothingOpen();
  });
});

suite('AvatarSession: every wait has a limit', () => {
  // The step in question alone is short of time, so that a slow machine does not run out of it elsewhere.
  for (const [endpoint, step, limits] of [
    ['token', 'getting the token', {token: 60}],
    ['new', 'making the session', {session: 60}],
    ['start', 'joining the room', {connection: 200}],
    ['signal', 'joining the room', {connection: 200}],
  ] as const) {
    test(`${endpoint} that is never answered is a timeout of ${step}`, async () => {
      sandbox.inject(endpoint, {hang: true});
      const session = make({limits});
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
      limits: {picture: 60},
    });
    const error = await rejection(session.start());
    assert.equal((error as AvatarError).code, 'no-video');
    await assertNothingOpen();
  });

  test('the whole start has a limit too', async () => {
    sandbox.inject('token', {hang: true});
    const error = await rejection(make({limits: {start: 60}}).start());
    assert.equal((error as AvatarError).code, 'timeout');
    assert.include((error as AvatarError).message, 'the whole start');
  });

  test('a command that is never answered is a timeout, and the session goes on', async () => {
    const session = await live({limits: {command: 60}});
    sandbox.inject('task', {hang: true});
    assert.equal(((await rejection(session.speak('hello'))) as AvatarError).code, 'timeout');
    assert.equal(session.state, 'live');
  });

  test('a stop that is never answered resolves all the same', async () => {
    const session = await live({limits: {stop: 60}});
    sandbox.inject('stop', {hang: true});
    await session.stop();
    assert.equal(session.state, 'ended');
  });
});

suite('AvatarSession: stop', () => {
  for (const endpoint of ['token', 'new', 'start', 'signal'] as const) {
    test(`during ${endpoint} it ends the start with an AbortError and leaves nothing open`, async () => {
      const hold = sandbox.hold(endpoint);
      const session = make();
      const starting = rejection(session.start());
      await hold.arrived;
      const stopped = session.stop();
      assert.equal(session.state, 'stopping');
      hold.release();
      await stopped;
      assert.equal(((await starting) as DOMException).name, 'AbortError');
      assert.equal(session.state, 'ended');
      assert.equal(session.endReason, 'stopped');
      assert.isNull(session.error);
      await assertNothingOpen();
    });
  }

  test('an abort while new is in flight rejects at once, and the session is stopped when its answer comes', async () => {
    const hold = sandbox.hold('new');
    const controller = new AbortController();
    const session = make();
    const starting = rejection(session.start({signal: controller.signal}));
    await hold.arrived;
    controller.abort('enough');
    assert.equal(await starting, 'enough');
    assert.equal(sandbox.sessions.length, 0);
    hold.release();
    await until(() => sandbox.sessions.length === 1 && sandbox.openSessions === 0);
    assert.equal(session.endReason, 'aborted');
    await assertNothingOpen();
  });

  test('resolves when the far end has confirmed, once for all who ask', async () => {
    const session = await live();
    const hold = sandbox.hold('stop');
    const first = session.stop();
    const second = session.stop();
    await hold.arrived;
    assert.equal(session.state, 'stopping');
    hold.release();
    await Promise.all([first, second]);
    await session.stop();
    assert.equal(session.state, 'ended');
    assert.equal(calls().filter((each) => each === 'stop').length, 1);
  });

  test('a session that was never started ends without a call', async () => {
    const session = make();
    await session.stop();
    assert.equal(session.state, 'ended');
    assert.deepEqual(calls(), []);
  });

  test('a refused stop is tried again', async () => {
    const session = await live();
    sandbox.inject('stop', {status: 503});
    await session.stop();
    assert.equal(sandbox.openSessions, 0);
  });

  test('the request outlives the page', async () => {
    const fetches = sinon.spy(globalThis, 'fetch');
    try {
      const session = await live();
      await session.stop();
      const keepalive = (path: string) =>
        fetches.getCalls().find(({args}) => String(args[0]).endsWith(path))?.args[1]?.keepalive;
      assert.isTrue(keepalive('streaming.stop'));
      assert.isFalse(keepalive('streaming.task') ?? false);
    } finally {
      fetches.restore();
    }
  });
});

suite('AvatarSession: commands', () => {
  test('speak sends the text, and the task ends when it is said', async () => {
    const session = await live();
    const heard: unknown[] = [];
    for (const type of ['avatar-speechstart', 'avatar-speechend'] as const) {
      session.addEventListener(type, (event) =>
        heard.push([type, (event as unknown as {taskId: string}).taskId]),
      );
    }
    const task = await session.speak(' Hello there. ', {mode: 'async'});
    assert.equal(await task.ended, 'finished');
    const [far] = sandbox.sessions;
    assert.deepEqual(sandbox.requests.find(({endpoint}) => endpoint === 'task')?.body, {
      session_id: far?.sessionId,
      text: 'Hello there.',
      task_mode: 'async',
      task_type: 'repeat',
    });
    assert.equal(task.taskId, far?.tasks[0]?.taskId);
    assert.equal(task.durationMs, 600);
    assert.deepEqual(heard, [
      ['avatar-speechstart', task.taskId],
      ['avatar-speechend', task.taskId],
    ]);
  });

  test('words come piece by piece, then whole', async () => {
    const session = await live();
    const texts: string[] = [];
    session.addEventListener('avatar-message', (event) => {
      const {role, text, final} = event as unknown as {role: string; text: string; final: boolean};
      texts.push(`${role} ${final ? 'whole' : 'part'} ${text}`);
    });
    const task = await session.speak('How are you?', {type: 'chat'});
    await task.ended;
    assert.deepEqual(texts.slice(0, 2), ['user whole How are you?', 'avatar part You ']);
    assert.equal(
      texts.filter((text) => text.startsWith('user')).length,
      1,
      'told once, though the far end repeats it',
    );
    assert.match(texts.at(-1) ?? '', /^avatar whole You said: How are you\?/);
  });

  test('tasks are queued and end in order', async () => {
    const session = await live();
    const order: string[] = [];
    const [first, second] = await Promise.all([session.speak('one'), session.speak('two')]);
    void first.ended.then(() => order.push('one'));
    await second.ended;
    assert.deepEqual(order, ['one']);
  });

  test('interrupt ends the current speech as interrupted, and the next is said', async () => {
    await sandbox.stop();
    await open({msPerCharacter: 1000});
    const session = await live();
    const long = await session.speak('a very long sentence');
    await until(() => session.speaking); // it may begin before the call is answered
    await session.interrupt();
    assert.equal(await long.ended, 'interrupted');
    assert.isFalse(session.speaking);
  });

  test('a task ends as closed when the session does', async () => {
    await sandbox.stop();
    await open({msPerCharacter: 1000});
    const session = await live();
    const task = await session.speak('a very long sentence');
    await session.stop();
    assert.equal(await task.ended, 'closed');
  });

  test('the other commands reach their endpoints', async () => {
    const session = await live();
    const {length} = calls();
    await session.keepAlive();
    await session.startListening();
    await session.stopListening();
    await session.interrupt();
    await session.stop();
    assert.deepEqual(calls().slice(length), [
      'keep_alive',
      'start_listening',
      'stop_listening',
      'interrupt',
      'stop',
    ]);
    const [far] = sandbox.sessions;
    for (const {endpoint, body, headers} of sandbox.requests.slice(2)) {
      assert.deepEqual(body, {session_id: far?.sessionId}, endpoint);
      assert.match(headers.get('authorization') ?? '', /^Bearer eyJ/, endpoint);
    }
  });

  for (const text of ['', '   ', 'x'.repeat(5001)]) {
    test(`a text of ${text.length} characters is refused before it is sent`, async () => {
      const session = await live();
      assert.equal(((await rejection(session.speak(text))) as AvatarError).code, 'bad-text');
      assert.notInclude(calls(), 'task');
    });
  }

  for (const command of ['keepAlive', 'startListening', 'stopListening', 'interrupt'] as const) {
    test(`${command} without a live session is refused`, async () => {
      assert.equal(((await rejection(make()[command]())) as AvatarError).code, 'not-live');
    });
  }

  test('a failed speech is the caller’s, and the session goes on', async () => {
    const session = await live();
    sandbox.inject('task', {status: 400, code: 400009});
    assert.equal(((await rejection(session.speak('hello'))) as AvatarError).code, 'speech-failed');
    assert.equal(session.state, 'live');
  });

  test('a speech is never sent twice by itself', async () => {
    const session = await live();
    const {length} = calls();
    sandbox.inject('task', {status: 500});
    await rejection(session.speak('hello'));
    assert.deepEqual(calls().slice(length), ['task']);
  });

  test('a command that the session does not outlive is refused', async () => {
    const session = await live();
    const hold = sandbox.hold('task');
    const speaking = rejection(session.speak('hello'));
    await hold.arrived;
    void session.stop();
    assert.equal(((await speaking) as AvatarError).code, 'not-live');
    hold.release();
  });

  test('the signal of a command gives up that command alone', async () => {
    const session = await live();
    const controller = new AbortController();
    const hold = sandbox.hold('task');
    const speaking = rejection(session.speak('hello', {signal: controller.signal}));
    await hold.arrived;
    controller.abort('enough');
    assert.equal(await speaking, 'enough');
    assert.equal(session.state, 'live');
    hold.release();
  });

  test('a command that the far end does not know the session for ends it', async () => {
    const session = await live();
    sandbox.inject('keep_alive', {status: 404, code: 10006});
    await rejection(session.keepAlive());
    assert.equal(session.state, 'ended');
    assert.equal(session.endReason, 'far-end');
  });

  test('a greeting is said as soon as the session is live', async () => {
    const session = make({greeting: 'Welcome.'});
    const said = nextEvent(session, 'avatar-message', ({final}) => final);
    await session.start();
    assert.equal((await said).text, 'Welcome. '.trim());
  });

  test('a greeting that fails is reported, and the session goes on', async () => {
    sandbox.inject('task', {status: 400, code: 400009});
    const session = make({greeting: 'Welcome.'});
    const reported = nextEvent(session, 'avatar-error');
    await session.start();
    assert.equal((await reported).error.code, 'speech-failed');
    assert.equal(session.state, 'live');
  });
});

suite('AvatarSession: what the far end and the network do', () => {
  test('a room that is closed ends the session as far-end', async () => {
    const session = await live();
    const ended = nextEvent(session, 'avatar-end');
    sandbox.room().kill('ROOM_DELETED');
    assert.equal((await ended).reason, 'far-end');
    assert.equal(session.state, 'ended');
    assert.isNull(session.error);
    await assertNothingOpen();
  });

  test('an avatar that leaves ends the session as far-end', async () => {
    const session = await live();
    const ended = nextEvent(session, 'avatar-end');
    sandbox.room().avatarLeaves();
    assert.equal((await ended).reason, 'far-end');
    await assertNothingOpen();
  });

  test('somebody else in our place ends it as replaced', async () => {
    const session = await live();
    const ended = nextEvent(session, 'avatar-end');
    sandbox.room().kill('DUPLICATE_IDENTITY');
    assert.equal((await ended).reason, 'replaced');
  });

  test('the far end’s time limit is told beforehand and as the reason', async () => {
    await sandbox.stop();
    await open({sessionDurationLimit: 11});
    const session = make();
    const warned = nextEvent(session, 'avatar-timewarning');
    await session.start();
    assert.equal((await warned).remaining, 10);
    // The rest of the eleven seconds passes at once.
    const clock = sinon.useFakeTimers({now: Date.now() + 11_000, toFake: ['Date']});
    try {
      const ended = nextEvent(session, 'avatar-end');
      sandbox.room().kill();
      assert.equal((await ended).reason, 'time-limit');
    } finally {
      clock.restore();
    }
  });

  test('an end after nothing happened for the idle time is idle-timeout', async () => {
    const session = await live({settings: {activity_idle_timeout: 30}, keepAlive: false});
    const clock = sinon.useFakeTimers({now: Date.now() + 30_000, toFake: ['Date']});
    try {
      const ended = nextEvent(session, 'avatar-end');
      sandbox.room().kill();
      assert.equal((await ended).reason, 'idle-timeout');
    } finally {
      clock.restore();
    }
  });

  test('a live session is kept alive, unless nobody wants it', async () => {
    const clock = sinon.useFakeTimers({
      toFake: ['setInterval', 'clearInterval', 'Date'],
      shouldAdvanceTime: true,
    });
    try {
      const session = await live({settings: {activity_idle_timeout: 30}});
      const beats = () => calls().filter((each) => each === 'keep_alive').length;
      clock.tick(10_000);
      await until(() => beats() === 1);
      session.isWanted = false;
      clock.tick(20_000);
      session.isWanted = true;
      await until(() => beats() === 2);
    } finally {
      clock.restore();
    }
  });

  test('a lost signal is reconnecting, and live again', async () => {
    const session = await live();
    const states: string[] = [];
    session.addEventListener('avatar-statechange', () => states.push(session.state));
    const back = nextEvent(session, 'avatar-statechange', ({state}) => state === 'live');
    sandbox.room().dropSignal();
    await back;
    assert.deepEqual(states, ['reconnecting', 'live']);
    const task = await session.speak('Still here.');
    assert.equal(await task.ended, 'finished');
  });

  test('a lost network is reconnecting, and live again with new tracks', async () => {
    const session = await live();
    const back = nextEvent(session, 'avatar-statechange', ({state}) => state === 'live');
    sandbox.room().drop();
    await back;
    const task = await session.speak('Still here.');
    assert.equal(await task.ended, 'finished');
  });

  test('a room that was lost is joined anew with the same token, and the session goes on', async () => {
    const session = await live();
    const states: string[] = [];
    session.addEventListener('avatar-statechange', () => states.push(session.state));
    const back = nextEvent(session, 'avatar-statechange', ({state}) => state === 'live');
    sandbox.room().kill('SERVER_SHUTDOWN');
    await back;
    assert.deepEqual(states, ['reconnecting', 'live']);
    assert.equal(sandbox.sessions.length, 1);
    const task = await session.speak('Still here.');
    assert.equal(await task.ended, 'finished');
  });

  test('a room that is lost twice is joined anew twice', async () => {
    const session = await live();
    for (const _ of [1, 2]) {
      const back = nextEvent(session, 'avatar-statechange', ({state}) => state === 'live');
      sandbox.room().kill('SERVER_SHUTDOWN');
      await back;
    }
    assert.equal(sandbox.sessions.length, 1);
    await session.stop();
    await assertNothingOpen();
  });

  test('a room that was lost and cannot be joined anew fails the session as connection-lost', async () => {
    const session = await live();
    const failed = nextEvent(session, 'avatar-error');
    sandbox.room().refusesSignals = true;
    sandbox.room().kill('SERVER_SHUTDOWN');
    assert.equal((await failed).error.code, 'connection-lost');
    await assertNothingOpen();
  });

  test('a stop while a lost room is joined anew is a stop', async () => {
    const session = await live();
    const away = nextEvent(session, 'avatar-statechange', ({state}) => state === 'reconnecting');
    sandbox.room().kill('SERVER_SHUTDOWN');
    await away;
    await session.stop();
    assert.equal(session.endReason, 'stopped');
    await assertNothingOpen();
  });

  test('a network that stays away fails the session as connection-lost within the limit', async () => {
    const session = await live({limits: {reconnect: 400}});
    const failed = nextEvent(session, 'avatar-error');
    sandbox.room().refusesSignals = true;
    sandbox.room().drop();
    assert.equal((await failed).error.code, 'connection-lost');
    assert.equal(session.state, 'failed');
    await assertNothingOpen();
  });

  test('the quality of the connection is told', async () => {
    const session = await live();
    const told = nextEvent(session, 'avatar-quality');
    sandbox.room().setQuality('POOR');
    assert.equal((await told).quality, 'poor');
  });

  test('messages of any form are survived', async () => {
    const session = await live();
    for (const message of [
      '',
      '{',
      'null',
      '{"type":"avatar_start_talking","task_id":{}}',
      '[]',
      new Uint8Array([255]),
    ]) {
      sandbox.send(message);
    }
    const heard = nextEvent(session, 'avatar-speechend');
    sandbox.send({type: 'avatar_stop_talking', task_id: null});
    assert.equal((await heard).taskId, null);
    assert.equal(session.state, 'live');
  });
});
