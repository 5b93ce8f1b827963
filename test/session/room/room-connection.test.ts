import {assert} from '@open-wc/testing';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import {RejoiningRoom} from '../../../src/session/room/rejoining-room.js';
import type {Room, Transport, TransportHandlers} from '../../../src/session/room/transport.js';

const ROOM: Room = {url: 'wss://livekit.example', token: 'secret', avatarIdentity: 'heygen'};

/** One connection, told by hand what happens to it. */
interface Connection {
  readonly tell: TransportHandlers;
  readonly joined: PromiseWithResolvers<void>;
  room: Room | undefined;
  isLeft: boolean;
}

suite('RejoiningTransport', () => {
  let clock: SinonFakeTimers;
  let connections: Connection[];
  let told: string[];
  let transport: RejoiningRoom;
  const track = {kind: 'video'} as MediaStreamTrack;

  const factory = (tell: TransportHandlers): Transport => {
    const connection: Connection = {
      tell,
      joined: Promise.withResolvers<void>(),
      room: undefined,
      isLeft: false,
    };
    connections.push(connection);
    return {
      connect: (room) => {
        connection.room = room;
        return connection.joined.promise;
      },
      send: () => Promise.resolve(),
      publishMicrophone: ({id}) => {
        const number = connections.indexOf(connection);
        told.push(`${id} published in ${number}`);
        return Promise.resolve({
          setMuted: (isMuted: boolean) => told.push(`${isMuted ? 'muted' : 'unmuted'} in ${number}`),
          replace: () => Promise.resolve(),
          unpublish: () => Promise.resolve(),
        });
      },
      waitFor: () => Promise.resolve(),
      disconnect: () => {
        connection.isLeft = true;
        return Promise.resolve();
      },
    };
  };

  const nth = (index: number): Connection => {
    const connection = connections[index];
    if (!connection) throw new Error(`There are ${connections.length} connections.`);
    return connection;
  };

  setup(async () => {
    clock = useFakeTimers();
    connections = [];
    told = [];
    transport = new RejoiningRoom(
      factory,
      {
        onTrack: () => told.push('track'),
        onTrackGone: () => told.push('track gone'),
        onAvatarLeft: () => told.push('avatar left'),
        onData: () => told.push('data'),
        onQuality: () => told.push('quality'),
        onReconnecting: () => told.push('reconnecting'),
        onReconnected: () => told.push('reconnected'),
        onEnd: (end) => told.push(end),
      },
      20_000,
    );
    nth(0).joined.resolve();
    await transport.connect(ROOM, new AbortController().signal);
  });

  teardown(() => clock.restore());

  test('a lost room is joined anew, with the same address and token, until the picture is there', async () => {
    nth(0).tell.onEnd('lost');
    assert.deepEqual(told, ['reconnecting']);
    assert.isTrue(nth(0).isLeft);
    assert.deepEqual(nth(1).room, ROOM);
    nth(1).joined.resolve();
    await clock.tickAsync(0);
    assert.deepEqual(told, ['reconnecting']);
    nth(1).tell.onTrack(track);
    await clock.tickAsync(0);
    assert.deepEqual(told, ['reconnecting', 'track', 'reconnected']);
  });

  test('a connection that does not restore itself in time gives way to a new one', async () => {
    nth(0).tell.onReconnecting();
    await clock.tickAsync(19_999);
    assert.lengthOf(connections, 1);
    await clock.tickAsync(1);
    assert.lengthOf(connections, 2);
    assert.isTrue(nth(0).isLeft);
  });

  test('one that does is left alone', async () => {
    nth(0).tell.onReconnecting();
    await clock.tickAsync(19_000);
    nth(0).tell.onReconnected();
    await clock.tickAsync(60_000);
    assert.lengthOf(connections, 1);
    assert.deepEqual(told, ['reconnecting', 'reconnected']);
  });

  test('a room that cannot be joined anew is tried again, and so is one that is lost again', async () => {
    nth(0).tell.onEnd('lost');
    nth(1).joined.reject(new Error('refused'));
    await clock.tickAsync(1_000);
    assert.lengthOf(connections, 3);
    nth(2).joined.resolve();
    await clock.tickAsync(0);
    nth(2).tell.onEnd('lost');
    await clock.tickAsync(1_000);
    nth(3).joined.resolve();
    await clock.tickAsync(0);
    nth(3).tell.onTrack(track);
    await clock.tickAsync(0);
    assert.deepEqual(told, ['reconnecting', 'track', 'reconnected']);
    assert.isTrue(nth(1).isLeft && nth(2).isLeft);
    assert.isFalse(nth(3).isLeft);
  });

  test('one that is lost while the microphone is published anew is not taken for restored', async () => {
    await transport.publishMicrophone({id: 'mic'} as MediaStreamTrack);
    told = [];
    nth(0).tell.onEnd('lost');
    nth(1).joined.resolve();
    await clock.tickAsync(0);
    nth(1).tell.onTrack(track);
    nth(1).tell.onEnd('lost');
    await clock.tickAsync(0);
    assert.notInclude(told, 'reconnected');
    await clock.tickAsync(1_000);
    assert.lengthOf(connections, 3);
  });

  test('one that was left meanwhile is tried no more', async () => {
    nth(0).tell.onEnd('lost');
    nth(1).joined.reject(new Error('refused'));
    await transport.disconnect();
    await clock.tickAsync(60_000);
    assert.lengthOf(connections, 2);
    assert.deepEqual(told, ['reconnecting']);
    assert.equal(clock.countTimers(), 0);
  });

  test('one that was closed while it is joined anew is closed', async () => {
    nth(0).tell.onEnd('lost');
    nth(1).tell.onEnd('closed');
    assert.deepEqual(told, ['reconnecting', 'closed']);
  });

  test('a room that was closed, or taken over, is not joined anew', () => {
    nth(0).tell.onEnd('closed');
    nth(0).tell.onEnd('replaced');
    assert.deepEqual(told, ['closed', 'replaced']);
    assert.lengthOf(connections, 1);
  });

  test('what the old connection still tells is nothing to anybody', () => {
    nth(0).tell.onEnd('lost');
    nth(0).tell.onTrackGone(track);
    nth(0).tell.onEnd('replaced');
    assert.deepEqual(told, ['reconnecting']);
  });

  test('after a disconnect nothing is told and nothing joined', async () => {
    nth(0).tell.onReconnecting();
    await transport.disconnect();
    nth(0).tell.onEnd('lost');
    await clock.tickAsync(60_000);
    assert.deepEqual(told, ['reconnecting']);
    assert.lengthOf(connections, 1);
  });

  test('a microphone is published anew, muted or not as before', async () => {
    const microphone = await transport.publishMicrophone({id: 'mic'} as MediaStreamTrack);
    microphone.setMuted(true);
    nth(0).tell.onEnd('lost');
    nth(1).joined.resolve();
    await Promise.resolve();
    nth(1).tell.onTrack(track);
    await clock.tickAsync(0);
    assert.deepEqual(told, [
      'mic published in 0',
      'muted in 0',
      'reconnecting',
      'track',
      'mic published in 1',
      'muted in 1',
      'reconnected',
    ]);
  });
});
