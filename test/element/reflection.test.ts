import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {nextEvent, until} from '../support/waiting.js';
import {elements, live, part, place, sandbox, useSandbox} from '../support/test-elements.js';
import {HeygenAvatarElement} from '../../src/index.js';

useSandbox();
teardown(() => {
  sinon.restore();
  sessionStorage.clear();
});

/** The changes of attributes while `act` runs. */
async function changesOf(element: HTMLElement, act: () => unknown): Promise<(string | null)[]> {
  const observer = new MutationObserver(() => {});
  observer.observe(element, {attributes: true});
  await act();
  const records = observer.takeRecords();
  observer.disconnect();
  return records.map(({attributeName}) => attributeName);
}

/** An element that the page has made, with properties alone. */
function made(properties: Partial<HeygenAvatarElement>): HeygenAvatarElement {
  const element = document.createElement('heygen-avatar');
  elements.push(element);
  return Object.assign(element, {tokenUrl: sandbox.tokenUrl, apiUrl: sandbox.origin, ...properties});
}

const floats = async (element: HeygenAvatarElement) => {
  await until(() => part(element, 'panel') !== null);
  await element.updateComplete;
};

suite('<heygen-avatar>: what changes by itself is no attribute', () => {
  test('a floating session leaves the attributes as the page wrote them', async () => {
    const element = place({mode: 'floating'});
    await floats(element);
    const changes = await changesOf(element, async () => {
      await element.start();
      assert.isTrue(element.open);
      assert.isTrue(element.matches(':state(open)'));
      const ended = nextEvent(element, 'avatar-end');
      part(element, 'close')?.click();
      await ended;
      assert.isFalse(element.matches(':state(open)'));
    });
    assert.deepEqual(changes, []);
  });

  test('no property is reflected', async () => {
    const element = place();
    const before = element.getAttributeNames();
    Object.assign(element, {mode: 'floating', placement: 'top-start', background: 'chroma', open: true});
    Object.assign(element, {muted: true, controls: true, quality: 'low', miniPlayer: true});
    await floats(element);
    assert.deepEqual(element.getAttributeNames(), before);
  });

  for (const [name, rewrite] of [
    ['removes open, which its HTML never had', (element) => element.removeAttribute('open')],
    [
      'removes everything that its HTML never had',
      (element) => {
        const html = ['mode', 'token-url', 'api-url'];
        for (const each of [...element.getAttributeNames(), 'open', 'muted', 'placement'])
          if (!html.includes(each)) element.removeAttribute(each);
      },
    ],
    ['writes what is there again', (element) => element.setAttribute('mode', 'floating')],
  ] as [string, (element: HTMLElement) => void][]) {
    test(`a conversation goes on where the page's framework ${name}`, async () => {
      const element = await live({mode: 'floating'});
      await floats(element);
      rewrite(element);
      await element.updateComplete;
      assert.equal(element.state, 'live');
      assert.isTrue(element.open);
    });
  }

  test('a panel that the visitor has closed stays closed where the framework writes open again', async () => {
    const element = place({mode: 'floating', open: ''});
    await floats(element);
    part(element, 'close')?.click();
    element.setAttribute('open', '');
    await element.updateComplete;
    assert.isFalse(element.open);
  });
});

suite('<heygen-avatar>: styles without attributes', () => {
  test('mode, placement and background are styled where a framework sets only properties', async () => {
    const element = made({mode: 'floating', placement: 'top-start', background: 'chroma'});
    document.body.append(element);
    await element.updateComplete;
    if (!part(element, 'panel')) assert.equal(getComputedStyle(element).display, 'none');
    await floats(element);
    const {position, top, left, backgroundColor} = getComputedStyle(element);
    assert.deepEqual([position, top, left, backgroundColor], ['fixed', '20px', '20px', 'rgba(0, 0, 0, 0)']);
    element.mode = 'inline';
    element.background = null;
    await element.updateComplete;
    const inline = getComputedStyle(element);
    assert.equal(inline.position, 'relative');
    assert.notEqual(inline.backgroundColor, 'rgba(0, 0, 0, 0)');
  });

  test('a browser without custom states styles the mini player and the open panel all the same', async () => {
    sinon.stub(HTMLElement.prototype, 'attachInternals').value(undefined);
    const element = await live({'mini-player': ''});
    element.style.cssText = 'position: absolute; inset-block-start: -200vh';
    await until(() => part(element, 'mini-back') !== null);
    await element.updateComplete;
    const frame = part(element, 'frame');
    assert.equal(frame && getComputedStyle(frame).position, 'fixed');
    await element.stop();
    element.style.cssText = '';
    element.mode = 'floating';
    await floats(element);
    assert.equal(getComputedStyle(element).position, 'fixed');
  });

  test('a shadow root that a server has sent is filled once', async () => {
    const host = document.createElement('sent-avatar') as HeygenAvatarElement;
    host.attachShadow({mode: 'open'}).innerHTML = '<style>:host {color: red}</style><p>from the server</p>';
    document.body.append(host);
    customElements.define('sent-avatar', class extends HeygenAvatarElement {});
    await host.updateComplete;
    assert.isNotNull(part(host, 'start-button'));
    assert.notInclude(host.shadowRoot?.textContent, 'from the server');
    assert.equal(getComputedStyle(host).position, 'relative');
    host.remove();
  });

  for (const [what, properties, name, property, value] of [
    ['with controls', {controls: true}, 'controls', 'display', 'grid'],
    ['floating', {mode: 'floating'}, 'panel', 'position', 'absolute'],
    ['with a text box', {chat: true}, 'message-box', 'resize', 'none'],
  ] as [string, Partial<HeygenAvatarElement>, string, string, string][]) {
    test(`an element that is started before it is in the page has all its styles there: ${what}`, async () => {
      await live(); // the code is loaded
      const element = made(properties);
      const start = element.start();
      await until(() => element.state === 'connecting');
      document.body.append(element);
      await start;
      await until(() => part(element, name) !== null);
      const found = part(element, name);
      assert.equal(found && getComputedStyle(found).getPropertyValue(property), value);
    });
  }
});
