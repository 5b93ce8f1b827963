import {assert} from '@open-wc/testing';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import {PictureStallDetector} from '../../../src/session/room/picture-stall-detector.js';

suite('PictureStallDetector', () => {
  let clock: SinonFakeTimers;
  /** Each verdict, in order: whether the picture has stopped. */
  let verdicts: boolean[];
  let detector: PictureStallDetector;

  const track = () => ({kind: 'video'}) as MediaStreamTrack;
  /** A receiver with these statistics, among those of sound. */
  const receiver = (stats: {framesReceived?: number}) =>
    ({
      getStats: () =>
        Promise.resolve(
          new Map<string, object>([
            ['sound', {bytesReceived: 1}],
            ['video', stats],
          ]),
        ),
    }) as unknown as RTCRtpReceiver;

  /** Lets a video run for so long. */
  async function run(stats: {framesReceived: number}, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 500) {
      stats.framesReceived += 12;
      await clock.tickAsync(500);
    }
  }

  setup(() => {
    clock = useFakeTimers();
    verdicts = [];
    detector = new PictureStallDetector((isStalled) => verdicts.push(isStalled));
  });

  teardown(() => {
    detector.stop();
    assert.equal(clock.countTimers(), 0);
    clock.restore();
  });

  test('reports a picture that stops within 8 s, and one that moves again within half a second', async () => {
    const stats = {framesReceived: 0};
    detector.add(track(), receiver(stats));
    await run(stats, 10_000);
    assert.deepEqual(verdicts, []);
    await clock.tickAsync(8_000);
    assert.deepEqual(verdicts, [true]);
    await clock.tickAsync(60_000);
    await run(stats, 500);
    assert.deepEqual(verdicts, [true, false]);
    await clock.tickAsync(8_000);
    assert.deepEqual(verdicts, [true, false, true]);
  });

  test('reports video that the avatar takes away, unless another one follows soon', async () => {
    const [one, two] = [{framesReceived: 50}, {framesReceived: 0}];
    const first = track();
    detector.add(first, receiver(one));
    await run(one, 4_000);
    detector.remove(first);
    await clock.tickAsync(4_000);
    const second = track();
    detector.add(second, receiver(two));
    await run(two, 10_000);
    assert.deepEqual(verdicts, []);
    detector.remove(second);
    await clock.tickAsync(6_000);
    assert.deepEqual(verdicts, [true]);
  });

  test('the newest video counts, and the one before it when that is gone', async () => {
    const [one, two] = [{framesReceived: 0}, {framesReceived: 0}];
    const second = track();
    detector.add(track(), receiver(one));
    detector.add(second, receiver(two));
    await run(one, 8_000);
    assert.deepEqual(verdicts, [true]);
    detector.remove(second);
    await run(one, 1_000);
    assert.deepEqual(verdicts, [true, false]);
  });

  test('in the next room the picture is back with its first frame, and not with its track', async () => {
    const stats = {framesReceived: 0};
    detector.add(track(), receiver(stats));
    await run(stats, 2_000);
    await clock.tickAsync(8_000);
    detector.stop();
    const next: {framesReceived?: number} = {};
    detector.add(track(), receiver(next));
    await clock.tickAsync(4_000);
    assert.deepEqual(verdicts, [true]);
    next.framesReceived = 1;
    await clock.tickAsync(500);
    assert.deepEqual(verdicts, [true, false]);
  });

  for (const [what, uncounted] of [
    ['whose statistics count no frames', receiver({})],
    ['without statistics', undefined],
    [
      'of a connection that is closed',
      {getStats: () => Promise.reject(new Error('closed'))} as unknown as RTCRtpReceiver,
    ],
  ] as const) {
    test(`a video ${what} is not stalled`, async () => {
      detector.add(track(), uncounted);
      await clock.tickAsync(60_000);
      assert.deepEqual(verdicts, []);
    });
  }

  test('statistics that come after the end do not count', async () => {
    const late = Promise.withResolvers<Map<string, object>>();
    detector.add(track(), {getStats: () => late.promise} as unknown as RTCRtpReceiver);
    await clock.tickAsync(9_000);
    detector.stop();
    late.resolve(new Map([['video', {framesReceived: 0}]]));
    await clock.tickAsync(9_000);
    assert.deepEqual(verdicts, []);
  });
});
