import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {AvatarError} from '../../../src/session/errors/avatar-error.js';
import {avatarError} from '../../../src/session/errors/make-error.js';
import {post, retryAfterMs, retrying} from '../../../src/session/util/http.js';
import {rejection} from '../../support/waiting.js';

suite('post', () => {
  const {fetch} = globalThis;
  teardown(() => (globalThis.fetch = fetch));

  const cause = new TypeError('Failed to fetch');
  const internal = avatarError('internal');
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const {signal} = new AbortController();
  const failure = (body: unknown, error: unknown) => {
    globalThis.fetch = () => Promise.reject(error);
    return rejection(post('https://shop.example/token', {body, signal}, 'token-unreachable'));
  };

  test('a network that fails is told as such, with its cause', async () => {
    assert.include(await failure({}, cause), {code: 'token-unreachable', cause});
  });

  for (const [what, body, error] of [
    ['an error of the sandbox', {}, internal],
    ['a body that refers to itself', circular, cause],
    ['a body with a number that JSON has no form for', {voice: 1n}, cause],
  ] as const) {
    test(`an exception of our own is not told as a network that fails: ${what}`, async () => {
      assert.notPropertyVal(await failure(body, error), 'code', 'token-unreachable');
    });
  }
});

suite('retrying', () => {
  let clock: sinon.SinonFakeTimers;
  setup(() => (clock = sinon.useFakeTimers()));
  teardown(() => clock.restore());

  const never = new AbortController().signal;

  /** A call that fails with each of the errors in turn and then succeeds. */
  const failing = (...errors: AvatarError[]) => {
    const call = sinon.stub();
    errors.forEach((error, index) => call.onCall(index).rejects(error));
    call.resolves('done');
    return call as sinon.SinonStub<[], Promise<string>>;
  };
  const busy = (options = {}) => avatarError('rate-limited', {status: 429, ...options});
  const broken = () => avatarError('server-error', {status: 503});

  test('429 and 5xx are tried again, each after a longer wait', async () => {
    const call = failing(busy(), broken());
    const result = retrying(never, call);
    await clock.tickAsync(299);
    assert.equal(call.callCount, 1);
    await clock.tickAsync(1);
    assert.equal(call.callCount, 2);
    await clock.tickAsync(1000);
    assert.equal(await result, 'done');
  });

  test('Retry-After is waited for', async () => {
    const call = failing(busy({retryAfterMs: 4000}));
    const result = retrying(never, call);
    await clock.tickAsync(3999);
    assert.equal(call.callCount, 1);
    await clock.tickAsync(1);
    assert.equal(await result, 'done');
  });

  for (const [name, error] of [
    ['a Retry-After beyond ten seconds', busy({retryAfterMs: 10_001})],
    ['an error that will not pass', avatarError('unauthorized', {status: 401})],
    ['a lost network', avatarError('unreachable')],
  ] as const) {
    test(`${name} is not tried again`, async () => {
      const call = failing(error);
      const thrown = await retrying(never, call).catch((caught: unknown) => caught);
      assert.equal(thrown, error);
      assert.equal(call.callCount, 1);
    });
  }

  test('the third failure is the caller’s', async () => {
    const last = broken();
    const call = failing(broken(), broken(), last);
    const result = retrying(never, call).catch((caught: unknown) => caught);
    await clock.tickAsync(5000);
    assert.equal(await result, last);
  });

  test('an abort ends the wait', async () => {
    const controller = new AbortController();
    const call = failing(busy());
    const result = retrying(controller.signal, call).catch((caught: unknown) => caught);
    await clock.tickAsync(10);
    controller.abort('enough');
    assert.equal(await result, 'enough');
    assert.equal(clock.countTimers(), 0);
  });
});

suite('retryAfterMs', () => {
  test('reads seconds and dates, and nothing else', () => {
    const now = Date.parse('2026-11-23T10:00:00Z');
    assert.equal(retryAfterMs('3', now), 3000);
    assert.equal(retryAfterMs('Mon, 23 Nov 2026 10:00:05 GMT', now), 5000);
    assert.equal(retryAfterMs('Mon, 23 Nov 2026 09:00:00 GMT', now), 0);
    assert.isUndefined(retryAfterMs('soon', now));
    assert.isUndefined(retryAfterMs(null, now));
  });
});
