import {assert} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
/** What a test adds to the page beside the avatar. */
let added: HTMLElement[] = [];

teardown(async () => {
  sessionStorage.clear();
  if (document.fullscreenElement) await document.exitFullscreen();
  await stage.close();
  for (const each of added) each.remove();
  added = [];
  scrollTo(0, 0);
});

function add<K extends keyof HTMLElementTagNameMap>(name: K, style = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.style.cssText = style;
  document.body.append(element);
  added.push(element);
  return element;
}

/** A page above everything of its own, as far as a z-index goes. */
const addCover = () => add('div', 'position: fixed; inset: 0; z-index: 2147483647');

/** Two frames later, what an observer does is done. */
async function frames(): Promise<void> {
  for (let count = 0; count < 2; count++) await new Promise(requestAnimationFrame);
  await stage.element.updateComplete;
}

function isOnTop(name: string): boolean {
  const {x, y, width, height} = stage.box(name);
  return document.elementFromPoint(x + width / 2, y + height / 2) === stage.element;
}

function isInCorner(name: string): boolean {
  const {right, bottom, width} = stage.box(name);
  const room = document.documentElement.clientWidth;
  return width > 0 && Math.abs(innerHeight - bottom - 20) <= 1 && Math.abs(room - right - 20) <= 1;
}

async function floating(attributes: Record<string, string> = {}): Promise<void> {
  await stage.open({mode: 'floating', ...attributes});
  await until(() => stage.part('panel') !== null);
  await stage.settled();
}

const ANCESTORS = [
  'transform: translateX(40px) scale(0.9)',
  'filter: blur(0)',
  'contain: strict',
  'will-change: transform',
  'overflow: hidden; position: relative; z-index: 0; opacity: 0.99',
];

suite('a floating avatar', () => {
  for (const style of ANCESTORS) {
    test(`stays in the corner of the window and above the page, in an ancestor with ${style}`, async () => {
      await floating();
      const ancestor = add('div', `${style}; block-size: 200px; inline-size: 300px`);
      ancestor.append(stage.element);
      add('div', 'block-size: 300vh');
      addCover();
      scrollTo(0, innerHeight);
      assert.isTrue(isInCorner('launcher'));
      assert.isTrue(isOnTop('launcher'));
      await stage.click('launcher');
      await stage.settled();
      assert.isTrue(isInCorner('panel'));
      assert.isTrue(isOnTop('start-button'));
    });
  }

  test('returns to the top layer when the page moves it', async () => {
    await floating({open: ''});
    addCover();
    stage.element.remove();
    await stage.element.updateComplete;
    document.body.prepend(stage.element);
    assert.isTrue(isOnTop('start-button'));
  });

  test('is not shown while it is hidden', async () => {
    await floating({open: ''});
    stage.element.hidden = true;
    assert.isFalse(stage.part('panel')?.checkVisibility());
  });

  test('leaves the top layer when it becomes inline', async () => {
    await floating({open: ''});
    stage.element.mode = 'inline';
    await stage.element.updateComplete;
    assert.equal(stage.box('frame').top, stage.element.getBoundingClientRect().top);
    assert.isNull(stage.element.shadowRoot?.querySelector('[popover]') ?? null);
  });

  test('keeps to the layer that the page has chosen', async () => {
    const sheet = add('div');
    sheet.innerHTML = '<style>heygen-avatar { --avatar-z-index: 5 }</style>';
    await floating({open: ''});
    assert.isTrue(isInCorner('panel'));
    const cover = addCover();
    assert.isFalse(isOnTop('start-button'));
    cover.style.zIndex = '4';
    assert.isTrue(isOnTop('start-button'));
  });

  test('is fixed above the page in a browser without popovers', async () => {
    const {prototype} = HTMLElement;
    const known = Object.getOwnPropertyDescriptor(prototype, 'showPopover') as PropertyDescriptor;
    Reflect.deleteProperty(prototype, 'showPopover');
    try {
      await floating({open: ''});
      add('div', 'position: fixed; inset: 0; z-index: 1000');
      assert.isTrue(isInCorner('panel'));
      assert.isTrue(isOnTop('start-button'));
      assert.isNull(stage.element.shadowRoot?.querySelector('[popover]') ?? null);
    } finally {
      Object.defineProperty(prototype, 'showPopover', known);
    }
  });
});

