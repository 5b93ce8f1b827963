import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import {miniPlayerStyles} from '../../src/ui/mini-player.styles.js';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
let spacer: HTMLElement;

setup(() => {
  spacer = document.createElement('div');
  spacer.style.blockSize = '300vh';
});

teardown(async () => {
  sessionStorage.clear();
  spacer.remove();
  document.documentElement.dir = 'ltr';
  await stage.close();
});

const isMini = () => stage.element.matches(':state(mini)');
const frame = () => stage.box('frame');
/** It glides to its corner. */
const glided = () =>
  Promise.all(
    stage
      .part('frame')
      ?.getAnimations()
      .map(({finished}) => finished) ?? [],
  );

/** A live avatar on a page that is scrolled past it. */
async function scrolledAway(style = ''): Promise<void> {
  await stage.live({'mini-player': '', chat: ''});
  stage.element.style.cssText = style;
  document.body.append(spacer);
  scrollTo(0, 2 * innerHeight);
  await until(isMini);
  await stage.element.updateComplete;
}

suite('the mini player of a live avatar that is scrolled out of view', () => {
  for (const direction of ['ltr', 'rtl']) {
    test(`is in the corner, above the page and upright: ${direction}`, async () => {
      document.documentElement.dir = direction;
      await scrolledAway();
      const {left, right, bottom, width, height} = frame();
      assert.closeTo(innerHeight - bottom, 20, 1);
      const room = document.documentElement.clientWidth;
      assert.closeTo(direction === 'ltr' ? room - right : left, 20, 16);
      assert.closeTo(width / height, 3 / 4, 0.01);
      assert.isBelow(height, innerHeight / 2 + 1);
      assert.equal(width, 168);
      const over = document.createElement('div');
      over.style.cssText = 'position: fixed; inset: 0; z-index: 1000';
      document.body.append(over);
      assert.equal(document.elementFromPoint((left + right) / 2, bottom - height / 2), stage.element);
      over.remove();
    });
  }

  test('is moved to another corner by the arrow keys and by dragging, and stays there for the visit', async () => {
    await scrolledAway();
    const back = stage.part('mini-back') as HTMLElement;
    back.focus({preventScroll: true});
    await sendKeys({press: 'ArrowLeft'});
    await sendKeys({press: 'ArrowUp'});
    await glided();
    assert.deepEqual([frame().left, frame().top], [20, 20]);
    scrollTo(0, 0);
    await until(() => !isMini());
    scrollTo(0, 2 * innerHeight);
    await until(isMini);
    await stage.element.updateComplete;
    assert.deepEqual([frame().left, frame().top], [20, 20]);
    const pressed = sinon.spy(stage.element, 'scrollIntoView');
    await sendMouse({type: 'move', position: [60, 60]});
    await sendMouse({type: 'down'});
    for (const position of [
      [200, 300],
      [300, 500],
    ] as [number, number][]) {
      await sendMouse({type: 'move', position});
    }
    await sendMouse({type: 'up'});
    await glided();
    assert.closeTo(innerHeight - frame().bottom, 20, 1);
    assert.isFalse(pressed.called, 'a drag is no press');
  });

  test('that comes back into the page while it is dragged has its place there', async () => {
    await scrolledAway();
    const {left, top} = frame();
    await sendMouse({type: 'move', position: [Math.round(left + 40), Math.round(top + 40)]});
    await sendMouse({type: 'down'});
    await sendMouse({type: 'move', position: [60, 60]});
    assert.notEqual(frame().left, left);
    scrollTo(0, 0);
    await until(() => !isMini());
    await stage.element.updateComplete;
    await sendMouse({type: 'up'});
    const [inside, outside] = [frame(), stage.element.getBoundingClientRect()];
    assert.deepEqual([inside.left, inside.top], [outside.left, outside.top]);
  });

  test('a single press moves it to the next corner, by pointer and by key', async () => {
    await scrolledAway();
    const scrolled = sinon.spy(stage.element, 'scrollIntoView');
    const move = stage.part('mini-move') as HTMLElement;
    const corners = new Set<string | undefined>();
    for (let count = 0; count < 2; count++) {
      const {x, y, width, height} = move.getBoundingClientRect();
      const position: [number, number] = [Math.round(x + width / 2), Math.round(y + height / 2)];
      await sendMouse({type: 'click', position});
      await glided();
      corners.add(stage.part('frame')?.dataset.corner);
    }
    assert.deepEqual([frame().left, frame().top], [20, 20], 'the opposite corner');
    move.focus({preventScroll: true});
    for (const press of ['Enter', ' ']) {
      await sendKeys({press});
      await glided();
      corners.add(stage.part('frame')?.dataset.corner);
    }
    assert.equal(corners.size, 4);
    assert.equal(stage.part('frame')?.dataset.corner, 'bottom-end', 'once around');
    assert.isTrue(stage.element.shadowRoot?.activeElement === move);
    assert.isFalse(scrolled.called, 'it does not lead back to the avatar');
  });

  test('shows its buttons at the first tap of a finger, which presses none of them, and goes back at the second', async () => {
    await scrolledAway();
    const tap = async (name = 'mini-back') => {
      stage.part(name)?.dispatchEvent(new PointerEvent('pointerdown', {pointerType: 'touch', bubbles: true}));
      await stage.click(name);
      await stage.settled();
    };
    await tap('mini-stop');
    assert.equal(stage.element.state, 'live');
    assert.equal(getComputedStyle(stage.part('mini-stop') as Element).opacity, '1');
    await tap();
    await until(() => !isMini());
  });

  test('a hover shows its buttons where the device can hover: a phone hovers where a finger has tapped last', () => {
    const rules = [...(miniPlayerStyles.styleSheet?.cssRules ?? [])];
    const hovering = rules.filter(({cssText}) => cssText.includes(':hover .mini'));
    assert.lengthOf(hovering, 1);
    assert.match(hovering[0]?.cssText ?? '', /^@media \(hover: ?hover\)/);
  });

  test('scrolls back to the avatar’s place', async () => {
    await scrolledAway();
    stage.part('mini-back')?.click();
    await until(() => !isMini());
    const {top, bottom} = stage.element.getBoundingClientRect();
    assert.isTrue(bottom > 0 && top < innerHeight);
    assert.isNull(stage.part('mini-back'));
  });

  test('stays closed for the session, which goes on', async () => {
    await scrolledAway();
    stage.part('mini-close')?.click();
    await stage.element.updateComplete;
    assert.isFalse(isMini());
    assert.equal(stage.element.state, 'live');
    scrollTo(0, 0);
    await new Promise(requestAnimationFrame);
    scrollTo(0, 2 * innerHeight);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    assert.isFalse(isMini());
    await stage.element.stop();
    await stage.element.start();
    await until(isMini);
  });
});
