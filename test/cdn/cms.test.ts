import {assert} from '@open-wc/testing';
import type {HeygenAvatarElement} from '../../src/index.js';
import {nextEvent, until} from '../support/waiting.js';

/** The pages of `demo/cms/`, with the built files: what each system makes of the markup, and the avatar in it. */
let frame: HTMLIFrameElement;
let page: Document;
/** What goes wrong in the page, from its load on. */
let errors: string[];

async function open(name: string): Promise<void> {
  frame = document.createElement('iframe');
  frame.style.cssText = 'width: 760px; height: 560px; border: 0';
  frame.src = `/demo/cms/${name}.html`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, {once: true}));
  if (!frame.contentDocument) throw new Error('The frame has no document.');
  page = frame.contentDocument;
  errors = [];
  frame.contentWindow?.addEventListener('error', ({message}) => errors.push(message));
  frame.contentWindow?.addEventListener('unhandledrejection', ({reason}) => errors.push(String(reason)));
}

function find(selector: string): HTMLElement {
  const found = page.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}

const avatar = (selector = 'heygen-avatar') => find(selector) as HeygenAvatarElement;

const startButton = (element: HeygenAvatarElement) =>
  element.shadowRoot?.querySelector<HTMLElement>('[part=start-button]') ?? null;

/** The avatar starts by a click, as a visitor has it, and is to be seen. */
async function live(element: HeygenAvatarElement): Promise<void> {
  await until(() => startButton(element) !== null);
  element.scrollIntoView();
  const playing = nextEvent(element, 'avatar-playing');
  startButton(element)?.click();
  await playing;
  assert.equal(element.state, 'live');
  await element.updateComplete; // its controls are drawn
  assert.isAbove(element.video.videoWidth, 0);
  const {width, height} = element.getBoundingClientRect();
  assert.isAbove(Math.min(width, height), 100);
}

const isDefined = () => Boolean(frame.contentWindow?.customElements.get('heygen-avatar'));

teardown(async () => {
  const all = [...page.querySelectorAll<HeygenAvatarElement>('heygen-avatar')];
  await Promise.all(all.map((element) => element.stop?.()));
  frame.remove();
  assert.deepEqual(errors, []);
});

suite('WordPress', () => {
  setup(() => open('wordpress'));

  const touch = () => frame.contentWindow?.dispatchEvent(new MouseEvent('mousemove'));

  test('a script that is held back until the first touch, and comes twice', async () => {
    assert.isFalse(isDefined());
    touch();
    await live(avatar('#block'));
    const scripts = [...page.querySelectorAll<HTMLScriptElement>('script[src*="heygen-avatar.js"]')];
    assert.equal(new Set(scripts.map(({src}) => src)).size, 2, 'the same script from two addresses');
  });

  test('paragraphs and line breaks around and within the tag, and a lazy poster', async () => {
    touch();
    const element = avatar('#classic');
    await live(element);
    assert.equal(element.parentElement?.localName, 'p');
    assert.isAbove(element.querySelectorAll(':scope > br').length, 1);
    const poster = find('#classic img') as HTMLImageElement;
    assert.equal(poster.assignedSlot?.name, 'poster');
    const stage = element.shadowRoot?.querySelector('.stage');
    assert.equal(poster.getBoundingClientRect().height, stage?.getBoundingClientRect().height);
  });

  test('a figure at full width, with a size that nothing may change', async () => {
    touch();
    const element = avatar('#figure heygen-avatar');
    await live(element);
    await until(() => element.video.getBoundingClientRect().width === 400); // the picture has glided to its place
    const [whole, picture, footer] = [
      element,
      element.video,
      element.shadowRoot?.querySelector('.footer'),
    ].map((each) => each?.getBoundingClientRect() ?? new DOMRect());
    assert.deepEqual([whole?.width, whole?.height], [400, 300], 'the size that the author has set');
    assert.equal(
      Number(picture?.height) + Number(footer?.height),
      300,
      'the picture fills what the controls leave',
    );
  });

  test('attributes that KSES has stripped, and a snippet gives back', async () => {
    touch();
    assert.equal(avatar('#kses').getAttribute('backend'), 'sandbox');
    await live(avatar('#kses'));
    assert.isTrue(avatar('#kses').controls);
    assert.isNull(find('#stripped').firstElementChild, 'without the right to it, there is only text');
  });

  test('a block that is mounted anew ends its session, and the next one starts', async () => {
    touch();
    const old = avatar('#editor-block heygen-avatar');
    await live(old);
    find('#edit').click();
    const fresh = avatar('#editor-block heygen-avatar');
    assert.isFalse(fresh === old);
    await until(() => old.state === 'ended');
    await live(fresh);
    assert.isTrue(fresh.controls);
  });

  test('a block that is moved keeps its session', async () => {
    touch();
    const element = avatar('#editor-block heygen-avatar');
    await live(element);
    const {id} = element.session ?? {};
    let hasEnded = false;
    element.addEventListener('avatar-end', () => (hasEnded = true));
    find('#move').click();
    const task = await element.speak('Still here.');
    assert.equal(await task.ended, 'finished');
    assert.equal(element.session?.id, id);
    assert.isFalse(hasEnded);
    assert.isFalse(element.video.paused);
  });
});

