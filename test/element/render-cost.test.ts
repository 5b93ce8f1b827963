import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {AvatarMessageEvent} from '../../src/session/events.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import {live, part, shows, useSandbox} from '../support/test-elements.js';
import {until} from '../support/waiting.js';

/** What has the browser lay out the page, where something has changed. */
const LAYOUT: readonly (readonly [object, string])[] = [
  [Element.prototype, 'clientWidth'],
  [Element.prototype, 'clientHeight'],
  [Element.prototype, 'scrollHeight'],
  [Element.prototype, 'scrollTop'],
  [HTMLElement.prototype, 'offsetWidth'],
  [HTMLElement.prototype, 'offsetHeight'],
];

/** Counts from here on, by name, what a render should not do. */
function watch(): () => Record<string, number> {
  const methods: Record<string, sinon.SinonSpy> = {
    getBoundingClientRect: sinon.spy(Element.prototype, 'getBoundingClientRect'),
    getComputedStyle: sinon.spy(window, 'getComputedStyle'),
    NumberFormat: sinon.spy(Intl, 'NumberFormat'),
    DateTimeFormat: sinon.spy(Intl, 'DateTimeFormat'),
    PluralRules: sinon.spy(Intl, 'PluralRules'),
    Segmenter: sinon.spy(Intl, 'Segmenter'),
    addState: sinon.spy(CustomStateSet.prototype, 'add'),
    clearStates: sinon.spy(CustomStateSet.prototype, 'clear'),
  };
  for (const [target, name] of LAYOUT) {
    methods[name] = sinon.spy(target as Record<string, unknown>, name, ['get']).get as sinon.SinonSpy;
  }
  return () =>
    Object.fromEntries(
      Object.entries(methods).flatMap(([name, {callCount}]) => (callCount ? [[name, callCount]] : [])),
    );
}

suite('what a render costs', () => {
  useSandbox();
  teardown(() => sinon.restore());

  test('nothing but itself, where nothing has changed: no formatter, no layout, no state of CSS', async () => {
    const element = await live({controls: '', chat: '', captions: '', muted: ''});
    await until(() => shows(element, 'menu'));
    void element.speak('A sentence that is said while it renders.').catch(() => {});
    await openConversation(element);
    const counts = watch();
    // No timer and no event comes between.
    for (let render = 0; render < 5; render++) {
      element.requestUpdate();
      await element.updateComplete;
    }
    assert.deepEqual(counts(), {});
  });

  test('nothing where a message grows that no open view shows', async () => {
    const element = await live({controls: '', chat: '', muted: ''});
    await until(() => shows(element, 'menu'));
    await element.updateComplete;
    const renders = sinon.spy(element as unknown as {render(): unknown}, 'render');
    const rendersOf = async (...events: AvatarMessageEvent[]) => {
      renders.resetHistory();
      for (const event of events) {
        element.deliver(event);
        await element.updateComplete;
      }
      return renders.callCount;
    };
    const growing = (text: string) => new AvatarMessageEvent('avatar', text, false, 'a');
    assert.equal(await rendersOf(growing('One')), 1, 'the questions for a silent avatar go');
    assert.equal(await rendersOf(growing('One sen'), growing('One sentence'), growing('One sentence.')), 0);
    await openConversation(element);
    assert.include(part(element, 'transcript')?.textContent, 'One sentence.');
    assert.equal(await rendersOf(growing('One sentence. And'), growing('One sentence. And one.')), 2);
    assert.equal(await rendersOf(new AvatarMessageEvent('avatar', 'One sentence. And one.', true, 'a')), 1);
  });
});

async function openConversation(element: HeygenAvatarElement): Promise<void> {
  part(element, 'text')?.click();
  await until(() => shows(element, 'line'));
  await element.updateComplete;
}
