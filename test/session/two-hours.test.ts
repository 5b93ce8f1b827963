import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {AvatarSession} from '../../src/session/avatar-session.js';
import type {Room, RoomHandlers} from '../../src/session/room/room.js';
import type {AvatarRoom} from '../../src/sandbox/avatar-room.js';
import {FakeHeyGen} from '../../src/sandbox/http/fake-heygen.js';

const MINUTE = 60_000;
/** How often the visitor asks something. */
const PACE_MS = 30_000;
/** What the platform itself may take meanwhile. */
const NOISE_BYTES = 500_000;

let clock: sinon.SinonFakeTimers;
let handlers: RoomHandlers;
const track = {
  kind: 'video',
  readyState: 'live',
  muted: false,
  addEventListener() {},
  removeEventListener() {},
};

/** The visitor's side of a room. */
function visitorRoom(given: RoomHandlers): Room {
  handlers = given;
  return {
    join: async () => {},
    send: async () => {},
    hasParticipant: () => true,
    publishMicrophone: () => Promise.reject(new Error('There is no microphone.')),
    leave: async () => {},
  };
}

/** The server's side of the same room. */
const serverRoom = (): AvatarRoom => ({
  url: 'wss://rooms.example',
  accessToken: 'token-of-the-room',
  onData: undefined,
  onVoice: undefined,
  enter: async () => handlers.onTrack(track as unknown as MediaStreamTrack, 'heygen', undefined),
  send: (payload, topic) => handlers.onData({payload, topic, from: 'heygen'}),
  setTalking: () => {},
  close: async () => handlers.onDisconnected('closed'),
});

const heygen = new FakeHeyGen({openRoom: async () => serverRoom(), sessionDurationLimit: 7_200});

/** What there is: bytes after a collection, timers, and how many requests the server got since the last look. */
async function look() {
  const {gc} = globalThis as unknown as {gc: () => void};
  for (let turn = 0; turn < 4; turn++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const requests = heygen.requests.length;
  // The server's own records are not what is measured.
  (heygen.requests as unknown[]).length = 0;
  for (const {tasks} of heygen.sessions) tasks.length = 0;
  return {bytes: process.memoryUsage().heapUsed, timers: clock.countTimers(), requests};
}

suite('two hours of conversation', () => {
  setup(() => {
    clock = sinon.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    });
    sinon.replace(globalThis, 'fetch', (url, init) => heygen.handle(new Request(url, init)));
  });
  teardown(() => {
    sinon.restore();
    clock.restore();
  });

  test('cost as much at their end as at their begin, and end by the time limit', async () => {
    const warnings: number[] = [];
    let spoken = 0;
    const session = new AvatarSession({
      tokenUrl: 'https://api.heygen.com/api/avatar-token',
      apiUrl: 'https://api.heygen.com',
      roomFactory: visitorRoom,
      stage: {add() {}, remove() {}, firstFrame: async () => {}},
    });
    session.addEventListener('avatar-timewarning', ({remaining}) => warnings.push(remaining));
    session.addEventListener('avatar-speechend', () => spoken++);
    const starting = session.start();
    await clock.tickAsync(5_000);
    await starting;
    const talkFor = async (minutes: number) => {
      for (let ms = 0; ms < minutes * MINUTE; ms += PACE_MS) {
        void session.speak(`A sentence at ${Date.now()}.`).catch(() => {});
        await clock.tickAsync(PACE_MS);
      }
      return look();
    };
    await talkFor(20); // by then the code is compiled
    const first = await talkFor(20);
    await talkFor(50);
    const last = await talkFor(20);
    assert.equal(last.timers, first.timers);
    assert.equal(last.requests, first.requests);
    assert.isBelow(last.bytes - first.bytes, NOISE_BYTES);
    assert.isAbove(spoken, 200);
    await talkFor(11);
    assert.deepEqual(warnings, [60, 10]);
    assert.equal(session.state, 'ended');
    assert.equal(session.endReason, 'time-limit');
    await clock.tickAsync(2 * MINUTE);
    assert.equal(clock.countTimers(), 0);
  });
});
