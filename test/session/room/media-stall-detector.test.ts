import {assert} from '@open-wc/testing';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import {MediaStallDetector} from '../../../src/session/room/media-stall-detector.js';

suite('MediaPath', () => {
  let clock: SinonFakeTimers;
  let told: boolean[];
  let path: MediaStallDetector;

  /** A receiver whose statistics say this. */
  const receiver = (stats: {bytesReceived?: number; responsesReceived?: number}) =>
    ({getStats: () => Promise.resolve(new Map([['id', stats]]))}) as unknown as RTCRtpReceiver;

  setup(() => {
    clock = useFakeTimers();
    told = [];
    path = new MediaStallDetector(() => told.push(path.isAlive));
  });

  teardown(() => {
    path.stop();
    clock.restore();
  });

  test('is dead when nothing has arrived for 6 s, and lives again when something does', async () => {
    const stats = {bytesReceived: 100};
    path.follow(receiver(stats));
    await clock.tickAsync(2000 + 5999);
    assert.deepEqual(told, []);
    await clock.tickAsync(1);
    assert.deepEqual(told, [false]);
    stats.bytesReceived++;
    await clock.tickAsync(2000);
    assert.deepEqual(told, [false, true]);
  });

  test('lives as long as the browser’s checks are answered, though the avatar sends nothing', async () => {
    const stats = {bytesReceived: 100, responsesReceived: 0};
    path.follow(receiver(stats));
    for (let answers = 0; answers < 5; answers++) {
      stats.responsesReceived++;
      await clock.tickAsync(4000);
    }
    assert.deepEqual(told, []);
  });

  test('says nothing of a connection that is closed', async () => {
    path.follow({getStats: () => Promise.reject(new Error('closed'))} as unknown as RTCRtpReceiver);
    await clock.tickAsync(20_000);
    assert.deepEqual(told, []);
  });

  test('follows the newest receiver', async () => {
    path.follow(receiver({bytesReceived: 100}));
    const stats = {bytesReceived: 0};
    path.follow(receiver(stats));
    for (let bytes = 0; bytes < 10; bytes++) {
      stats.bytesReceived++;
      await clock.tickAsync(2000);
    }
    assert.deepEqual(told, []);
  });
});
