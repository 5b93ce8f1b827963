import {assert} from '@open-wc/testing';
import {until} from '../support/waiting.js';
import {part, place, useSandbox} from '../support/test-elements.js';

useSandbox();

suite('<heygen-avatar> that is moved into another document, and back', () => {
  let frame: HTMLIFrameElement;
  setup(() => {
    frame = document.createElement('iframe');
    document.body.append(frame);
  });
  teardown(() => frame.remove());

  test('keeps its styles and its conversation', async () => {
    const element = place({controls: '', captions: ''});
    await element.start();
    await until(() => part(element, 'stop') !== null);
    const ruled = () =>
      [...(element.shadowRoot?.adoptedStyleSheets ?? [])].map(({cssRules}) => cssRules.length);
    const before = ruled();
    frame.contentDocument?.body.append(element);
    await element.updateComplete;
    assert.deepEqual(ruled(), before);
    assert.equal(element.state, 'live');
    document.body.append(element);
    await element.updateComplete;
    assert.deepEqual(ruled(), before);
    assert.equal(element.state, 'live');
    await element.stop();
    await element.updateComplete;
    assert.isNotNull(part(element, 'restart'));
    element.remove();
  });

  test('takes no harm in a document without a window', async () => {
    const element = place({});
    await element.updateComplete;
    new Document().adoptNode(element);
    element.avatarName = 'Anna';
    await element.updateComplete;
    document.body.append(element);
    await element.updateComplete;
    assert.isAbove(element.shadowRoot?.adoptedStyleSheets.length ?? 0, 0);
    element.remove();
  });
});
