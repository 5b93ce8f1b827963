import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {AvatarError, HeygenAvatarElement} from '../../src/index.js';
import {nextEvent, rejection, until} from '../support/waiting.js';
import {sandbox, place, live, calls, useSandbox} from '../support/test-elements.js';

useSandbox();

/** Every method that the built manifest promises. */
async function publicMethods(): Promise<(keyof HeygenAvatarElement)[]> {
  const manifest = (await (await fetch('/dist/custom-elements.json')).json()) as Manifest;
  const element = manifest.modules
    .flatMap(({declarations}) => declarations)
    .find(({tagName}) => tagName === 'heygen-avatar');
  return (element?.members ?? []).filter(({kind}) => kind === 'method').map(({name}) => name);
}

interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly {
      readonly tagName?: string;
      readonly members: readonly {readonly kind: string; readonly name: keyof HeygenAvatarElement}[];
    }[];
  }[];
}

const METHODS = await publicMethods();

suite('<heygen-avatar>: methods', () => {
  test('speak starts a session if there is none, and its task ends', async () => {
    const element = place();
    const task = await element.speak('Hello.');
    assert.equal(element.state, 'live');
    assert.equal(await task.ended, 'finished');
  });

  test('a call without a text that can be said costs nothing, and opens no panel', async () => {
    const element = place({mode: 'floating'});
    for (const text of ['', '  ', undefined, 5, 'x'.repeat(5_001)] as string[]) {
      for (const method of ['speak', 'ask'] as const) {
        assert.propertyVal(await rejection(element[method](text)), 'code', 'bad-text');
      }
    }
    assert.deepEqual([element.state, element.open, element.error], ['idle', false, null]);
    assert.deepEqual(calls(), []);
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
  const NONSENSE: readonly unknown[] = [
    null,
    0,
    NaN,
    '',
    'x',
    [],
    Symbol('x'),
    () => {},
    {signal: null},
    {signal: new AbortController()},
    {type: 'sing', mode: 5},
    new Event('click'),
  ];
  for (const method of METHODS) {
    test(`${method} settles whatever it is called with, and what it fails with says what to do`, async () => {
      for (const element of [place(), await live()]) {
        for (const first of NONSENSE) {
          for (const second of [undefined, ...NONSENSE]) {
            const call = element[method] as (...args: unknown[]) => unknown;
            try {
              await call.call(element, first, second);
            } catch (error) {
              assert.propertyVal(
                error,
                'name',
                'AvatarError',
                `${method}(${String(first)}, ${String(second)}): ${String(error)} ${(error as Error).stack}`,
              );
            }
          }
        }
        await element.stop();
      }
    });
  }
});
