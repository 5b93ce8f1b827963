import {assert} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
const KEY_EVENTS = ['keydown', 'keypress', 'keyup'];
const EDIT_EVENTS = ['compositionstart', 'compositionupdate', 'compositionend', 'paste'];

/** What the page's hotkeys hear. */
let heard: string[];
const listen = (event: Event) => heard.push(event instanceof KeyboardEvent ? event.key : event.type);

setup(async () => {
  heard = [];
  for (const type of [...KEY_EVENTS, ...EDIT_EVENTS]) document.addEventListener(type, listen);
  await stage.live({chat: '', controls: ''});
});

teardown(async () => {
  for (const type of [...KEY_EVENTS, ...EDIT_EVENTS]) document.removeEventListener(type, listen);
  await stage.close();
});

/** Presses and releases a key on a part. */
function press(part: string, key: string, init: KeyboardEventInit = {}): void {
  for (const type of ['keydown', 'keyup']) {
    const event = new KeyboardEvent(type, {key, bubbles: true, composed: true, ...init});
    (stage.part(part) as HTMLElement).dispatchEvent(event);
  }
}

suite('the page’s hotkeys', () => {
  test('do not hear what the visitor types', async () => {
    const field = stage.part('message-box') as HTMLTextAreaElement;
    field.focus();
    await sendKeys({type: 's/j? k'});
    assert.equal(field.value, 's/j? k');
    for (const key of ['Backspace', 'ArrowLeft', 'Home', 'Dead']) press('message-box', key);
    press('message-box', 'Process', {isComposing: true});
    const altGr = {ctrlKey: true, altKey: true, modifierAltGraph: true};
    const hasAltGr = new KeyboardEvent('keydown', altGr).getModifierState('AltGraph'); // not in WebKit
    if (hasAltGr) press('message-box', '@', altGr);
    for (const type of EDIT_EVENTS) field.dispatchEvent(new Event(type, {bubbles: true, composed: true}));
    assert.deepEqual(heard, []);
  });

  test('do not hear the keys that a control uses', () => {
    for (const key of [' ', 'Enter']) press('mute', key);
    for (const key of ['ArrowLeft', 'ArrowUp', 'End']) press('volume', key);
    assert.deepEqual(heard, []);
  });

  test('do not hear the keys that scroll the transcript', async () => {
    await stage.click('text');
    for (const key of [' ', 'ArrowDown', 'PageUp']) press('log', key);
    assert.deepEqual(heard, []);
  });

  test('hear all other keys, and combinations', async () => {
    for (const key of ['Escape', 'Tab', 'F1']) press('message-box', key);
    press('message-box', 'k', {ctrlKey: true});
    press('message-box', 'k', {metaKey: true});
    press('mute', 'm');
    press('volume', ' ');
    const expected = ['Escape', 'Tab', 'F1', 'k', 'k', 'm', ' '];
    assert.deepEqual(
      heard,
      expected.flatMap((key) => [key, key]),
    );
  });

  test('hear what the visitor types in the page’s own content', async () => {
    stage.element.innerHTML = '<div slot="ended"><input></div>';
    await stage.element.stop();
    await until(() => stage.part('message') !== null);
    stage.element.querySelector('input')?.focus();
    await sendKeys({type: 'a'});
    assert.include(heard, 'a');
  });
});
