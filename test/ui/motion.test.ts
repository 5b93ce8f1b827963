import {assert} from '@open-wc/testing';
import {emulateMedia, sendKeys, sendMouse} from '@web/test-runner-commands';
import {nextEvent, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
const root = () => stage.element.shadowRoot as ShadowRoot;

/** What moves at this moment: each animated property, with its seconds. */
function moving(): Map<string, number> {
  const found = new Map<string, number>();
  for (const {effect} of root().getAnimations()) {
    const {duration, iterations} = effect?.getTiming() ?? {};
    const ms = iterations === Infinity ? 0 : Number(duration);
    for (const frame of (effect as KeyframeEffect).getKeyframes()) {
      for (const name of Object.keys(frame)) {
        if (!['offset', 'computedOffset', 'easing', 'composite'].includes(name)) found.set(name, ms);
      }
    }
  }
  return found;
}

/** Opens the conversation and sends a text; returns what has moved in it. */
async function send(): Promise<Map<string, number>> {
  await stage.live({chat: '', controls: ''});
  stage.sandbox.hold('task');
  await stage.click('text');
  const opened = moving();
  (stage.part('message-box') as HTMLTextAreaElement).value = 'Hello';
  await stage.click('send');
  const sent = moving();
  await until(() => stage.part('thinking') !== null);
  return new Map([...opened, ...sent, ...moving()]);
}

suite('motion', () => {
  teardown(async () => {
    await emulateMedia({reducedMotion: 'no-preference'});
    await stage.close();
  });

  test('what is sent rises within 160 ms', async () => {
    assert.equal((await send()).get('translate'), 160);
  });

  test('for a visitor who wants less of it, nothing moves, and what fades does so within 80 ms', async () => {
    await emulateMedia({reducedMotion: 'reduce'});
    const all = await send();
    assert.deepEqual([...all.keys()], ['opacity']);
    assert.isAtMost(Math.max(...all.values()), 80);
  });
});

suite('the ring of the focus', () => {
  teardown(() => stage.close());

  test('comes with the keyboard alone; after a start by pointer the focus stays, after one by key it moves on', async () => {
    await stage.open({chat: '', controls: ''});
    const {x, y, width, height} = stage.box('start-button');
    const ring = () => getComputedStyle(root().activeElement as Element).outlineStyle;
    const live = nextEvent(stage.element, 'avatar-playing');
    await sendMouse({
      type: 'click',
      position: [Math.round(x + width / 2), Math.round(y + height / 2)],
    });
    await live;
    await until(() => stage.part('composer') !== null);
    await stage.element.updateComplete;
    assert.equal(stage.focused, 'frame');
    assert.equal(ring(), 'none');
    stage.part('message-box')?.focus();
    stage.part('stop')?.focus(); // after a text box, the browser draws a ring
    assert.equal(ring(), 'none');
    await sendKeys({press: 'ArrowUp'});
    assert.equal(ring(), 'solid');
    const ended = nextEvent(stage.element, 'avatar-end');
    await sendKeys({press: 'Enter'});
    await ended;
    await until(() => stage.focused === 'restart');
    assert.equal(ring(), 'solid');
  });
});