suite('a floating avatar and a dialog of the page', () => {
  test('lies below a dialog that opens later, and below one that is open already', async () => {
    await floating({open: ''});
    const dialog = add('dialog', 'inset: 0; margin: 0; border: 0; inline-size: 100%; block-size: 100%');
    dialog.style.cssText += 'max-inline-size: none; max-block-size: none';
    dialog.showModal();
    assert.isFalse(isOnTop('start-button'));
    stage.element.remove();
    document.body.append(stage.element);
    await frames();
    assert.isNull(stage.element.shadowRoot?.querySelector(':popover-open') ?? null);
    dialog.close();
    addCover();
    await until(() => isOnTop('start-button'));
  });

  test('lies above the dialog that holds it, and keeps the focus when it is raised', async () => {
    await floating({open: ''});
    const dialog = add('dialog', 'inline-size: 100%; block-size: 100%');
    dialog.append(stage.element);
    await frames();
    assert.isFalse(stage.part('panel')?.checkVisibility());
    dialog.showModal();
    stage.part('start-button')?.focus();
    await until(() => isOnTop('start-button'));
    await frames();
    assert.equal(stage.focused, 'start-button');
    await stage.settled();
    assert.isTrue(isInCorner('panel'));
    dialog.close();
  });
});

suite('a floating avatar and full screen', () => {
  /** A press lets the page ask for full screen. */
  const press = () => sendMouse({type: 'click', position: [4, 4]});
  const page = 'position: absolute; inset: 0; background: white';

  test('lies above an element in full screen that holds it', async () => {
    await floating({open: ''});
    const whole = add('div', page);
    whole.append(stage.element);
    await press();
    await whole.requestFullscreen();
    await until(() => isOnTop('start-button'));
    await document.exitFullscreen();
    await frames();
    assert.isTrue(isOnTop('start-button'));
  });

  test('lies below one that does not', async () => {
    await floating({open: ''});
    const whole = add('div', page);
    await press();
    await whole.requestFullscreen();
    await frames();
    assert.isFalse(isOnTop('start-button'));
  });

  test('is back in its corner afterwards', async () => {
    await floating({open: ''});
    await press();
    await stage.element.requestFullscreen();
    await until(() => stage.part('frame')?.clientWidth === innerWidth);
    await document.exitFullscreen();
    addCover();
    await until(() => isOnTop('start-button'));
    await stage.settled();
    assert.isTrue(isInCorner('panel'));
  });
});

suite('a mini player', () => {
  for (const style of ANCESTORS) {
    test(`stays in the corner of the window and above the page, in an ancestor with ${style}`, async () => {
      await stage.live({'mini-player': '', chat: ''});
      const ancestor = add('div', `${style}; block-size: 300px; inline-size: 400px`);
      ancestor.append(stage.element);
      add('div', 'block-size: 300vh');
      addCover();
      stage.part('message-box')?.focus({preventScroll: true});
      scrollTo(0, 2 * innerHeight);
      await until(() => stage.element.matches(':state(mini)'));
      await stage.element.updateComplete;
      assert.isTrue(isInCorner('frame'));
      assert.isTrue(isOnTop('frame'));
      assert.equal(stage.focused, 'message-box');
      scrollTo(0, 0);
      await until(() => !stage.element.matches(':state(mini)'));
      await stage.element.updateComplete;
      assert.isFalse(stage.part('frame')?.hasAttribute('popover'));
      assert.equal(stage.focused, 'message-box');
    });
  }

  test('returns to the top layer when the page moves it', async () => {
    await stage.live({'mini-player': ''});
    const spacer = add('div', 'block-size: 300vh');
    scrollTo(0, 2 * innerHeight);
    await until(() => stage.element.matches(':state(mini)'));
    await stage.element.updateComplete;
    addCover();
    spacer.before(stage.element);
    assert.isTrue(isOnTop('frame'));
  });
});
