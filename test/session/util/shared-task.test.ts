import {assert} from '@open-wc/testing';
import {SharedTask} from '../../../src/session/util/shared-task.js';

const outcome = (promise: Promise<void>) =>
  promise.then(
    () => 'done',
    (error: unknown) => error,
  );

suite('SharedTask', () => {
  test('all who join it settle as it does', async () => {
    const {promise, resolve, reject} = Promise.withResolvers<void>();
    const task = new SharedTask(() => promise);
    const both = [outcome(task.join(undefined)), outcome(task.join(new AbortController().signal))];
    resolve();
    assert.deepEqual(await Promise.all(both), ['done', 'done']);
    reject(new Error('too late'));
    assert.isFalse(task.isGivenUp);
  });

  test('one who gives up leaves it to the others', async () => {
    const {promise, resolve} = Promise.withResolvers<void>();
    const task = new SharedTask(() => promise);
    const controller = new AbortController();
    const [one, other] = [outcome(task.join(controller.signal)), outcome(task.join(undefined))];
    controller.abort('enough');
    assert.equal(await one, 'enough');
    assert.isFalse(task.isGivenUp);
    resolve();
    assert.equal(await other, 'done');
  });

  test('is given up when the last one gives up, with their reason', async () => {
    const task = new SharedTask(() => new Promise(() => {}));
    const controllers = [new AbortController(), new AbortController()];
    const all = controllers.map(({signal}) => outcome(task.join(signal)));
    for (const [number, controller] of controllers.entries()) controller.abort(`reason ${number}`);
    assert.deepEqual(await Promise.all(all), ['reason 0', 'reason 1']);
    assert.isTrue(task.isGivenUp);
    assert.equal(task.signal.reason, 'reason 1');
  });

  test('a signal that has aborted before is not waited with', async () => {
    const task = new SharedTask(() => new Promise(() => {}));
    assert.equal(await outcome(task.join(AbortSignal.abort('before'))), 'before');
    assert.isTrue(task.isGivenUp);
  });
});
