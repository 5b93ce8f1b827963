import {assert} from '@open-wc/testing';
import {spy, useFakeTimers, type SinonFakeTimers} from 'sinon';
import {RoomConnection} from '../../../src/session/room/room-connection.js';
import type {CreatedSession} from '../../../src/session/backends/backend.js';
import type {RoomHandlers} from '../../../src/session/room/room.js';
import {DEFAULT_TIMEOUTS} from '../../../src/session/util/timeouts.js';
import {rejection} from '../../support/waiting.js';
import {FakeRoom} from './fake-room.js';

const CREATED: CreatedSession = {
  id: 'session',
  roomUrl: 'wss://livekit.example',
  roomToken: 'secret',
  durationLimit: null,
  isPaid: null,
  realtimeEndpoint: null,
};
/** How long a room may take to recover, and how long the whole reconnect may take. */
const RECOVERY_MS = 20_000;
const RECONNECT_MS = 30_000;

suite('RoomConnection', () => {
  let clock: SinonFakeTimers;
  let rooms: FakeRoom[];
  /** What the session heard, in order. */
  let heard: string[];
  /** What the session does when it hears something. */
  let onHeard: (what: string) => void;
  let connection: RoomConnection;
  const never = new AbortController().signal;

  const factory = (report: RoomHandlers) => {
    const room = new FakeRoom(report);
    rooms.push(room);
    return room;
  };

  const nth = (index: number): FakeRoom => {
    const room = rooms[index];
    if (!room) throw new Error(`There are ${rooms.length} rooms.`);
    return room;
  };

  const hear = (what: string) => {
    heard.push(what);
    onHeard(what);
  };

  const make = () =>
    new RoomConnection(
      {...DEFAULT_TIMEOUTS, reconnect: RECONNECT_MS},
      {
        onTrack: ({kind}) => hear(kind),
        onTrackGone: ({kind}) => hear(`${kind} gone`),
        onAvatarLeft: () => hear('avatar left'),
        onData: ({payload}) => hear(new TextDecoder().decode(payload)),
        onQuality: (quality) => hear(quality),
        onReconnecting: () => hear('reconnecting'),
        onReconnected: () => hear('reconnected'),
        onEnd: (end) => hear(end),
      },
    );

  /** Joins the first room. */
  const join = async (avatarIdentity: string | null = 'heygen') => {
    const joining = connection.join(factory, CREATED, avatarIdentity, never);
    nth(0).joined.resolve();
    await joining;
  };

  /** Lets a room that is joined again succeed, up to the avatar's picture. */
  const comeBack = async (room: FakeRoom) => {
    room.joined.resolve();
    await clock.tickAsync(0);
    room.show('video');
    await clock.tickAsync(0);
  };

  const publish = (id = 'mic') =>
    connection.publishMicrophone(Object.assign(new EventTarget(), {id}) as MediaStreamTrack);

  const data = (text: string) => ({
    payload: new TextEncoder().encode(text),
    topic: undefined,
    from: 'heygen',
  });

  /** Whether a promise has settled by now. */
  const isSettled = async (promise: Promise<unknown>) => {
    let settled = false;
    const settle = () => (settled = true);
    promise.then(settle, settle);
    await clock.tickAsync(0);
    return settled;
  };

  setup(async () => {
    clock = useFakeTimers();
    rooms = [];
    heard = [];
    onHeard = () => {};
    connection = make();
    await join();
  });

  teardown(async () => {
    await connection.leave();
    assert.equal(clock.countTimers(), 0);
    clock.restore();
  });

  test('a room that was prepared, with success or not, is the one that is joined', async () => {
    const other = make();
    other.prepare(factory);
    other.prepare(factory);
    assert.lengthOf(rooms, 2);
    assert.isTrue(nth(1).isPrepared);
    const joining = other.join(factory, CREATED, 'heygen', never);
    nth(1).joined.resolve();
    await joining;
    assert.equal(nth(1).address?.url, CREATED.roomUrl);
    nth(1).show('video', 'somebody');
    nth(1).show('audio');
    assert.deepEqual(heard, ['audio'], 'it knows who the avatar is');
    await other.leave();
    other.prepare(factory);
    assert.lengthOf(rooms, 2, 'nothing is prepared once it is left');
  });

  test('a room that was prepared in vain is left', async () => {
    const other = make();
    other.prepare(factory);
    await other.leave();
    assert.isTrue(nth(1).isLeft);
  });

  test('nothing is prepared for a start that was given up before its code was there', async () => {
    const other = make();
    await other.leave();
    other.prepare(factory);
    assert.lengthOf(rooms, 1);
  });

  test('hears of the avatar’s tracks before it is joined, and does not take that time for a stall', async () => {
    const other = make();
    const joining = other.join(factory, CREATED, 'heygen', never);
    const stats = {framesReceived: 0, bytesReceived: 0};
    const getStats = () => Promise.resolve(new Map([['id', stats]]));
    nth(1).show('video', 'heygen', {getStats} as unknown as RTCRtpReceiver);
    const gone = nth(1).show('audio', 'heygen');
    nth(1).report.onTrackGone(gone, 'heygen');
    await clock.tickAsync(10_000);
    nth(1).joined.resolve();
    await joining;
    await clock.tickAsync(4_000);
    assert.deepEqual(heard, ['video', 'audio', 'audio gone']);
    await clock.tickAsync(4_000);
    assert.deepEqual(heard.slice(3), ['reconnecting'], 'from the join on, it is one');
    await other.leave();
  });

  test('watches no track that is gone again before it is joined', async () => {
    const other = make();
    const joining = other.join(factory, CREATED, 'heygen', never);
    const getStats = () => Promise.resolve(new Map([['id', {framesReceived: 0, bytesReceived: 0}]]));
    const gone = nth(1).show('video', 'heygen', {getStats} as unknown as RTCRtpReceiver);
    nth(1).report.onTrackGone(gone, 'heygen');
    nth(1).joined.resolve();
    await joining;
    await clock.tickAsync(10_000);
    assert.deepEqual(heard, ['video', 'video gone']);
    await other.leave();
  });

  test('does not watch a track of a try to join that has failed', async () => {
    const other = make();
    const joining = other.join(factory, CREATED, 'heygen', never);
    const arriving = {framesReceived: 1, bytesReceived: 1};
    const getStats = () => {
      arriving.framesReceived++;
      arriving.bytesReceived++;
      return Promise.resolve(new Map([['id', arriving]]));
    };
    const stopped = () => Promise.reject(new Error('The connection is closed.'));
    const first = nth(1).show('video', 'heygen', {getStats: stopped} as unknown as RTCRtpReceiver);
    Object.assign(first, {readyState: 'ended'});
    const second = nth(1).show('video', 'heygen', {getStats} as unknown as RTCRtpReceiver);
    nth(1).joined.resolve();
    await joining;
    await clock.tickAsync(4_000);
    nth(1).report.onTrackGone(second, 'heygen');
    await clock.tickAsync(8_000);
    assert.deepEqual(heard, ['video', 'video', 'video gone', 'reconnecting']);
    await other.leave();
  });

  suite('join and leave', () => {
    test('the room is joined by the session’s address and token', () => {
      assert.deepEqual(nth(0).address, {url: 'wss://livekit.example', token: 'secret'});
      assert.deepEqual(heard, []);
    });

    test('a join that fails rejects, and is not repeated', async () => {
      connection = make();
      const joining = rejection(connection.join(factory, CREATED, null, never));
      nth(1).joined.reject(new Error('refused'));
      assert.equal(((await joining) as Error).message, 'refused');
      await clock.tickAsync(60_000);
      assert.lengthOf(rooms, 2);
      assert.deepEqual(heard, []);
    });

    test('a join that is aborted already makes no room', async () => {
      connection = make();
      const aborted = AbortSignal.abort('enough');
      assert.equal(await rejection(connection.join(factory, CREATED, null, aborted)), 'enough');
      assert.lengthOf(rooms, 1);
    });

    test('the room gets the signal of the join', async () => {
      connection = make();
      const {signal} = new AbortController();
      void connection.join(factory, CREATED, null, signal);
      assert.equal(nth(1).joinSignal, signal);
      nth(1).joined.resolve();
      await clock.tickAsync(0);
    });

    test('a room whose connection was interrupted while it was joined is being restored', async () => {
      connection = make();
      const joining = connection.join(factory, CREATED, 'heygen', never);
      nth(1).report.onInterrupted();
      assert.deepEqual(heard, []);
      nth(1).joined.resolve();
      await joining;
      assert.deepEqual(heard, ['reconnecting']);
      nth(1).report.onResumed();
      assert.deepEqual(heard, ['reconnecting', 'reconnected']);
    });

    test('a participant that leaves, or a connection that is lost, while the room is joined ends nothing', async () => {
      connection = make();
      const joining = connection.join(factory, CREATED, 'heygen', never);
      nth(1).exit('heygen');
      nth(1).report.onDisconnected('lost');
      nth(1).joined.resolve();
      await joining;
      assert.deepEqual(heard, []);
      assert.lengthOf(rooms, 2);
    });

    test('a room that is left reports nothing more, and is not joined again', async () => {
      nth(0).report.onInterrupted();
      await connection.leave();
      assert.isTrue(nth(0).isLeft);
      nth(0).show('video');
      nth(0).report.onData(data('late'));
      nth(0).report.onDisconnected('lost');
      await clock.tickAsync(60_000);
      assert.deepEqual(heard, ['reconnecting']);
      assert.lengthOf(rooms, 1);
    });

    test('a room that never confirms is left within the limit', async () => {
      nth(0).leave = () => new Promise(() => {});
      const leaving = connection.leave();
      await clock.tickAsync(DEFAULT_TIMEOUTS.stop - 1);
      assert.isFalse(await isSettled(leaving));
      await clock.tickAsync(1);
      await leaving;
      nth(0).leave = () => Promise.resolve();
    });

    test('a room that fails to leave is left', async () => {
      nth(0).leave = () => Promise.reject(new Error('closed'));
      await connection.leave();
    });

    test('a room that was never joined is left', async () => {
      await make().leave();
    });
  });

  suite('what the room reports', () => {
    test('tracks, messages and the quality pass', () => {
      const track = nth(0).show('audio');
      nth(0).report.onTrackGone(track, 'heygen');
      nth(0).report.onData(data('hello'));
      nth(0).report.onQuality('poor');
      assert.deepEqual(heard, ['audio', 'audio gone', 'hello', 'poor']);
    });

    test('tracks pass while the room is still being joined', async () => {
      connection = make();
      const joining = connection.join(factory, CREATED, 'heygen', never);
      nth(1).show('video');
      assert.deepEqual(heard, ['video']);
      nth(1).joined.resolve();
      await joining;
    });

    test('tracks of others than the avatar do not', () => {
      const track = nth(0).show('video', 'guest');
      nth(0).report.onTrackGone(track, 'guest');
      assert.deepEqual(heard, []);
    });

    test('where the avatar has no name, every track is the avatar’s', async () => {
      connection = make();
      const joining = connection.join(factory, CREATED, null, never);
      nth(1).joined.resolve();
      await joining;
      nth(1).show('video', 'anybody');
      assert.deepEqual(heard, ['video']);
    });

    test('an avatar that leaves has left, and nothing is reported after that', () => {
      nth(0).participants.add('guest');
      nth(0).exit('heygen');
      nth(0).report.onInterrupted();
      nth(0).report.onDisconnected('closed');
      assert.deepEqual(heard, ['avatar left']);
    });

    test('another participant that leaves is not the avatar', () => {
      nth(0).enter('guest');
      nth(0).exit('guest');
      assert.deepEqual(heard, []);
    });

    test('where the avatar has no name, it has left when nobody is there', async () => {
      connection = make();
      const joining = connection.join(factory, CREATED, null, never);
      nth(1).joined.resolve();
      await joining;
      nth(1).enter('guest');
      nth(1).exit('heygen');
      assert.deepEqual(heard, []);
      nth(1).exit('guest');
      assert.deepEqual(heard, ['avatar left']);
    });

    for (const end of ['closed', 'replaced'] as const) {
      test(`a room that is ${end} is not joined again`, async () => {
        nth(0).report.onDisconnected(end);
        nth(0).report.onData(data('late'));
        await clock.tickAsync(60_000);
        assert.deepEqual(heard, [end]);
        assert.lengthOf(rooms, 1);
      });
    }
  });

  suite('a room that recovers', () => {
    test('one that recovers in time stays', async () => {
      nth(0).report.onInterrupted();
      await clock.tickAsync(RECOVERY_MS - 1);
      nth(0).report.onResumed();
      await clock.tickAsync(60_000);
      assert.lengthOf(rooms, 1);
      assert.deepEqual(heard, ['reconnecting', 'reconnected']);
    });

    test('one that does not is left and joined again', async () => {
      nth(0).report.onInterrupted();
      await clock.tickAsync(RECOVERY_MS - 1);
      assert.lengthOf(rooms, 1);
      await clock.tickAsync(1);
      assert.lengthOf(rooms, 2);
      assert.isTrue(nth(0).isLeft);
      // Again, for a session that went live meanwhile.
      assert.deepEqual(heard, ['reconnecting', 'reconnecting']);
    });

    test('an avatar that comes back later is waited for, until its track is there', async () => {
      nth(0).report.onInterrupted();
      nth(0).participants.clear();
      nth(0).report.onResumed();
      await clock.tickAsync(4_999);
      nth(0).enter('heygen');
      await clock.tickAsync(4_999);
      assert.deepEqual(heard, ['reconnecting']);
      nth(0).show('audio');
      assert.deepEqual(heard, ['reconnecting', 'audio', 'reconnected']);
    });

    test('another participant does not count as the avatar', async () => {
      nth(0).report.onInterrupted();
      nth(0).participants.clear();
      nth(0).report.onResumed();
      nth(0).enter('guest');
      nth(0).show('video', 'guest');
      await clock.tickAsync(4_999);
      assert.deepEqual(heard, ['reconnecting']);
      await clock.tickAsync(1);
      assert.deepEqual(heard, ['reconnecting', 'avatar left']);
    });

    test('an avatar that does not come back has left after 5 s', async () => {
      nth(0).report.onInterrupted();
      nth(0).participants.clear();
      nth(0).report.onResumed();
      await clock.tickAsync(5_000);
      assert.deepEqual(heard, ['reconnecting', 'avatar left']);
    });

    test('media that stall are a lost connection, and media that arrive again restore it', async () => {
      const stats = {bytesReceived: 100};
      const getStats = () => Promise.resolve(new Map([['id', stats]]));
      nth(0).show('video', 'heygen', {getStats} as unknown as RTCRtpReceiver);
      await clock.tickAsync(8_000);
      assert.deepEqual(heard, ['video', 'reconnecting']);
      nth(0).report.onInterrupted();
      nth(0).report.onResumed();
      assert.deepEqual(heard, ['video', 'reconnecting'], 'the socket is up, and nothing arrives');
      stats.bytesReceived++;
      await clock.tickAsync(2_000);
      assert.deepEqual(heard, ['video', 'reconnecting', 'reconnected']);
    });

    test('a second voice that is taken away again is no lost connection', async () => {
      const stats = {bytesReceived: 100, framesReceived: 100};
      const getStats = () => {
        stats.bytesReceived++;
        stats.framesReceived++;
        return Promise.resolve(new Map([['id', stats]]));
      };
      nth(0).show('video', 'heygen', {getStats} as unknown as RTCRtpReceiver);
      let second = [['id', {bytesReceived: 100}]] as [string, object][];
      const voice = nth(0).show('audio', 'heygen', {
        getStats: () => Promise.resolve(new Map(second)),
      } as unknown as RTCRtpReceiver);
      await clock.tickAsync(2_000);
      second = []; // so do browsers once there is no stream
      nth(0).report.onTrackGone(voice, 'heygen');
      await clock.tickAsync(20_000);
      assert.deepEqual(heard, ['video', 'audio', 'audio gone']);
      assert.equal(
        (await connection.stats())?.get('id'),
        stats,
        'the statistics are of the track that is there',
      );
    });

    test('media that stall in the room that is joined again are a lost connection, too', async () => {
      nth(0).report.onDisconnected('lost');
      await clock.tickAsync(0);
      const getStats = () => Promise.resolve(new Map([['id', {bytesReceived: 100}]]));
      nth(1).show('video', 'heygen', {getStats} as unknown as RTCRtpReceiver);
      nth(1).joined.resolve();
      await clock.tickAsync(0);
      assert.deepEqual(heard, ['reconnecting', 'video', 'reconnected']);
      await clock.tickAsync(8_000);
      assert.deepEqual(heard.slice(3), ['reconnecting']);
    });

    for (const [what, stop] of [
      ['sends no more frames', () => {}],
      ['takes its video away', (video) => nth(0).report.onTrackGone(video, 'heygen')],
    ] as [string, (video: MediaStreamTrack) => void][]) {
      test(`an avatar that ${what}: the session reconnects within 10 s and joins the room again; a limit ends it`, async () => {
        // The connection is well all the time.
        const stats = {framesReceived: 100, responsesReceived: 0};
        const getStats = () => {
          stats.responsesReceived++;
          return Promise.resolve(new Map([['id', stats]]));
        };
        const receiver = {getStats} as unknown as RTCRtpReceiver;
        const video = nth(0).show('video', 'heygen', receiver);
        await clock.tickAsync(2_000);
        stop(video);
        heard = [];
        await clock.tickAsync(10_000);
        assert.deepEqual(heard, ['reconnecting']);
        nth(0).show('video', 'heygen', receiver);
        stats.framesReceived++;
        await clock.tickAsync(500);
        assert.deepEqual(heard, ['reconnecting', 'video', 'reconnected']);
        heard = [];
        await clock.tickAsync(8_000 + RECOVERY_MS);
        nth(1).joined.resolve();
        nth(1).show('video', 'heygen', receiver);
        stats.framesReceived = 0;
        await clock.tickAsync(RECONNECT_MS - RECOVERY_MS);
        assert.deepEqual(heard, ['reconnecting', 'reconnecting', 'video', 'reconnecting', 'no-picture']);
        assert.lengthOf(rooms, 2);
      });
    }

    test('one that is closed meanwhile is closed', () => {
      nth(0).report.onInterrupted();
      nth(0).report.onDisconnected('closed');
      assert.deepEqual(heard, ['reconnecting', 'closed']);
    });

    test('a session that leaves when it hears of the loss hears nothing more', async () => {
      onHeard = (what) => {
        if (what === 'reconnecting') void connection.leave();
      };
      nth(0).report.onInterrupted();
      nth(0).report.onResumed();
      await clock.tickAsync(60_000);
      assert.deepEqual(heard, ['reconnecting']);
      assert.lengthOf(rooms, 1);
    });
  });

  suite('a room that is joined again', () => {
    test('has the same address and token, and is back when the avatar’s picture is', async () => {
      nth(0).report.onDisconnected('lost');
      assert.deepEqual(heard, ['reconnecting']);
      assert.isTrue(nth(0).isLeft);
      assert.deepEqual(nth(1).address, {url: 'wss://livekit.example', token: 'secret'});
      nth(1).joined.resolve();
      await clock.tickAsync(0);
      nth(1).show('audio');
      nth(1).show('video', 'guest');
      await clock.tickAsync(0);
      assert.deepEqual(heard, ['reconnecting', 'audio']);
      nth(1).show('video');
      await clock.tickAsync(0);
      assert.deepEqual(heard, ['reconnecting', 'audio', 'video', 'reconnected']);
    });

    test('is back once it is joined where the picture came first', async () => {
      nth(0).report.onDisconnected('lost');
      nth(1).show('video');
      await clock.tickAsync(0);
      assert.deepEqual(heard, ['reconnecting', 'video']);
      nth(1).joined.resolve();
      await clock.tickAsync(0);
      assert.deepEqual(heard, ['reconnecting', 'video', 'reconnected']);
    });

    test('is tried again, a second later, where it cannot be joined or is lost again', async () => {
      nth(0).report.onDisconnected('lost');
      nth(1).joined.reject(new Error('refused'));
      await clock.tickAsync(999);
      assert.lengthOf(rooms, 2);
      await clock.tickAsync(1);
      assert.lengthOf(rooms, 3);
      nth(2).joined.resolve();
      await clock.tickAsync(0);
      nth(2).report.onDisconnected('lost');
      await clock.tickAsync(999);
      assert.lengthOf(rooms, 3);
      await clock.tickAsync(1);
      await comeBack(nth(3));
      assert.deepEqual(heard, ['reconnecting', 'video', 'reconnected']);
      assert.isTrue(nth(1).isLeft && nth(2).isLeft);
      assert.isFalse(nth(3).isLeft);
    });

    test('is not restored by a try that was given up', async () => {
      nth(0).report.onDisconnected('lost');
      nth(1).show('video');
      nth(1).report.onDisconnected('lost');
      await clock.tickAsync(1_000);
      nth(1).joined.resolve();
      await clock.tickAsync(0);
      assert.deepEqual(heard, ['reconnecting', 'video']);
      await comeBack(nth(2));
      assert.deepEqual(heard, ['reconnecting', 'video', 'video', 'reconnected']);
    });

    test('is waited for while LiveKit restores its connection, and while the avatar is away', async () => {
      nth(0).report.onDisconnected('lost');
      nth(1).joined.resolve();
      await clock.tickAsync(0);
      nth(1).report.onInterrupted();
      nth(1).exit('heygen');
      nth(1).report.onResumed();
      await clock.tickAsync(10_000);
      assert.deepEqual(heard, ['reconnecting']);
      assert.lengthOf(rooms, 2);
      nth(1).participants.add('heygen');
      await comeBack(nth(1));
      assert.deepEqual(heard, ['reconnecting', 'video', 'reconnected']);
    });

    test('is not restored while its own connection is interrupted', async () => {
      nth(0).report.onDisconnected('lost');
      nth(1).report.onInterrupted();
      await comeBack(nth(1));
      assert.notInclude(heard, 'reconnected');
      nth(1).report.onResumed();
      assert.equal(heard.at(-1), 'reconnected');
    });

    test('may be lost any number of times', async () => {
      for (const index of [0, 1, 2]) {
        heard = [];
        nth(index).report.onDisconnected('lost');
        await comeBack(nth(index + 1));
        assert.deepEqual(heard, ['reconnecting', 'video', 'reconnected']);
      }
    });

    test('is not tried again once the session has left', async () => {
      nth(0).report.onDisconnected('lost');
      nth(1).joined.reject(new Error('refused'));
      await clock.tickAsync(0);
      await connection.leave();
      await clock.tickAsync(60_000);
      assert.lengthOf(rooms, 2);
      assert.deepEqual(heard, ['reconnecting']);
    });

    test('is left, and its join aborted, when the session leaves', async () => {
      nth(0).report.onDisconnected('lost');
      await connection.leave();
      assert.isTrue(nth(1).isLeft);
      assert.isTrue(nth(1).joinSignal?.aborted);
      await comeBack(nth(1));
      assert.deepEqual(heard, ['reconnecting']);
    });

    for (const end of ['closed', 'replaced'] as const) {
      test(`is lost for good when it is ${end}`, async () => {
        nth(0).report.onDisconnected('lost');
        nth(1).report.onDisconnected(end);
        await clock.tickAsync(60_000);
        assert.deepEqual(heard, ['reconnecting', end]);
        assert.lengthOf(rooms, 2);
      });
    }

    test('replaces the room before it, whose reports are ignored', async () => {
      nth(0).report.onDisconnected('lost');
      const track = nth(0).show('video');
      nth(0).report.onTrackGone(track, 'heygen');
      nth(0).report.onData(data('late'));
      nth(0).report.onQuality('poor');
      nth(0).exit('heygen');
      nth(0).report.onDisconnected('replaced');
      assert.deepEqual(heard, ['reconnecting']);
    });

    test('is not stalled by the media of the room before it', async () => {
      const getStats = () => Promise.resolve(new Map([['id', {bytesReceived: 100}]]));
      nth(0).show('video', 'heygen', {getStats} as unknown as RTCRtpReceiver);
      nth(0).report.onDisconnected('lost');
      await comeBack(nth(1));
      heard = [];
      await clock.tickAsync(20_000);
      assert.deepEqual(heard, []);
    });

    test('sends and receives the messages from then on', async () => {
      nth(0).report.onDisconnected('lost');
      await comeBack(nth(1));
      heard = [];
      await connection.send(new TextEncoder().encode('to the avatar'), undefined);
      assert.deepEqual([nth(0).sent, nth(1).sent], [[], ['to the avatar']]);
      nth(1).report.onData(data('from the avatar'));
      assert.deepEqual(heard, ['from the avatar']);
    });

    test('is lost for good after the whole limit, counted from the first fault', async () => {
      nth(0).report.onInterrupted();
      await clock.tickAsync(RECOVERY_MS);
      nth(1).joined.resolve();
      await clock.tickAsync(RECONNECT_MS - RECOVERY_MS - 1);
      assert.notInclude(heard, 'lost');
      await clock.tickAsync(1);
      assert.deepEqual(heard, ['reconnecting', 'reconnecting', 'lost']);
      await comeBack(nth(1));
      await clock.tickAsync(60_000);
      assert.deepEqual(heard, ['reconnecting', 'reconnecting', 'lost']);
      assert.lengthOf(rooms, 2);
    });

    test('is not lost after the limit where it came back before', async () => {
      nth(0).report.onDisconnected('lost');
      await clock.tickAsync(RECONNECT_MS - 1);
      await comeBack(nth(1));
      await clock.tickAsync(60_000);
      assert.deepEqual(heard, ['reconnecting', 'video', 'reconnected']);
    });
  });

  suite('waitFor', () => {
    test('resolves at once when the participant is there', async () => {
      await connection.waitFor('heygen', never);
    });

    test('resolves when the participant joins', async () => {
      const waiting = connection.waitFor('agent', never);
      nth(0).enter('guest');
      assert.isFalse(await isSettled(waiting));
      nth(0).enter('agent');
      await waiting;
    });

    test('rejects with the signal’s reason', async () => {
      const controller = new AbortController();
      const waiting = rejection(connection.waitFor('agent', controller.signal));
      controller.abort('enough');
      assert.equal(await waiting, 'enough');
    });

    test('leaves nothing behind', async () => {
      const hasParticipant = spy(nth(0), 'hasParticipant');
      await connection.waitFor('heygen', never);
      const aborted = AbortSignal.abort('enough');
      assert.equal(await rejection(connection.waitFor('agent', aborted)), 'enough');
      hasParticipant.resetHistory();
      nth(0).enter('guest');
      assert.isFalse(hasParticipant.called);
    });

    test('waits while the room recovers', async () => {
      nth(0).report.onInterrupted();
      const waiting = connection.waitFor('heygen', never);
      assert.isFalse(await isSettled(waiting));
      nth(0).report.onResumed();
      await waiting;
    });

    test('waits while the room is joined again, and then for the participant of that room', async () => {
      nth(0).enter('agent');
      nth(0).report.onDisconnected('lost');
      const waiting = connection.waitFor('agent', never);
      await comeBack(nth(1));
      assert.isFalse(await isSettled(waiting));
      nth(1).enter('agent');
      await waiting;
    });

    test('goes on in the room that is joined again', async () => {
      const waiting = connection.waitFor('agent', never);
      nth(0).report.onDisconnected('lost');
      nth(1).participants.add('agent');
      await comeBack(nth(1));
      await waiting;
    });
  });

  suite('the microphone', () => {
    test('is published in the room', async () => {
      const microphone = await publish();
      microphone.setMuted(true);
      await microphone.replace({id: 'other'} as MediaStreamTrack);
      await microphone.unpublish();
      assert.deepEqual(nth(0).microphone, ['mic published', 'muted', 'replaced by other', 'unpublished']);
    });

    test('needs a room', async () => {
      const error = await rejection(make().publishMicrophone({id: 'mic'} as MediaStreamTrack));
      assert.equal((error as {code?: string}).code, 'not-live');
    });

    for (const isMuted of [true, false]) {
      test(`is published ${isMuted ? 'muted' : 'unmuted'}, as before, before the room counts as restored`, async () => {
        const microphone = await publish();
        microphone.setMuted(isMuted);
        nth(0).report.onDisconnected('lost');
        const published = Promise.withResolvers<void>();
        nth(1).publishing = published.promise;
        await comeBack(nth(1));
        assert.notInclude(heard, 'reconnected');
        published.resolve();
        await clock.tickAsync(0);
        assert.deepEqual(nth(1).microphone, ['mic published', isMuted ? 'muted' : 'unmuted']);
        assert.include(heard, 'reconnected');
      });
    }

    test('is published again in every room, and can be muted there', async () => {
      const microphone = await publish();
      nth(0).report.onDisconnected('lost');
      await comeBack(nth(1));
      nth(1).report.onDisconnected('lost');
      await comeBack(nth(2));
      microphone.setMuted(true);
      assert.deepEqual(nth(2).microphone, ['mic published', 'muted']);
      assert.deepEqual(nth(1).microphone, ['mic published']);
    });

    test('is published again with the track that has replaced its first', async () => {
      const microphone = await publish();
      await microphone.replace({id: 'other'} as MediaStreamTrack);
      nth(0).report.onDisconnected('lost');
      await comeBack(nth(1));
      assert.deepEqual(nth(1).microphone, ['other published']);
    });

    test('is not published again once it is unpublished', async () => {
      const microphone = await publish();
      await microphone.unpublish();
      nth(0).report.onDisconnected('lost');
      await comeBack(nth(1));
      assert.deepEqual(nth(1).microphone, []);
      assert.include(heard, 'reconnected');
    });

    test('that is muted and replaced while it is published again is so in the new room', async () => {
      const microphone = await publish();
      nth(0).report.onDisconnected('lost');
      const published = Promise.withResolvers<void>();
      nth(1).publishing = published.promise;
      await comeBack(nth(1));
      microphone.setMuted(true);
      await microphone.replace({id: 'other'} as MediaStreamTrack);
      published.resolve();
      await clock.tickAsync(0);
      assert.deepEqual(nth(1).microphone, ['mic published', 'muted', 'replaced by other']);
    });

    test('that is unpublished while it is published again does not stay in the new room', async () => {
      const microphone = await publish();
      nth(0).report.onDisconnected('lost');
      const published = Promise.withResolvers<void>();
      nth(1).publishing = published.promise;
      await comeBack(nth(1));
      await microphone.unpublish();
      published.resolve();
      await clock.tickAsync(0);
      assert.deepEqual(nth(1).microphone, ['mic published', 'unpublished']);
      assert.include(heard, 'reconnected');
    });

    test('that cannot be published again ends for its opener, and the room is restored', async () => {
      const track = Object.assign(new EventTarget(), {id: 'mic'}) as MediaStreamTrack;
      await connection.publishMicrophone(track);
      track.addEventListener('ended', () => heard.push('ended'));
      nth(0).report.onDisconnected('lost');
      const published = Promise.withResolvers<void>();
      nth(1).publishing = published.promise;
      await comeBack(nth(1));
      published.reject(new Error('refused'));
      await clock.tickAsync(0);
      assert.deepEqual(heard, ['reconnecting', 'video', 'ended', 'reconnected']);
    });

    test('that could not be published again is published with the track that replaces its first', async () => {
      const microphone = await publish();
      microphone.setMuted(true);
      nth(0).report.onDisconnected('lost');
      const published = Promise.withResolvers<void>();
      nth(1).publishing = published.promise;
      await comeBack(nth(1));
      published.reject(new Error('refused'));
      await clock.tickAsync(0);
      nth(1).publishing = Promise.resolve();
      await microphone.replace({id: 'other'} as MediaStreamTrack);
      assert.deepEqual(nth(0).microphone, ['mic published', 'muted']);
      assert.deepEqual(nth(1).microphone, ['other published', 'muted']);
    });

    test('a room that is lost while the microphone is published again is not restored', async () => {
      const track = Object.assign(new EventTarget(), {id: 'mic'}) as MediaStreamTrack;
      await connection.publishMicrophone(track);
      track.addEventListener('ended', () => heard.push('ended'));
      nth(0).report.onDisconnected('lost');
      const published = Promise.withResolvers<void>();
      nth(1).publishing = published.promise;
      await comeBack(nth(1));
      nth(1).report.onDisconnected('lost');
      published.reject(new Error('disconnected'));
      await clock.tickAsync(0);
      assert.deepEqual(heard, ['reconnecting', 'video']);
      await clock.tickAsync(1_000);
      assert.lengthOf(rooms, 3);
      await comeBack(nth(2));
      assert.deepEqual(nth(2).microphone, ['mic published']);
      assert.deepEqual(heard, ['reconnecting', 'video', 'video', 'reconnected']);
    });

    test('stays with the newest room when a room that was given up publishes it late', async () => {
      const microphone = await publish();
      nth(0).report.onDisconnected('lost');
      const published = Promise.withResolvers<void>();
      nth(1).publishing = published.promise;
      await comeBack(nth(1));
      nth(1).report.onDisconnected('lost');
      await clock.tickAsync(1_000);
      await comeBack(nth(2));
      published.resolve();
      await clock.tickAsync(0);
      microphone.setMuted(true);
      assert.deepEqual(nth(2).microphone, ['mic published', 'muted']);
      assert.notInclude(nth(1).microphone, 'muted');
    });
  });
});
