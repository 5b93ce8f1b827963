import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {HeldButton} from '../../src/ui/state/held-button.js';

const speechStart = new Event('avatar-speechstart');
const BOX = {left: 100, right: 300, top: 500, bottom: 564} as DOMRect;
const at = (clientX: number, clientY: number) => ({clientX, clientY}) as PointerEvent;

function heldButton() {
  const calls: string[] = [];
  const call = (name: string) => async () => void calls.push(name);
  const host = {
    requestUpdate() {},
    startPushToTalk: call('start'),
    stopPushToTalk: call('stop'),
    interrupt: call('interrupt'),
  };
  const button = new HeldButton(host, (_, work) => work().then(() => true));
  return {button, calls};
}

suite('the push-to-talk button', () => {
  teardown(() => sinon.restore());

  for (const [x, y] of [
    [39, 532],
    [361, 532],
    [200, 625],
    [50, 455],
  ] as const) {
    test(`is cancelled on whatever side the visitor slides off: ${x}, ${y}`, () => {
      const {button, calls} = heldButton();
      button.press('pointer');
      button.move(at(x, y), BOX);
      assert.deepEqual([button.held, ...calls], [null, 'start', 'stop']);
    });
  }

  test('is cancelled by sliding off it by more than 60 px, and the avatar does not answer', () => {
    const {button, calls} = heldButton();
    button.press('pointer');
    button.move(at(200, 440), BOX);
    assert.equal(button.held, 'pointer');
    button.move(at(200, 439), BOX);
    assert.equal(button.held, null);
    button.receive(speechStart);
    button.receive(speechStart);
    assert.deepEqual(calls, ['start', 'stop', 'interrupt']);
  });

  for (const [what, by, other, end] of [
    [
      'finger',
      'pointer',
      new PointerEvent('pointerup', {pointerId: 8}),
      new PointerEvent('pointerup', {pointerId: 7}),
    ],
    ['key', 'key', new KeyboardEvent('keyup', {key: 'Shift'}), new KeyboardEvent('keyup', {key: ' '})],
    [
      'Enter key',
      'key',
      new PointerEvent('pointerup', {pointerId: 7}),
      new KeyboardEvent('keyup', {key: 'Enter'}),
    ],
  ] as const) {
    test(`is let go with the ${what} that holds it, wherever that is, and once`, () => {
      const {button, calls} = heldButton();
      button.press(by, 7);
      document.dispatchEvent(other);
      assert.equal(button.held, by);
      document.dispatchEvent(end);
      assert.equal(button.held, null);
      document.dispatchEvent(end);
      assert.deepEqual(calls, ['start', 'stop']);
    });
  }

  test('is let go with another window, which gets the end of the key press', () => {
    const {button, calls} = heldButton();
    button.press('key');
    document.dispatchEvent(new Event('blur'));
    assert.equal(button.held, 'key', 'something of the page has lost the focus');
    globalThis.dispatchEvent(new Event('blur'));
    globalThis.dispatchEvent(new Event('blur'));
    assert.equal(button.held, null);
    assert.deepEqual(calls, ['start', 'stop']);
  });

  test('stays held by a pointer, whose end always comes here, where another window gets the focus', () => {
    const {button} = heldButton();
    button.press('pointer', 7);
    globalThis.dispatchEvent(new Event('blur'));
    assert.equal(button.held, 'pointer');
    button.release();
  });

  for (const by of ['pointer', 'key'] as const) {
    test(`is let go with another tab, which gets the end of the press: ${by}`, () => {
      const {button, calls} = heldButton();
      button.press(by, 7);
      document.dispatchEvent(new Event('visibilitychange'));
      document.dispatchEvent(new Event('visibilitychange'));
      assert.equal(button.held, null);
      assert.deepEqual(calls, ['start', 'stop']);
    });
  }

  test('is let go at the end of the conversation', () => {
    const {button, calls} = heldButton();
    button.press('pointer', 7);
    button.receive(new Event('avatar-end'));
    assert.equal(button.held, null);
    assert.deepEqual(calls, ['start', 'stop']);
  });

  for (const [what, act] of [
    ['was released', ({button}: ReturnType<typeof heldButton>) => button.release()],
    [
      'was cancelled before another question',
      ({button}: ReturnType<typeof heldButton>) => {
        button.cancel();
        button.expectAnswer();
      },
    ],
    [
      'was cancelled long ago',
      ({button}: ReturnType<typeof heldButton>) => {
        button.cancel();
        sinon.useFakeTimers({toFake: ['Date'], now: Date.now() + 10_001});
      },
    ],
  ] as const) {
    test(`lets the avatar speak where it ${what}`, () => {
      const stage = heldButton();
      stage.button.press('key');
      act(stage);
      stage.button.receive(speechStart);
      assert.deepEqual(stage.calls, ['start', 'stop']);
    });
  }
});
