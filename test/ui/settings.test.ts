import {assert} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {AvatarMessageEvent, AvatarSpeechStartEvent} from '../../src/session/events.js';
import {SETTINGS_STRINGS} from '../../src/ui/locales/settings-strings.js';
import {STRINGS} from '../../src/ui/locales/strings.js';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
const ALL = {controls: '', chat: '', captions: '', microphone: ''};

const isOpen = () => stage.part('menu')?.hasAttribute('data-open') ?? false;
const sizes = () => [
  ...(stage.element.shadowRoot?.querySelectorAll<HTMLInputElement>('[part=text-size-choice]') ?? []),
];
const fontSize = (selector: string) => {
  const found = stage.element.shadowRoot?.querySelector(selector);
  return found ? parseFloat(getComputedStyle(found).fontSize) : 0;
};
/** Says something of the avatar, so that there are captions and a line of the transcript. */
const say = async () => {
  stage.element.deliver(new AvatarSpeechStartEvent(null));
  stage.element.deliver(new AvatarMessageEvent('avatar', 'Read my lips.', true, null));
  await until(() => stage.part('captions') !== null);
};

teardown(async () => {
  localStorage.clear();
  await stage.close();
});

suite('the settings', () => {
  test('have the rows that apply, and there are none where the page wants the picture alone', async () => {
    await stage.live();
    assert.isTrue(stage.part('more') === null && stage.part('menu') === null);
    stage.element.chat = true;
    await stage.element.updateComplete;
    await until(() => stage.part('menu') !== null);
    const has = (...names: string[]) => names.map((name) => stage.part(name) !== null);
    const rows = [
      'text',
      'text-size',
      'caption-toggle',
      'volume',
      'clock',
      'save-transcript',
      'withdraw-consent',
    ];
    assert.deepEqual(has(...rows), [true, true, false, false, false, false, false]);
    stage.element.deliver(new AvatarMessageEvent('avatar', 'Hello.', true, null));
    stage.element.controls = true;
    await stage.element.updateComplete;
    assert.deepEqual(has(...rows), [true, true, true, true, true, true, false]);
  });

  test('stand in line: every icon under an icon, every name under a name', async () => {
    await stage.live(ALL);
    await stage.click('more');
    const rows = [...(stage.part('menu')?.querySelectorAll('.row') ?? [])];
    assert.isAbove(rows.length, 5);
    const [icons, names] = [new Set<number>(), new Set<number>()];
    for (const row of rows) {
      const {left, width} = (row.querySelector('svg') as Element).getBoundingClientRect();
      icons.add(left + width / 2);
      names.add((row.querySelector('.label') as Element).getBoundingClientRect().left);
    }
    assert.deepEqual([icons.size, names.size], [1, 1], [...icons, ...names].join());
  });

  test('by keyboard: Escape leads from a view to the one before it, up to the conversation', async () => {
    await stage.live(ALL);
    await stage.click('text');
    stage.part('more')?.focus();
    await sendKeys({press: 'Enter'});
    await until(isOpen);
    assert.isNull(stage.part('transcript'));
    await sendKeys({press: 'Escape'});
    await until(() => stage.part('transcript') !== null && !isOpen());
    assert.equal(stage.focused, 'more');
    await sendKeys({press: 'Escape'});
    await until(() => stage.part('transcript') === null);
    await stage.click('more');
    await stage.click('settings-back');
    assert.isFalse(isOpen());
    assert.equal(stage.element.state, 'live');
  });

  test('fit at 280 pixels, scroll, and keep their title in sight', async () => {
    await stage.live({...ALL, style: 'inline-size: 280px'});
    await stage.click('more');
    const menu = stage.part('menu') as HTMLElement;
    assert.equal(menu.scrollWidth, menu.clientWidth);
    assert.isAbove(menu.scrollHeight, menu.clientHeight);
    for (const row of menu.querySelectorAll('.row'))
      assert.isAtMost(row.clientHeight, 60, row.textContent ?? '');
    // A row may come while the browser is still asked for its devices.
    await until(() => {
      menu.scrollTo(0, menu.scrollHeight);
      return stage.box('clock').bottom <= stage.box('menu').bottom;
    });
    assert.isAtLeast(stage.box('settings-back').top, stage.box('menu').top);
  });

  test('the volume says how loud it is, and its icon mutes', async () => {
    await stage.live({controls: ''});
    stage.element.muted = false;
    stage.element.volume = 0.5;
    await stage.element.updateComplete;
    const value = () => stage.element.shadowRoot?.querySelector('.volume .value')?.textContent;
    assert.equal(value(), '50%');
    await stage.click('mute');
    assert.equal(value(), '0%');
    assert.equal(stage.part('mute')?.ariaLabel, STRINGS.unmute);
  });
});

suite('the size of the text', () => {
  test('is one for captions and conversation, and captions stop at 24 pixels', async () => {
    await stage.live(ALL);
    await say();
    const before = fontSize('.caption');
    assert.equal(before, 16);
    sizes()[1]?.click();
    await stage.element.updateComplete;
    assert.equal(fontSize('.caption'), 20);
    sizes()[2]?.click();
    await stage.element.updateComplete;
    assert.equal(fontSize('.caption'), 24);
    await stage.click('text');
    assert.equal(fontSize('.lines'), 22.5);
    stage.element.style.fontSize = '32px';
    await stage.click('text');
    assert.equal(fontSize('.caption'), 24);
  });

  test('is remembered for all avatars of the site, and what is stored may be anything', async () => {
    await stage.live({chat: ''});
    assert.deepEqual(Object.keys(localStorage), []);
    sizes()[2]?.click();
    assert.deepEqual(Object.entries(localStorage), [['heygen-avatar-text-size', '1.5']]);
    await stage.close();
    await stage.live({chat: ''});
    assert.isTrue(sizes()[2]?.checked);
    await stage.close();
    localStorage.setItem('heygen-avatar-text-size', '900');
    await stage.live({chat: ''});
    assert.isTrue(sizes()[0]?.checked);
  });

  test('has a name that is read, and arrow keys', async () => {
    await stage.live({chat: ''});
    await stage.click('more');
    sizes()[0]?.focus();
    await sendKeys({press: 'ArrowRight'});
    assert.isTrue(sizes()[1]?.checked);
    assert.equal(stage.part('text-size')?.getAttribute('aria-label'), SETTINGS_STRINGS.textSize);
  });
});
