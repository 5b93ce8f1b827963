import {assert} from '@open-wc/testing';
import sinon from 'sinon';
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
    part(element, 'text')?.click();
    void element.speak('A sentence that is said while it renders.').catch(() => {});
    await until(() => shows(element, 'line'));
    await element.updateComplete;
    const counts = watch();
    // No timer and no event comes between.
    for (let render = 0; render < 5; render++) {
      element.requestUpdate();
      await element.updateComplete;
    }
    assert.deepEqual(counts(), {});
  });
});
