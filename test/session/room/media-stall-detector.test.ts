import {assert} from '@open-wc/testing';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import {MediaStallDetector} from '../../../src/session/room/media-stall-detector.js';

suite('MediaStallDetector', () => {
  let clock: SinonFakeTimers;
  /** Each verdict, in order: whether the media are stalled. */
  let verdicts: boolean[];
  let detector: MediaStallDetector;

  /** A receiver with these statistics. */
  const receiver = (stats: {bytesReceived?: number; responsesReceived?: number}) =>
    ({getStats: () => Promise.resolve(new Map([['id', stats]]))}) as unknown as RTCRtpReceiver;

  setup(() => {
    clock = useFakeTimers();
    verdicts = [];
    detector = new MediaStallDetector((isStalled) => verdicts.push(isStalled));
  });

  teardown(() => {
    detector.stop();
    clock.restore();
  });

  test('media that have not arrived for 6 s are stalled, until something arrives', async () => {
    const stats = {bytesReceived: 100};
    detector.follow(receiver(stats));
    await clock.tickAsync(2000 + 5999);
    assert.deepEqual(verdicts, []);
    await clock.tickAsync(1);
    assert.deepEqual(verdicts, [true]);
    stats.bytesReceived++;
    await clock.tickAsync(2000);
    assert.deepEqual(verdicts, [true, false]);
  });

  test('media are not stalled as long as the server responds to the browser’s checks, though the avatar sends nothing', async () => {
    const stats = {bytesReceived: 100, responsesReceived: 0};
    detector.follow(receiver(stats));
    for (let responses = 0; responses < 5; responses++) {
      stats.responsesReceived++;
      await clock.tickAsync(4000);
    }
    assert.deepEqual(verdicts, []);
  });

  test('a connection that is closed is not stalled', async () => {
    detector.follow({getStats: () => Promise.reject(new Error('closed'))} as unknown as RTCRtpReceiver);
    await clock.tickAsync(20_000);
    assert.deepEqual(verdicts, []);
  });

  test('the newest receiver counts', async () => {
    detector.follow(receiver({bytesReceived: 100}));
    const stats = {bytesReceived: 0};
    detector.follow(receiver(stats));
    for (let bytes = 0; bytes < 10; bytes++) {
      stats.bytesReceived++;
      await clock.tickAsync(2000);
    }
    assert.deepEqual(verdicts, []);
  });

  test('statistics of an earlier receiver that come late do not count', async () => {
    const late = Promise.withResolvers<Map<string, {bytesReceived: number}>>();
    detector.follow({getStats: () => late.promise} as unknown as RTCRtpReceiver);
    await clock.tickAsync(2000);
    detector.follow(receiver({bytesReceived: 50}));
    late.resolve(new Map([['id', {bytesReceived: 50}]]));
    await clock.tickAsync(7999);
    assert.deepEqual(verdicts, []);
    await clock.tickAsync(1);
    assert.deepEqual(verdicts, [true]);
  });

  test('nothing is reported after stop()', async () => {
    detector.follow(receiver({bytesReceived: 100}));
    await clock.tickAsync(2000 + 5999);
    detector.stop();
    await clock.tickAsync(20_000);
    assert.deepEqual(verdicts, []);
    assert.equal(clock.countTimers(), 0);
  });
});
