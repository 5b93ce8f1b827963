import {assert} from '@open-wc/testing';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import {avatarError} from '../../src/session/errors/make-error.js';
import {StartQueue} from '../../src/session/start-queue.js';
import {rejection} from '../support/waiting.js';

suite('StartQueue', () => {
  let queue: StartQueue;
  let clock: SinonFakeTimers;
  /** The tries so far, each with the second of it. */
  let tries: string[];
  setup(() => {
    clock = useFakeTimers();
    queue = new StartQueue();
    tries = [];
  });
  teardown(() => clock.restore());

  const {signal} = new AbortController();
  const busy = (retryAfterMs?: number) => avatarError('concurrency-limit', {retryAfterMs});
  /** A start that the server refuses `refusals` times. */
  async function start(
    name: string,
    refusals: number,
    {retryAfterMs, given = signal}: {retryAfterMs?: number; given?: AbortSignal} = {},
  ): Promise<void> {
    const me = {};
    try {
      for (let count = 0; ; count++) {
        await queue.turn(me, given);
        tries.push(`${name} ${Math.round(Date.now() / 1000)}`);
        if (count === refusals) return queue.leave(me, {hasSession: true});
        queue.refused(me, busy(retryAfterMs));
      }
    } finally {
      queue.leave(me, {hasSession: false});
    }
  }

  test('the first start of a page tries at once', async () => {
    await start('a', 0);
    assert.deepEqual(tries, ['a 0']);
    assert.isTrue(queue.isEmpty);
  });

  test('the pauses grow up to half a minute', async () => {
    void start('a', 6);
    await clock.tickAsync(200_000);
    assert.deepEqual(tries, ['a 0', 'a 3', 'a 8', 'a 18', 'a 33', 'a 63', 'a 93']);
  });

  test('the server may ask for a longer pause', async () => {
    void start('a', 2, {retryAfterMs: 20_000});
    await clock.tickAsync(100_000);
    assert.deepEqual(tries, ['a 0', 'a 20', 'a 40']);
  });

  test('several starts wait in their order, and only the first one tries', async () => {
    void start('a', 2);
    await clock.tickAsync(1_000);
    void start('b', 1);
    void start('c', 0);
    await clock.tickAsync(60_000);
    assert.deepEqual(tries, ['a 0', 'a 3', 'a 8', 'b 8', 'b 11', 'c 11']);
    assert.isTrue(queue.isEmpty);
  });

  test('a start that is given up makes room for the next one, which does not try sooner for that', async () => {
    const controller = new AbortController();
    const given = rejection(start('a', 9, {given: controller.signal}));
    await clock.tickAsync(4_000);
    void start('b', 0);
    controller.abort('enough');
    assert.equal(await given, 'enough');
    await clock.tickAsync(60_000);
    assert.deepEqual(tries, ['a 0', 'a 3', 'b 8']);
    assert.equal(clock.countTimers(), 0);
  });
});
