import {assert} from '@open-wc/testing';
import {DesiredMicrophone, type MicrophoneMode} from '../../../src/session/microphone/desired-microphone.js';
import {rejection} from '../../support/waiting.js';
import {microtasks} from './fake-world.js';

/** A reconciler that does nothing by itself. */
class Reconciler {
  isRequested = false;
  fallback: MicrophoneMode = 'closed';
  readonly seen: string[] = [];
  readonly #desired: DesiredMicrophone;

  constructor(desired: DesiredMicrophone) {
    this.#desired = desired;
    desired.reconciler = this;
  }

  reconcile(): void {
    this.seen.push(this.#desired.mode);
  }
}

/** How a promise has settled by now. */
async function outcome(promise: Promise<void>): Promise<unknown> {
  const pending = microtasks(9).then(() => 'pending');
  return Promise.race([promise.then(() => 'reached').catch((error: unknown) => error), pending]);
}

const isAbort = (thrown: unknown) => thrown instanceof DOMException && thrown.name === 'AbortError';

suite('DesiredMicrophone', () => {
  let desired: DesiredMicrophone;

  setup(() => {
    desired = new DesiredMicrophone();
  });

  test('is set at once, before any code is loaded', () => {
    assert.equal(desired.mode, 'closed');
    void desired.want('open', {deviceId: 'one'});
    assert.deepEqual([desired.mode, desired.deviceId], ['open', 'one']);
    desired.muted = true;
    assert.isTrue(desired.muted);
  });

  test('a press that is let go before there is a session leaves nothing to open, and resolves', async () => {
    const pressed = desired.want('held');
    const released = desired.want('released');
    assert.equal(desired.mode, 'closed');
    assert.equal(await outcome(pressed), 'reached');
    assert.equal(await outcome(released), 'reached');
  });

  test('a microphone that is stopped before there is a session rejects with an AbortError', async () => {
    const opened = rejection(desired.want('open'));
    await desired.want('closed');
    assert.equal(desired.mode, 'closed');
    assert.isTrue(isAbort(await opened));
  });

  test('a press that is stopped rejects with an AbortError', async () => {
    const pressed = rejection(desired.want('held'));
    await desired.want('closed');
    assert.isTrue(isAbort(await pressed));
  });

  test('a microphone that the page has opened stays so where a button is let go', async () => {
    const opened = desired.want('open');
    void desired.want('held');
    await desired.want('released');
    assert.equal(desired.mode, 'released');
    assert.equal(await outcome(opened), 'pending');
    desired.settle(['open']);
    assert.equal(await outcome(opened), 'reached');
  });

  test('a button that is let go while the browser asks the visitor waits for their answer', async () => {
    const reconciler = new Reconciler(desired);
    const pressed = desired.want('held');
    reconciler.isRequested = true;
    void desired.want('released');
    assert.equal(desired.mode, 'released');
    assert.equal(await outcome(pressed), 'pending');
    const error = new Error('refused');
    desired.fail(['open', 'held'], error);
    assert.equal(await outcome(pressed), error);
    assert.equal(desired.mode, 'closed');
  });

  test('an aborted signal sets nothing, and rejects with its reason', async () => {
    assert.equal(await rejection(desired.want('open', {signal: AbortSignal.abort('enough')})), 'enough');
    assert.equal(desired.mode, 'closed');
  });

  test('a signal that aborts takes the wish back', async () => {
    const controller = new AbortController();
    const opened = rejection(desired.want('open', {signal: controller.signal}));
    const reconciler = new Reconciler(desired);
    controller.abort('enough');
    assert.equal(await opened, 'enough');
    assert.equal(desired.mode, 'closed');
    assert.deepEqual(reconciler.seen, ['closed']);
  });

  test('a signal that aborts leaves the wish of another caller', async () => {
    const controller = new AbortController();
    const first = desired.want('open');
    const second = rejection(desired.want('open', {signal: controller.signal}));
    controller.abort('enough');
    assert.equal(await second, 'enough');
    assert.equal(desired.mode, 'open');
    assert.equal(await outcome(first), 'pending');
  });

  test('a press that is given up leaves the open wish of another caller, and is silent', async () => {
    const controller = new AbortController();
    const opened = desired.want('open');
    const pressed = rejection(desired.want('held', {signal: controller.signal}));
    controller.abort('enough');
    assert.equal(await pressed, 'enough');
    assert.equal(desired.mode, 'released');
    assert.equal(await outcome(opened), 'pending');
  });

  test('a signal that aborts later has no effect', async () => {
    const controller = new AbortController();
    const opened = desired.want('open', {signal: controller.signal});
    const reconciler = new Reconciler(desired);
    reconciler.fallback = 'released';
    desired.settle(['open']);
    await opened;
    controller.abort();
    assert.equal(desired.mode, 'open');
  });

  for (const fallback of ['closed', 'open', 'released'] as const) {
    test(`a wish that fails leaves what there is: ${fallback}`, async () => {
      const reconciler = new Reconciler(desired);
      const opened = rejection(desired.want('open', {deviceId: 'other'}));
      reconciler.fallback = fallback;
      const error = new Error('missing');
      desired.fail(['open', 'held'], error);
      assert.equal(await opened, error);
      assert.deepEqual([desired.mode, desired.deviceId], [fallback, undefined]);
      assert.deepEqual(reconciler.seen, ['open', fallback]);
    });
  }

  test('a press or a call without a device keeps the device, a stop forgets it', () => {
    void desired.want('open', {deviceId: 'one'});
    void desired.want('open');
    void desired.want('held');
    assert.equal(desired.deviceId, 'one');
    desired.settle(['open', 'held']);
    void desired.want('closed');
    void desired.want('open');
    assert.isUndefined(desired.deviceId);
  });

  test('a press lifts the mute that was set before it, until it is over', () => {
    desired.muted = true;
    void desired.want('held');
    assert.isFalse(desired.isMuteInForce);
    assert.isTrue(desired.muted);
    void desired.want('released');
    void desired.want('open');
    assert.isTrue(desired.isMuteInForce);
  });

  test('a mute that is set during a press silences it', () => {
    desired.muted = true;
    void desired.want('held');
    desired.muted = true;
    assert.isTrue(desired.isMuteInForce);
  });

  test('knows that the session must hear, also where the wish is over before there is one', () => {
    assert.isFalse(desired.wasWanted);
    void desired.want('held');
    void desired.want('released');
    assert.isTrue(desired.wasWanted);
  });

  suite('with a start of a session', () => {
    test('settles once the start has: a press that is over', async () => {
      const {promise, resolve} = Promise.withResolvers<void>();
      const pressed = desired.want('held', {}, () => promise);
      await desired.want('released');
      assert.equal(await outcome(pressed), 'pending');
      resolve();
      assert.equal(await outcome(pressed), 'reached');
    });

    test('settles once the start has: a microphone that was stopped', async () => {
      const {promise, resolve} = Promise.withResolvers<void>();
      const opened = desired.want('open', {}, () => promise);
      await desired.want('closed');
      assert.equal(await outcome(opened), 'pending');
      resolve();
      assert.isTrue(isAbort(await outcome(opened)));
    });

    test('the state is set before the start is called', () => {
      let mode: MicrophoneMode | undefined;
      void desired.want('open', {}, async () => void (mode = desired.mode));
      assert.equal(mode, 'open');
    });

    test('a start that fails takes the wish of its caller back, and not that of another', async () => {
      const error = new Error('load-failed');
      const first = desired.want('open', {}, () => Promise.reject(error));
      const second = desired.want('open');
      assert.equal(await rejection(first), error);
      assert.equal(desired.mode, 'open');
      assert.equal(await outcome(second), 'pending');
      await desired.want('closed').catch(() => {});
      assert.isTrue(isAbort(await rejection(second)));
      assert.equal(await rejection(desired.want('held', {}, () => Promise.reject(error))), error);
      assert.equal(desired.mode, 'closed');
    });

    test('a start that fails later leaves a wish that was reached', async () => {
      const reconciler = new Reconciler(desired);
      const {promise, reject} = Promise.withResolvers<void>();
      const opened = rejection(desired.want('open', {}, () => promise));
      desired.settle(['open']);
      reject(new Error('late'));
      await opened;
      assert.equal(desired.mode, 'open');
      assert.deepEqual(reconciler.seen, ['open']);
    });
  });
});