suite('Webflow', () => {
  setup(() => open('webflow'));

  test('a script at the end of the body, within an entrance animation', async () => {
    assert.equal(page.body.lastElementChild?.localName, 'script');
    await live(avatar('#embed'));
    await until(() => frame.contentWindow?.getComputedStyle(find('#entrance')).opacity === '1');
  });

  test('the same embed in every item of a collection', async () => {
    const [first, second] = [...page.querySelectorAll<HeygenAvatarElement>('#item')];
    if (!first || !second) throw new Error('The page has no two items.');
    await live(first);
    await live(second);
    assert.notEqual(first.session?.id, second.session?.id);
    assert.equal(first.state, 'live');
  });

  test('a tab that is opened later', async () => {
    await until(isDefined);
    assert.equal(avatar('#tab').getBoundingClientRect().width, 0);
    find('[data-w-tab="Tab 2"]').click();
    await live(avatar('#tab'));
  });

  test('a tab that is closed while the avatar is live keeps its session', async () => {
    find('[data-w-tab="Tab 2"]').click();
    await live(avatar('#tab'));
    find('[data-w-tab="Tab 1"]').click();
    const task = await avatar('#tab').speak('I can still be heard.');
    assert.equal(await task.ended, 'finished');
    find('[data-w-tab="Tab 2"]').click();
    assert.equal(avatar('#tab').state, 'live');
    assert.isFalse(avatar('#tab').video.paused);
  });
});

suite('Squarespace', () => {
  setup(() => open('squarespace'));

  test('a code block in a grid', async () => {
    await live(avatar());
    const {width} = find('.fe-block').getBoundingClientRect();
    assert.equal(avatar().getBoundingClientRect().width, width);
  });

  test('a block that goes to another column by script, with a size of its own', async () => {
    await live(avatar());
    const {id} = avatar().session ?? {};
    find('#rotate').click();
    assert.isNotNull(avatar('#last heygen-avatar'));
    const task = await avatar().speak('Still here.');
    assert.equal(await task.ended, 'finished');
    assert.equal(avatar().session?.id, id);
    assert.equal(avatar().video.getBoundingClientRect().width, 320);
  });

  test('a page that comes without a load ends the old session, and starts one of its own', async () => {
    const old = avatar();
    await live(old);
    find('#ajax').click();
    await until(() => !old.isConnected);
    await until(() => old.state === 'ended');
    await live(avatar());
  });
});

suite('Wix', () => {
  setup(async () => {
    await open('wix');
    await until(() => page.querySelector('heygen-avatar[backend]') !== null);
  });

  test('an element made by script, with attributes that come later, in a page of frozen globals', async () => {
    await live(avatar());
    const {width, height} = avatar().getBoundingClientRect();
    assert.equal(height, 360, 'the size is the one that the editor has set');
    assert.isAbove(width, 600);
  });

  test('another layout moves the avatar, and keeps its session', async () => {
    await live(avatar());
    const {id} = avatar().session ?? {};
    find('#breakpoint').click();
    const task = await avatar('#comp-b heygen-avatar').speak('Still here.');
    assert.equal(await task.ended, 'finished');
    assert.equal(avatar().session?.id, id);
  });

  test('another page and back: the session of before ends, and the next one starts', async () => {
    const old = avatar();
    await live(old);
    find('#navigate').click();
    await until(() => old.state === 'ended');
    await until(() => page.querySelector('heygen-avatar[backend]') !== null);
    assert.isFalse(avatar() === old);
    await live(avatar());
  });
});

suite('Shopify', () => {
  setup(() => open('shopify'));

  test('escaped words, attributes in capitals, and a script after the load', async () => {
    await until(() => startButton(avatar('.shopify-section heygen-avatar')) !== null);
    const element = avatar('.shopify-section heygen-avatar');
    assert.equal(startButton(element)?.textContent?.trim(), "Ask Mia & her team's avatar");
    await live(element);
    assert.isTrue(element.controls);
  });

  test('a section that the theme editor renders anew ends its session, and the next one starts', async () => {
    const old = avatar('.shopify-section heygen-avatar');
    await live(old);
    find('#setting').click();
    await until(() => old.state === 'ended');
    await live(avatar('.shopify-section heygen-avatar'));
  });

  test('rich text: a paragraph in the cell of a table, hard spaces, a float', async () => {
    await until(isDefined);
    const element = avatar('#rich');
    await until(() => Boolean(element.shadowRoot?.querySelector('.stage')));
    const {width, height} =
      element.shadowRoot?.querySelector('.stage')?.getBoundingClientRect() ?? new DOMRect();
    assert.approximately(width / height, 16 / 9, 0.02);
    const before = element.getBoundingClientRect();
    await live(element);
    const cell = find('td:last-child').getBoundingClientRect();
    const after = element.getBoundingClientRect();
    assert.isAtMost(after.width, cell.width);
    assert.approximately(after.height, before.height, 1, 'the text around it does not move');
  });

  test('a drawer that is opened later', async () => {
    find('summary').click();
    await live(avatar('#drawer'));
  });
});
