import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {AvatarError} from '../../src/index.js';
import {nextEvent, rejection, until} from '../support/waiting.js';
import {sandbox, place, live, calls, useSandbox} from '../support/test-elements.js';

useSandbox();

suite('<heygen-avatar>: methods', () => {
  test('speak starts a session if there is none, and its task ends', async () => {
    const element = place();
    const task = await element.speak('Hello.');
    assert.equal(element.state, 'live');
    assert.equal(await task.ended, 'finished');
  });

  test('chat is a task of type chat', async () => {
    const element = await live();
    await element.ask('Who are you?', {mode: 'async'});
    const {body} = sandbox.requests.at(-1) ?? {};
    assert.equal(body?.['task_type'], 'chat');
    assert.equal(body?.['task_mode'], 'async');
  });

  test('speaking shows as a property and a CSS state', async () => {
    const element = await live();
    const started = nextEvent(element, 'avatar-speechstart');
    const task = await element.speak('Hello.');
    await started;
    assert.isTrue(element.speaking);
    assert.isTrue(element.matches(':state(speaking)'));
    await task.ended;
    assert.isFalse(element.matches(':state(speaking)'));
  });

  test('a call that takes something away has no effect without a session, the others say that there is none', async () => {
    const element = place();
    for (const method of ['interrupt', 'stopListening', 'stopMicrophone', 'stopPushToTalk'] as const) {
      await element[method]();
    }
    for (const method of ['keepAlive', 'startListening', 'sendUserActivity'] as const) {
      assert.equal(((await rejection(element[method]())) as AvatarError).code, 'not-live');
    }
    assert.equal(((await rejection(element.sendContext('x'))) as AvatarError).code, 'not-live');
    await element.stop();
    assert.equal(element.state, 'idle');
  });

  test('the methods reach their endpoints', async () => {
    const element = await live();
    const {length} = calls();
    await element.interrupt();
    await element.keepAlive();
    await element.startListening();
    await element.stopListening();
    assert.deepEqual(calls().slice(length), ['interrupt', 'keep_alive', 'start_listening', 'stop_listening']);
  });

  test('an unseen page is not kept alive', async () => {
    const visibility = sinon.stub(document, 'visibilityState').value('hidden');
    const clock = sinon.useFakeTimers({toFake: ['setInterval', 'clearInterval'], shouldAdvanceTime: true});
    try {
      await live({'activity-idle-timeout': '30'});
      clock.tick(30_000);
      assert.notInclude(calls(), 'keep_alive');
      visibility.value('visible');
      document.dispatchEvent(new Event('visibilitychange'));
      clock.tick(10_000);
      await until(() => calls().includes('keep_alive'));
    } finally {
      clock.restore();
      visibility.restore();
    }
  });

  test('no-keep-alive leaves the session to its idle time', async () => {
    const clock = sinon.useFakeTimers({toFake: ['setInterval', 'clearInterval'], shouldAdvanceTime: true});
    try {
      const element = await live({'activity-idle-timeout': '30', 'no-keep-alive': ''});
      clock.tick(30_000);
      await element.keepAlive();
      assert.equal(calls().filter((each) => each === 'keep_alive').length, 1);
    } finally {
      clock.restore();
    }
  });
});
