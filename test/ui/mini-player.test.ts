import {assert} from '@open-wc/testing';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
let spacer: HTMLElement;

setup(() => {
  spacer = document.createElement('div');
  spacer.style.blockSize = '300vh';
});

teardown(async () => {
  spacer.remove();
  document.documentElement.dir = 'ltr';
  await stage.close();
});

const isMini = () => stage.element.matches(':state(mini)');
const frame = () => stage.box('frame');

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
    test(`is in the corner, above the page and in the shape of the avatar: ${direction}`, async () => {
      document.documentElement.dir = direction;
      await scrolledAway('inline-size: 300px; block-size: 400px; aspect-ratio: auto');
      const {left, right, bottom, width, height} = frame();
      assert.closeTo(innerHeight - bottom, 20, 1);
      const room = document.documentElement.clientWidth;
      assert.closeTo(direction === 'ltr' ? room - right : left, 20, 16);
      assert.closeTo(width / height, 3 / 4, 0.01);
      assert.isBelow(height, innerHeight / 2 + 1);
      const over = document.createElement('div');
      over.style.cssText = 'position: fixed; inset: 0; z-index: 1000';
      document.body.append(over);
      assert.equal(document.elementFromPoint((left + right) / 2, bottom - height / 2), stage.element);
      over.remove();
    });
  }

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
