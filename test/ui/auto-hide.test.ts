import {assert} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import sinon from 'sinon';
import {nextEvent, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();

teardown(() => stage.close());

const stopStyle = () => getComputedStyle(stage.part('stop') as HTMLElement);

/** Lets the time pass after which the controls hide. */
async function waitForHiding(): Promise<void> {
  const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true});
  stage.element.dispatchEvent(new Event('pointermove'));
  clock.tick(3_500);
  clock.restore();
  await stage.settled();
}

async function startByMouse(): Promise<void> {
  const live = nextEvent(stage.element, 'avatar-playing');
  const {x, y, width, height} = stage.box('start-button');
  await sendMouse({
    type: 'click',
    position: [Math.round(x + width / 2), Math.round(y + height / 2)],
  });
  await live;
  await stage.element.updateComplete;
}

/** In a headless Firefox, Tab reaches the page in another way. */
const chromiumTest = navigator.userAgent.includes('Firefox') ? test.skip : test;

/** A page that gives the avatar so little height that the controls lie on the picture. */
const LOW = {style: 'block-size: 200px'};

suite('controls that hide', () => {
  test('they never do under the picture, and nothing is drawn for it', async () => {
    await stage.live({controls: ''});
    await until(() => stage.part('menu') !== null);
    await stage.settled();
    const renders = sinon.spy(stage.element as unknown as {render(): unknown}, 'render');
    await waitForHiding();
    assert.equal(stopStyle().opacity, '1');
    assert.equal(renders.callCount, 0);
  });

  for (const attributes of [{controls: ''}, {controls: '', chat: ''}] as Record<string, string>[]) {
    test(`after a click on start they hide once the visitor touches nothing: ${Object.keys(attributes).join()}`, async () => {
      await stage.open({...attributes, ...LOW});
      await startByMouse();
      assert.equal(stopStyle().opacity, '1');
      await waitForHiding();
      assert.equal(stopStyle().opacity, '0');
      if ('chat' in attributes) {
        assert.equal(getComputedStyle(stage.part('composer') as HTMLElement).opacity, '1');
      }
    });
  }

  for (const sign of ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin']) {
    test(`they return at ${sign}`, async () => {
      await stage.live({controls: '', ...LOW});
      await waitForHiding();
      assert.equal(stopStyle().opacity, '0');
      stage.element.dispatchEvent(new Event(sign));
      await stage.settled();
      assert.equal(stopStyle().opacity, '1');
    });
  }

  test('a mouse that rests does not bring them back, though Safari sends moves; one that moves does', async () => {
    await stage.live({controls: '', ...LOW});
    const move = async (screenX: number) => {
      stage.element.dispatchEvent(new PointerEvent('pointermove', {screenX, screenY: 9}));
      await stage.settled();
      return stopStyle().opacity;
    };
    await waitForHiding();
    assert.deepEqual([await move(5), await move(5), await move(6)], ['0', '0', '1']);
  });

  test('the press that brings them back does nothing else; the next one does', async () => {
    await stage.live({controls: '', ...LOW});
    await waitForHiding();
    const stop = stage.part('stop') as HTMLElement;
    const {x, y, width, height} = stop.getBoundingClientRect();
    const hit = stage.element.shadowRoot?.elementFromPoint(x + width / 2, y + height / 2);
    assert.isFalse(hit === stop || stop.contains(hit ?? null));
    const tap = async (pressed: EventTarget) => {
      pressed.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, composed: true}));
      await stage.settled();
      // For the click, the browser looks again for what is under the finger: now it is the button.
      stop.dispatchEvent(
        new MouseEvent('click', {bubbles: true, composed: true, cancelable: true, detail: 1}),
      );
    };
    await tap(stage.part('stage') as HTMLElement);
    assert.equal(stage.element.state, 'live');
    const ended = nextEvent(stage.element, 'avatar-end');
    await tap(stop);
    await ended;
  });

  chromiumTest('a visitor with a keyboard always sees the control that has the focus', async () => {
    await stage.open(LOW);
    const live = nextEvent(stage.element, 'avatar-playing');
    await sendKeys({press: 'Tab'});
    await sendKeys({press: 'Enter'});
    await live;
    await until(() => stage.focused === 'frame');
    while (stage.focused !== 'stop') await sendKeys({press: 'Tab'});
    await waitForHiding();
    assert.equal(stopStyle().opacity, '1');
  });
});
