import {assert} from '@open-wc/testing';
import {render} from 'lit';
import {HeldButton} from '../../src/ui/state/held-button.js';
import type {PanelState} from '../../src/ui/state/panel-state.js';
import {microphoneView} from '../../src/ui/views/microphone-view.js';

let bar: HTMLButtonElement;
let calls: string[];
let button: HeldButton;

/** Draws the bar, 200 by 60 pixels, without an avatar. What the visitor does with it is in `calls`. */
function draw(): void {
  const host = {pushToTalk: true, chat: false, requestUpdate: draw};
  const state = {host, button, session: {microphoneAsking: false}, words: {text: (key: string) => key}};
  render(microphoneView(state as unknown as PanelState), document.body);
  bar = document.querySelector('button.hold') as HTMLButtonElement;
}

const at = (type: string, x: number, y: number, which = 0) => {
  const {left, top} = bar.getBoundingClientRect();
  bar.dispatchEvent(new PointerEvent(type, {clientX: left + x, clientY: top + y, button: which}));
};
const key = (type: string, name: string, repeat = false) => {
  const event = new KeyboardEvent(type, {key: name, repeat, cancelable: true});
  bar.dispatchEvent(event);
  return event;
};

suite('the push-to-talk bar', () => {
  setup(() => {
    calls = [];
    const call = (name: string) => () => Promise.resolve(void calls.push(name));
    const host = {
      requestUpdate: draw,
      startPushToTalk: call('start'),
      stopPushToTalk: call('stop'),
      interrupt: call('interrupt'),
    };
    button = new HeldButton(host, (_, work) => work().then(() => true));
    draw();
    bar.style.cssText = 'position: fixed; inset: 100px auto auto 100px; inline-size: 200px; block-size: 60px';
    bar.setPointerCapture = (id) => void calls.push(`captured ${id}`); // no pointer of a browser is down
  });
  teardown(() => {
    render('', document.body);
  });

  for (const name of [' ', 'Enter']) {
    test(`is held by a key: ${JSON.stringify(name)}`, () => {
      assert.isTrue(key('keydown', name).defaultPrevented);
      key('keydown', name, true);
      assert.deepEqual(calls, ['start']);
      assert.isNull(bar.querySelector('[part=slide-hint]'), 'no pointer can slide off');
      at('pointermove', 500, 500);
      assert.equal(button.held, 'key');
      assert.isTrue(key('keyup', name).defaultPrevented, 'the browser makes no click of it');
      assert.deepEqual(calls, ['start', 'stop']);
    });
  }

  test('no other key holds it', () => {
    assert.isFalse(key('keydown', 'Tab').defaultPrevented);
    assert.deepEqual(calls, []);
  });

  test('is held by a pointer, which is captured; sliding off by 60 pixels cancels', () => {
    at('pointerdown', 10, 10);
    assert.deepEqual(calls, ['captured 0', 'start']);
    assert.isNotNull(bar.querySelector('[part=slide-hint]'));
    at('pointermove', 10, -60);
    assert.equal(button.held, 'pointer');
    at('pointermove', 10, -61);
    assert.equal(button.held, null);
    assert.isNull(bar.querySelector('[part=slide-hint]'));
    button.receive(new Event('avatar-speechstart'));
    bar.dispatchEvent(new Event('lostpointercapture'));
    assert.deepEqual(calls.slice(2), ['stop', 'interrupt']);
  });

  for (const end of ['lostpointercapture', 'blur']) {
    test(`is released, once, by ${end}`, () => {
      at('pointerdown', 10, 10);
      bar.dispatchEvent(new Event(end));
      assert.equal(button.held, null);
      bar.dispatchEvent(new Event('blur'));
      button.receive(new Event('avatar-speechstart'));
      assert.deepEqual(calls.slice(1), ['start', 'stop']);
    });
  }

  test('the second button of a mouse does nothing', () => {
    at('pointerdown', 10, 10, 2);
    assert.deepEqual(calls, []);
  });
});
