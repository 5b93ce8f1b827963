import {assert} from '@open-wc/testing';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import type {AvatarError} from '../../src/session/errors/avatar-error.js';
import type {Backend} from '../../src/session/backends/backend.js';
import {avatarError} from '../../src/session/errors/make-error.js';
import {RemoteSession} from '../../src/session/remote-session.js';
import {DEFAULT_TIMEOUTS} from '../../src/session/util/timeouts.js';

const UNREACHABLE = avatarError('unreachable');
const REFUSED = avatarError('concurrency-limit', {status: 403});

suite('RemoteSession', () => {
  let clock: SinonFakeTimers;
  /** The answer to `create`, which the test gives. */
  let creation: PromiseWithResolvers<void>;
  /** What each stop meets, in order; none is success. */
  let stopErrors: AvatarError[];
  let stops: number;
  let isSettled: boolean;
  let remote: RemoteSession;

  function remoteOf({isNamedByToken}: {isNamedByToken: boolean}): void {
    const backend = {
      created: false,
      isNamedByToken,
      async create() {
        await creation.promise;
        this.created = true;
        return {id: 's'};
      },
      stop() {
        stops++;
        const error = stopErrors.shift();
        return error ? Promise.reject(error) : Promise.resolve();
      },
    };
    remote = new RemoteSession(backend as unknown as Backend, DEFAULT_TIMEOUTS);
    void remote.stopConfirmed.then(() => (isSettled = true));
  }

  async function made(options = {isNamedByToken: false}): Promise<void> {
    remoteOf(options);
    creation.resolve();
    await remote.create();
  }

  setup(() => {
    clock = useFakeTimers();
    creation = Promise.withResolvers();
    stopErrors = [];
    stops = 0;
    isSettled = false;
  });

  teardown(async () => {
    stopErrors = [];
    dispatchEvent(new Event('online')); // what still waits for the network has it
    await clock.tickAsync(0);
    clock.restore();
  });

  test('what is released twice is stopped once', async () => {
    await made();
    await Promise.all([remote.release(), remote.release()]);
    assert.equal(stops, 1);
    assert.isTrue(isSettled);
  });

  test('what was never made is not stopped', async () => {
    remoteOf({isNamedByToken: true});
    await remote.release();
    assert.equal(stops, 0);
    assert.isTrue(isSettled);
  });

  for (const [isNamedByToken, what] of [
    [true, 'stops a session at once that its token names'],
    [false, 'cannot stop one that only its id names'],
  ] as const) {
    test(`a page that leaves before it hears of its session ${what}`, () => {
      remoteOf({isNamedByToken});
      void remote.create();
      void remote.release({isLeaving: true});
      assert.equal(stops, isNamedByToken ? 1 : 0);
    });

    test(`a page that leaves after it has given up a session that is being made ${what}`, async () => {
      remoteOf({isNamedByToken});
      void remote.create();
      void remote.release();
      await clock.tickAsync(0);
      assert.equal(stops, 0);
      void remote.release({isLeaving: true});
      assert.equal(stops, isNamedByToken ? 1 : 0);
    });
  }

  test('one that its token names is stopped though its making is never answered, and again if it is', async () => {
    remoteOf({isNamedByToken: true});
    void remote.create();
    void remote.release();
    await clock.tickAsync(5_000);
    assert.equal(stops, 1);
    creation.resolve();
    await remote.stopConfirmed;
    assert.equal(stops, 2);
  });

  test('a page that leaves during the request to stop sends no second one', async () => {
    await made();
    void remote.release();
    void remote.release({isLeaving: true});
    await remote.release();
    assert.equal(stops, 1);
  });

  for (const [isNamedByToken, error, isStopped] of [
    [true, UNREACHABLE, true],
    [true, avatarError('server-error', {status: 502}), true],
    [true, avatarError('protocol'), true],
    [true, avatarError('protocol', {status: 408}), true],
    [true, avatarError('no-credits', {status: 429}), true],
    [true, REFUSED, false],
    [false, UNREACHABLE, false],
  ] as const) {
    const name = isNamedByToken ? 'that its token names' : 'that only its id names';
    test(`a session ${name}, whose making failed as ${error.code} (${error.status}), is ${isStopped ? '' : 'not '}stopped`, async () => {
      remoteOf({isNamedByToken});
      creation.reject(error);
      await remote.create().catch(() => {});
      await remote.release();
      assert.equal(stops, isStopped ? 1 : 0);
    });
  }

  test('a stop that could not be delivered resolves, and is tried again until it is', async () => {
    await made();
    stopErrors = [UNREACHABLE, avatarError('server-error', {status: 500}), UNREACHABLE];
    void remote.release();
    await clock.tickAsync(300 + 1_000);
    assert.equal(stops, 3);
    assert.isFalse(isSettled);
    await clock.tickAsync(5_000);
    assert.equal(stops, 4);
    assert.isTrue(isSettled);
    assert.equal(clock.countTimers(), 0);
  });

  for (const retryAfterMs of [undefined, 5_000, 60_000]) {
    test(`a page that leaves while a refused stop pauses (Retry-After ${retryAfterMs}) sends it at once`, async () => {
      await made();
      stopErrors = [avatarError('server-error', {status: 503, retryAfterMs})];
      void remote.release();
      await clock.tickAsync(0);
      void remote.release({isLeaving: true});
      assert.equal(stops, 2);
    });
  }

  for (const error of [
    avatarError('protocol', {status: 408}),
    avatarError('protocol', {status: 425}),
    avatarError('no-credits', {status: 429}),
    avatarError('rate-limited', {status: 429}),
  ]) {
    test(`a stop that is answered by ${error.status}, ${error.code}, is tried again`, async () => {
      await made();
      stopErrors = [error];
      void remote.release();
      await clock.tickAsync(0);
      assert.isFalse(isSettled);
      await clock.tickAsync(300);
      assert.equal(stops, 2);
      assert.isTrue(isSettled);
    });
  }

  test('where the server asks for a pause beyond the time of the tries, the last one is at its end', async () => {
    await made();
    const error = avatarError('server-error', {status: 503, retryAfterMs: 3_600_000});
    stopErrors = [error, error];
    void remote.release();
    await clock.tickAsync(DEFAULT_TIMEOUTS.stopRetry - 1);
    assert.equal(stops, 1);
    assert.isFalse(isSettled);
    await clock.tickAsync(1);
    assert.equal(stops, 2);
    assert.isTrue(isSettled);
    assert.equal(clock.countTimers(), 0);
  });

  test('the pause that the server asks for is kept', async () => {
    await made();
    stopErrors = [avatarError('server-error', {status: 503, retryAfterMs: 4_000})];
    void remote.release();
    await clock.tickAsync(3_999);
    assert.equal(stops, 1);
    await clock.tickAsync(1);
    assert.equal(stops, 2);
    assert.isTrue(isSettled);
  });

  test('release itself waits no longer than its limit for that', async () => {
    await made();
    stopErrors = Array.from({length: 9}, () => UNREACHABLE);
    let isReremoted = false;
    void remote.release().then(() => (isReremoted = true));
    await clock.tickAsync(DEFAULT_TIMEOUTS.stop);
    assert.isTrue(isReremoted);
    assert.isFalse(isSettled);
  });

  test('it is tried at once when the network is back, and when the page leaves', async () => {
    await made();
    stopErrors = [UNREACHABLE, UNREACHABLE, UNREACHABLE];
    void remote.release();
    await clock.tickAsync(0);
    dispatchEvent(new Event('online'));
    await clock.tickAsync(0);
    assert.equal(stops, 2);
    void remote.release({isLeaving: true});
    assert.equal(stops, 3);
  });

  test('another call of stop sends it at once', async () => {
    await made();
    stopErrors = [UNREACHABLE, UNREACHABLE];
    void remote.release();
    await clock.tickAsync(0);
    void remote.release();
    await clock.tickAsync(0);
    assert.equal(stops, 2);
    void remote.release();
    await clock.tickAsync(0);
    assert.equal(stops, 3);
    assert.isTrue(isSettled);
    assert.equal(clock.countTimers(), 0);
  });

  test('one that is refused is not tried again, and none longer than the server keeps a session', async () => {
    await made();
    stopErrors = [avatarError('unauthorized', {status: 401})];
    await remote.release();
    await clock.tickAsync(DEFAULT_TIMEOUTS.stopRetry);
    assert.equal(stops, 1);

    creation = Promise.withResolvers();
    await made();
    stopErrors = Array.from({length: 99}, () => UNREACHABLE);
    void remote.release();
    await clock.tickAsync(DEFAULT_TIMEOUTS.stopRetry);
    assert.isTrue(isSettled);
    assert.equal(clock.countTimers(), 0);
  });
});
