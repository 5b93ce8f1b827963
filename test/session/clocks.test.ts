import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {KeepAlive} from '../../src/session/keep-alive.js';
import {TimeLimit} from '../../src/session/time-limit.js';
import {withTimeout} from '../../src/session/util/abort.js';
import {delay} from '../../src/session/util/delay.js';
import {AvatarError} from '../../src/session/errors/avatar-error.js';

let clock: sinon.SinonFakeTimers;
setup(() => (clock = sinon.useFakeTimers()));
teardown(() => clock.restore());

suite('KeepAlive', () => {
  test('is heard three times within the idle time, as long as the session is wanted', () => {
    const ping = sinon.spy();
    const keepAlive = new KeepAlive({idleTimeout: 120, isVisible: true, ping});
    clock.tick(120_000);
    assert.equal(ping.callCount, 3);
    keepAlive.isVisible = false;
    clock.tick(600_000);
    assert.equal(ping.callCount, 3);
    keepAlive.isVisible = true;
    assert.equal(ping.callCount, 4, 'wanted again after a long while');
    keepAlive.isVisible = false;
    keepAlive.isVisible = true;
    assert.equal(ping.callCount, 4, 'wanted again after a moment');
    keepAlive.stop();
    assert.equal(clock.countTimers(), 0);
  });
});

/** Times that a browser's timer cannot wait for: it fires at once. */
const TOO_LONG_MS = [2 ** 31, 1e15, Infinity];

for (const ms of TOO_LONG_MS) {
  suite(`a time of ${ms} ms`, () => {
    const never = new AbortController().signal;
    const HOUR_MS = 3_600_000;

    test('is a limit that no step reaches', async () => {
      const work = Promise.withResolvers<string>();
      const result = withTimeout(ms, 'x', never, () => work.promise);
      result.catch(() => {});
      await clock.tickAsync(HOUR_MS);
      work.resolve('done');
      assert.equal(await result, 'done');
      assert.equal(clock.countTimers(), 0);
    });

    test('is a delay that goes on', async () => {
      const end = new AbortController();
      let isOver = false;
      const over = () => (isOver = true);
      const waiting = delay(ms, end.signal).then(over, () => {});
      await clock.tickAsync(HOUR_MS);
      assert.isFalse(isOver);
      end.abort();
      await waiting;
    });

    test('between two calls is no reason for a call now', () => {
      const ping = sinon.spy();
      const keepAlive = new KeepAlive({idleTimeout: (3 * ms) / 1000, isVisible: true, ping});
      clock.tick(60_000);
      assert.isFalse(ping.called);
      keepAlive.stop();
    });
  });
}

suite('TimeLimit', () => {
  const watch = (limit: number | null) => {
    const told: (number | string)[] = [];
    const timeLimit = new TimeLimit({
      limit,
      startedAt: Date.now(),
      onWarning: (remaining) => told.push(remaining),
      onOver: () => told.push('over'),
    });
    return {told, timeLimit};
  };

  test('warns 60 and 10 seconds before the limit, and reports when it has passed', () => {
    const {told, timeLimit} = watch(600);
    clock.tick(540_000);
    assert.deepEqual(told, [60]);
    clock.tick(50_000);
    assert.deepEqual(told, [60, 10]);
    assert.isFalse(timeLimit.isReached);
    clock.tick(10_000);
    assert.isTrue(timeLimit.isReached);
    assert.deepEqual(told, [60, 10]);
    clock.tick(10_000);
    assert.deepEqual(told, [60, 10, 'over']);
  });

  test('a limit shorter than a warning has not that warning', () => {
    const {told} = watch(30);
    clock.tick(30_000);
    assert.deepEqual(told, [10]);
  });

  for (const limit of [null, 0, -5, 1e12, NaN]) {
    test(`a limit of ${limit} is none`, () => {
      const {told, timeLimit} = watch(limit);
      assert.equal(clock.countTimers(), 0);
      assert.isFalse(timeLimit.isReached);
      assert.deepEqual(told, []);
    });
  }
});

suite('withTimeout', () => {
  const never = new AbortController().signal;

  test('a step that takes too long is a timeout that names it, and its signal is aborted', async () => {
    let given: AbortSignal | undefined;
    const result = withTimeout(5000, 'getting the token', never, (signal) => {
      given = signal;
      return new Promise(() => {});
    }).catch((error: unknown) => error);
    await clock.tickAsync(5000);
    const error = await result;
    assert.instanceOf(error, AvatarError);
    assert.equal(error.code, 'timeout');
    assert.include(error.message, 'getting the token was not done in 5 s');
    assert.isTrue(given?.aborted);
  });

  test('a step that is done leaves no timer', async () => {
    assert.equal(await withTimeout(5000, 'x', never, () => Promise.resolve(7)), 7);
    assert.equal(clock.countTimers(), 0);
  });

  test('an abort is not a timeout, and a late failure of the step is nobody’s', async () => {
    const controller = new AbortController();
    let fail: (error: Error) => void = () => {};
    const work = () => new Promise((_, reject) => (fail = reject));
    const result = withTimeout(5000, 'x', controller.signal, work).catch((error: unknown) => error);
    controller.abort('enough');
    fail(new Error('late'));
    assert.equal(await result, 'enough');
  });
});
