import {assert} from '@open-wc/testing';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import {StartPermission} from '../../src/runtime/start-permission.js';
import type {AvatarError} from '../../src/session/errors/avatar-error.js';
import type {AvatarBeforeStartEvent} from '../../src/session/events.js';
import {rejection} from '../support/waiting.js';

suite('StartPermission', () => {
  let page: EventTarget;
  let permission: StartPermission;
  /** What `isHeld` was at each update. */
  let held: boolean[];
  let clock: SinonFakeTimers | undefined;

  setup(() => {
    page = new EventTarget();
    held = [];
    permission = new StartPermission({
      deliver: (event) => page.dispatchEvent(event),
      requestUpdate: () => held.push(permission.isHeld),
    });
  });
  teardown(() => clock?.restore());

  /** The page's listener. */
  const onBeforeStart = (listener: (event: AvatarBeforeStartEvent) => void) =>
    page.addEventListener('avatar-beforestart', (event) => listener(event as AvatarBeforeStartEvent));
  const codeOf = async (promise: Promise<void>) => ((await rejection(promise)) as AvatarError).code;

  test('a page without a listener permits everything', async () => {
    await permission.request('start');
    await permission.request('prefetch');
    assert.deepEqual(held, []);
  });

  test('preventDefault refuses, whatever else is waited for', async () => {
    onBeforeStart((event) => {
      event.waitUntil(Promise.reject(new Error('nobody hears of this one')));
      event.preventDefault();
    });
    assert.equal(await codeOf(permission.request('start')), 'start-refused');
  });

  test('all promises must resolve; a rejected one is the cause of the refusal', async () => {
    const cause = new Error('no subscription');
    const first = Promise.withResolvers<void>();
    onBeforeStart((event) => event.waitUntil(first.promise));
    onBeforeStart((event) => event.waitUntil(Promise.reject(cause)));
    const error = (await rejection(permission.request('start'))) as AvatarError;
    assert.equal(error.code, 'start-refused');
    assert.equal(error.cause, cause);
  });

  for (const [answer, refuses] of [
    [false, true],
    [true, false],
    [undefined, false],
    [0, false],
  ] as const) {
    test(`a promise that resolves with ${answer} ${refuses ? 'refuses' : 'permits'}`, async () => {
      onBeforeStart((event) => event.waitUntil(Promise.resolve(answer)));
      const asked = permission.request('start');
      if (refuses) assert.equal(await codeOf(asked), 'start-refused');
      else await asked;
    });
  }

  test('a page that never decides lets the start fail after ten minutes', async () => {
    clock = useFakeTimers();
    onBeforeStart((event) => event.waitUntil(new Promise(() => {})));
    const failed = rejection(permission.request('start'));
    await clock.tickAsync(399);
    assert.deepEqual(held, []);
    await clock.tickAsync(1);
    assert.deepEqual(held, [true]);
    await clock.tickAsync(600_000);
    const error = (await failed) as AvatarError;
    assert.equal(error.code, 'timeout');
    assert.include(error.message, 'avatar-beforestart');
    assert.deepEqual(held, [true, false]);
    assert.equal(clock.countTimers(), 0);
  });

  test('a start that is given up meanwhile rejects with that reason, and what the page decides later is ignored', async () => {
    const decision = Promise.withResolvers<void>();
    onBeforeStart((event) => event.waitUntil(decision.promise));
    const controller = new AbortController();
    const given = rejection(permission.request('start', controller.signal));
    controller.abort('enough');
    assert.equal(await given, 'enough');
    decision.reject(new Error('too late'));
  });

  test('a listener that gives the start up refuses nothing', async () => {
    const controller = new AbortController();
    onBeforeStart((event) => {
      controller.abort('enough');
      event.preventDefault();
    });
    assert.equal(await rejection(permission.request('start', controller.signal)), 'enough');
  });

  test('waitUntil after the event says that it is too late', async () => {
    let kept: AvatarBeforeStartEvent | undefined;
    onBeforeStart((event) => (kept = event));
    await permission.request('start');
    assert.throws(() => kept?.waitUntil(Promise.resolve()), 'before any await');
  });
});
