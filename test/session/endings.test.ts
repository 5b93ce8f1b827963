import {assert} from '@open-wc/testing';
import {Room, RoomEvent} from 'livekit-client';
import sinon from 'sinon';
import {nextEvent, until} from '../support/waiting.js';
import {sandbox, open, make, live, calls, assertNothingOpen, useSandbox} from '../support/test-sessions.js';

useSandbox();

suite('AvatarSession: what the server and the network do', () => {
  test('a room that is closed ends the session as server', async () => {
    const session = await live();
    const ended = nextEvent(session, 'avatar-end');
    sandbox.room().kill('ROOM_DELETED');
    assert.equal((await ended).reason, 'server');
    assert.equal(session.state, 'ended');
    assert.isNull(session.error);
    await assertNothingOpen();
  });

  test('an avatar that leaves ends the session as server', async () => {
    const session = await live();
    const ended = nextEvent(session, 'avatar-end');
    sandbox.room().avatarLeaves();
    assert.equal((await ended).reason, 'server');
    await assertNothingOpen();
  });

  test('somebody else in our place ends it as replaced', async () => {
    const session = await live();
    const ended = nextEvent(session, 'avatar-end');
    sandbox.room().kill('DUPLICATE_IDENTITY');
    assert.equal((await ended).reason, 'replaced');
  });

  test('the session warns of the server’s time limit, and ends with it as the reason', async () => {
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
      session.pageVisible = false;
      clock.tick(20_000);
      session.pageVisible = true;
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

  test('an avatar that is back later than the visitor is waited for', async () => {
    const session = await live();
    const states: string[] = [];
    session.addEventListener('avatar-statechange', () => states.push(session.state));
    const emitted = sinon.spy(Room.prototype, 'emit');
    const room = sandbox.room();
    room.isAvatarAway = true;
    room.drop();
    await until(() => emitted.calledWith(RoomEvent.Reconnected));
    emitted.restore();
    await until(() => states.length > 0);
    room.isAvatarAway = false;
    await until(() => session.state !== 'reconnecting');
    assert.deepEqual(states, ['reconnecting', 'live']);
    const task = await session.speak('Still here.');
    assert.equal(await task.ended, 'finished');
  });

  test('an avatar that does not come back is the server’s end', async () => {
    const session = await live();
    const ended = nextEvent(session, 'avatar-end');
    sandbox.room().isAvatarAway = true;
    sandbox.room().drop();
    assert.equal((await ended).reason, 'server');
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

  test('a room that was lost and cannot be joined anew in time fails the session as connection-lost', async () => {
    const session = await live({timeouts: {reconnect: 2_500}});
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
    const session = await live({timeouts: {reconnect: 400}});
    const failed = nextEvent(session, 'avatar-error');
    sandbox.room().refusesSignals = true;
    sandbox.room().drop();
    assert.equal((await failed).error.code, 'connection-lost');
    assert.equal(session.state, 'failed');
    await assertNothingOpen();
  });

  test('an event reports the quality of the connection', async () => {
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
