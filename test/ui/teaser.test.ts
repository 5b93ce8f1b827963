import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {teaserMoments} from '../../src/ui/state/teaser.js';
import {AvatarStage} from '../support/avatar-stage.js';
import {until} from '../support/waiting.js';

const stage = new AvatarStage();
let clock: sinon.SinonFakeTimers;

teardown(async () => {
  clock?.restore();
  sinon.restore();
  sessionStorage.clear();
  document.querySelector('#long')?.remove();
  await stage.close();
});

/** A closed floating avatar with a teaser, and the clock in the test's hands. */
async function closed(attributes: Record<string, string> = {}): Promise<void> {
  await stage.open({mode: 'floating', ...attributes});
  await until(() => stage.part('launcher') !== null);
  clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
  stage.element.teaser = 'Ask me what a visit costs.';
  await stage.element.updateComplete;
}

const isShown = async () => {
  await stage.element.updateComplete;
  return stage.part('teaser') !== null;
};
const waitFor = async (seconds: number) => {
  clock.tick(seconds * 1000);
  await stage.element.updateComplete;
};
const announced = () => stage.element.shadowRoot?.querySelector('.corner [role=status]')?.textContent;

suite('the teaser', () => {
  test('comes after its delay, is announced, and opens the panel without starting anything', async () => {
    await closed({'teaser-delay': '3'});
    assert.equal(announced(), '');
    await waitFor(2.9);
    assert.isFalse(await isShown());
    await waitFor(0.1);
    assert.isTrue(await isShown());
    assert.equal(announced(), 'Ask me what a visit costs.');
    stage.part('teaser-text')?.focus();
    await stage.click('teaser-text');
    assert.isTrue(stage.element.open);
    assert.equal(stage.focused, 'title');
    assert.equal(stage.element.state, 'idle');
    assert.isEmpty(stage.sandbox.requests);
  });

  test('comes once a visit, and is closed without the launcher', async () => {
    await closed();
    await waitFor(8);
    stage.part('teaser-close')?.focus();
    await stage.click('teaser-close');
    assert.isFalse(await isShown());
    assert.equal(stage.focused, 'launcher');
    clock.restore();
    await stage.close();
    await closed();
    await waitFor(60);
    assert.isFalse(await isShown(), 'on the next page');
  });

  for (const [what, change] of [
    ['has opened and closed the panel', () => stage.click('launcher').then(() => stage.click('close'))],
    ['has hidden the launcher', () => stage.click('hide')],
    ['is in a session', () => stage.element.start()],
  ] as [string, () => Promise<void>][]) {
    test(`does not come to a visitor who ${what}`, async () => {
      await closed();
      clock.restore();
      await change();
      clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
      stage.element.teaserDelay = '1';
      await waitFor(60);
      assert.isFalse(await isShown());
    });
  }

  test('comes at a depth of the page, or when the pointer leaves at the top, whichever is first', async () => {
    await closed({'teaser-delay': '50% exit'});
    const long = Object.assign(document.createElement('div'), {id: 'long'});
    long.style.blockSize = '400vh';
    document.body.append(long);
    await waitFor(600);
    const leave = (clientY: number) =>
      document.documentElement.dispatchEvent(new MouseEvent('mouseleave', {clientY}));
    leave(300); // at the side
    scrollTo(0, innerHeight);
    await new Promise(requestAnimationFrame);
    assert.isFalse(await isShown());
    scrollTo(0, 2 * innerHeight);
    await until(() => stage.part('teaser') !== null);
    sessionStorage.clear();
    clock.restore();
    await stage.close();
    await closed({'teaser-delay': '90% exit'});
    leave(-1);
    assert.isTrue(await isShown());
  });

  test('waits for a visitor who is in another tab, and for an element that is out of the page', async () => {
    await closed({'teaser-delay': '1'});
    const hidden = sinon.stub(document, 'hidden').get(() => true);
    await waitFor(1);
    assert.isFalse(await isShown());
    hidden.get(() => false);
    stage.element.remove();
    document.dispatchEvent(new Event('visibilitychange'));
    assert.isFalse(await isShown());
    document.body.append(stage.element);
    await stage.element.updateComplete;
    await waitFor(1);
    assert.isTrue(await isShown());
  });

  test('a delay that no timer can wait for does not end at once', async () => {
    await closed({'teaser-delay': '99999999999'});
    await waitFor(3_600);
    assert.isFalse(await isShown());
  });

  for (const [text, moments] of [
    [null, {seconds: 8}],
    ['soon', {seconds: 8}],
    ['-1', {seconds: 8}],
    ['0', {seconds: 0}],
    ['2.5s', {seconds: 2.5}],
    ['1e9', {seconds: 8}],
    ['99999999999', {seconds: 99_999_999_999}],
    [' 30, 75% EXIT ', {seconds: 30, depth: 0.75, exit: true}],
    ['scroll', {depth: 0.5}],
    ['500%', {depth: 1}],
  ] as const) {
    test(`teaser-delay ${text}`, () => assert.deepEqual(teaserMoments(text), moments));
  }
});
