import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {HeygenAvatarElement} from '../../src/index.js';
import {AvatarMessageEvent, AvatarSpeechEndEvent, AvatarSpeechStartEvent} from '../../src/session/events.js';
import {live, place, shows, useSandbox} from '../support/test-elements.js';
import {until} from '../support/waiting.js';

/** What elements set in motion that nobody starts. */
async function costOfIdle(count: number) {
  const listen = sinon.spy(EventTarget.prototype, 'addEventListener');
  const timers = (['setTimeout', 'setInterval', 'requestAnimationFrame'] as const).map((name) =>
    sinon.spy(window, name),
  );
  const request = sinon.spy(window, 'fetch');
  try {
    const placed = Array.from({length: count}, () => place({preload: 'none'}));
    await Promise.all(placed.map(({updateComplete}) => updateComplete));
    const onPage = listen.thisValues.filter((target) => target === window || target === document).length;
    const nodes = placed.reduce(
      (sum, {shadowRoot}) => sum + (shadowRoot?.querySelectorAll('*').length ?? 0),
      0,
    );
    return {
      requests: request.callCount,
      timers: timers.reduce((sum, {callCount}) => sum + callCount, 0),
      onPage,
      nodes,
    };
  } finally {
    sinon.restore();
  }
}

/** Counts how often an element renders. */
const rendersOf = (element: HeygenAvatarElement) =>
  sinon.spy(element as unknown as {render(): unknown}, 'render');

suite('many elements in a page', () => {
  useSandbox();

  test('cost nodes and listeners in proportion, and no request and no timer, until somebody starts one', async () => {
    await costOfIdle(1); // what a page has once
    const one = await costOfIdle(1);
    const twenty = await costOfIdle(20);
    assert.deepEqual([twenty.requests, twenty.timers], [0, 0]);
    assert.equal(twenty.nodes, 20 * one.nodes);
    assert.isAtMost(twenty.onPage, 20 * one.onPage);
  });

  test('that are live render nothing while another one speaks', async () => {
    const attributes = {controls: '', chat: '', captions: '', muted: ''};
    const [first, ...others] = [await live(attributes), await live(attributes), await live(attributes)];
    await until(() => [first, ...others].every((each) => shows(each, 'menu')));
    await Promise.all(others.map(({updateComplete}) => updateComplete));
    const own = rendersOf(first);
    const theirs = others.map(rendersOf);
    // No task comes between, such as one that has loaded the settings of another element.
    for (const event of [
      new AvatarSpeechStartEvent('a'),
      new AvatarMessageEvent('avatar', 'Nobody but this one', false, 'a'),
      new AvatarMessageEvent('avatar', 'Nobody but this one has anything to render.', true, 'a'),
      new AvatarSpeechEndEvent('a', 'finished', 1_000),
    ]) {
      first.deliver(event);
      await first.updateComplete;
    }
    assert.isAbove(own.callCount, 0);
    assert.deepEqual(
      theirs.map(({callCount}) => callCount),
      [0, 0],
    );
  });
});
