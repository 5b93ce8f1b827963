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
    startPushToTalk: call('start'),
    stopPushToTalk: call('stop'),
    interrupt: call('interrupt'),
  };
  const button = new HeldButton(host, (_, work) => work().then(() => true));
  return {button, calls};
}

suite('the push-to-talk button', () => {
  teardown(() => sinon.restore());

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
