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

  const track = () => ({}) as MediaStreamTrack;

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
    detector.add(track(), receiver(stats));
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
    detector.add(track(), receiver(stats));
    for (let responses = 0; responses < 5; responses++) {
      stats.responsesReceived++;
      await clock.tickAsync(4000);
    }
    assert.deepEqual(verdicts, []);
  });

  test('a connection that is closed is not stalled', async () => {
    detector.add(track(), {getStats: () => Promise.reject(new Error('closed'))} as unknown as RTCRtpReceiver);
    await clock.tickAsync(20_000);
    assert.deepEqual(verdicts, []);
  });

  test('a track that is taken away again is no stall: the one before it counts', async () => {
    const first = {bytesReceived: 100};
    const second = {bytesReceived: 0} as {bytesReceived?: number};
    const taken = track();
    detector.add(track(), receiver(first));
    detector.add(taken, receiver(second));
    await clock.tickAsync(2000);
    // So do browsers: without a stream, the report says nothing of its path.
    delete second.bytesReceived;
    detector.remove(taken);
    for (let polls = 0; polls < 10; polls++) {
      first.bytesReceived++;
      await clock.tickAsync(2000);
    }
    assert.deepEqual(verdicts, []);
    await clock.tickAsync(6000);
    assert.deepEqual(verdicts, [true], 'the path is still watched');
  });

  test('a track without a stream, such as one that the server does not forward, says nothing of the path', async () => {
    const first = {bytesReceived: 100};
    detector.add(track(), receiver(first));
    detector.add(track(), receiver({}));
    for (let polls = 0; polls < 10; polls++) {
      first.bytesReceived++;
      await clock.tickAsync(2000);
    }
    assert.deepEqual(verdicts, []);
    await clock.tickAsync(6000);
    assert.deepEqual(verdicts, [true]);
  });

  test('a stall goes on where a track is taken away, until something arrives', async () => {
    const first = {bytesReceived: 100};
    const taken = track();
    detector.add(track(), receiver(first));
    detector.add(taken, receiver({bytesReceived: 50}));
    await clock.tickAsync(2000 + 6000);
    assert.deepEqual(verdicts, [true]);
    detector.remove(taken);
    await clock.tickAsync(6000);
    assert.deepEqual(verdicts, [true]);
    first.bytesReceived++;
    await clock.tickAsync(2000);
    assert.deepEqual(verdicts, [true, false]);
  });

  test('without a track there is no verdict, until the next one', async () => {
    const [first, stats] = [track(), {bytesReceived: 100}];
    detector.add(first, receiver(stats));
    await clock.tickAsync(2000);
    detector.remove(first);
    await clock.tickAsync(20_000);
    assert.deepEqual(verdicts, []);
    assert.isUndefined(await detector.stats());
    detector.add(track(), receiver(stats));
    await clock.tickAsync(2000 + 6000);
    assert.deepEqual(verdicts, [true]);
  });

  test('the newest receiver counts', async () => {
    detector.add(track(), receiver({bytesReceived: 100}));
    const stats = {bytesReceived: 0};
    detector.add(track(), receiver(stats));
    for (let bytes = 0; bytes < 10; bytes++) {
      stats.bytesReceived++;
      await clock.tickAsync(2000);
    }
    assert.deepEqual(verdicts, []);
  });

  test('statistics of an earlier receiver that come late do not count', async () => {
    const late = Promise.withResolvers<Map<string, {bytesReceived: number}>>();
    detector.add(track(), {getStats: () => late.promise} as unknown as RTCRtpReceiver);
    await clock.tickAsync(2000);
    detector.add(track(), receiver({bytesReceived: 50}));
    late.resolve(new Map([['id', {bytesReceived: 50}]]));
    await clock.tickAsync(7999);
    assert.deepEqual(verdicts, []);
    await clock.tickAsync(1);
    assert.deepEqual(verdicts, [true]);
  });

  test('nothing is reported after stop()', async () => {
    detector.add(track(), receiver({bytesReceived: 100}));
    await clock.tickAsync(2000 + 5999);
    detector.stop();
    await clock.tickAsync(20_000);
    assert.deepEqual(verdicts, []);
    assert.equal(clock.countTimers(), 0);
  });
});
