import {assert} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
const page = document.documentElement;

teardown(async () => {
  page.removeAttribute('style');
  document.body.removeAttribute('style');
  await stage.close();
});

/** What a page sets for its own text, or to lay it out. Each is inherited. */
const PAGE_STYLES = `
  white-space: nowrap; text-align: right; text-transform: uppercase; letter-spacing: .3em; text-indent: 3em;
  word-spacing: 1em; line-height: 3; font: italic small-caps 900 30px/3 monospace; text-shadow: 2px 2px red;
  word-break: break-all; overflow-wrap: anywhere; hyphens: auto; line-break: anywhere; tab-size: 1; quotes: '<' '>';
  list-style: square inside; writing-mode: vertical-rl; text-orientation: upright; cursor: wait; caret-color: red;
  -webkit-text-fill-color: red; -webkit-text-stroke: 2px red; text-wrap: balance; text-underline-offset: 1em;
  text-emphasis: dot; font-variation-settings: 'wght' 900; font-feature-settings: 'smcp'; font-kerning: none;
  text-align-last: right; color: red; fill: red; stroke: red; stroke-width: 9px; user-select: none;
  border-collapse: collapse; accent-color: red; forced-color-adjust: none; image-rendering: pixelated;
`;
/** The computed styles of everything in the shadow root, and of what the page has put in a slot. */
function everyStyle(): Map<string, string> {
  const found = new Map<string, string>();
  const inside = stage.element.shadowRoot?.querySelectorAll('*') ?? [];
  for (const [index, each] of [...inside, ...stage.element.children].entries()) {
    const style = getComputedStyle(each);
    const name = `${index} ${each.localName}.${each.getAttribute('part') ?? each.className}`;
    for (const property of style) found.set(`${name} ${property}`, style.getPropertyValue(property));
  }
  return found;
}

const differences = (before: Map<string, string>, after: Map<string, string>) =>
  [...before]
    .filter(([name, value]) => after.get(name) !== value)
    .map(([name]) => `${name}: ${after.get(name)}`);

suite('the page’s styles', () => {
  for (const [what, attributes, enter] of [
    ['the start view', {}, async () => {}],
    ['a conversation', {chat: '', controls: '', microphone: ''}, () => stage.element.start()],
    ['a floating avatar', {mode: 'floating'}, () => stage.settled()],
  ] as const) {
    test(`for its own text do not reach ${what}`, async () => {
      await stage.open(attributes);
      stage.element.innerHTML = '<p slot="explanation">Anna is an AI.</p>';
      // The page itself is laid out by its styles, too.
      if (!('mode' in attributes))
        stage.element.style.cssText = 'position: fixed; width: 700px; height: 400px';
      await enter();
      if (stage.element.state === 'live') await stage.click('text');
      await stage.settled();
      const before = everyStyle();
      page.style.cssText = PAGE_STYLES;
      await stage.settled();
      assert.deepEqual(differences(before, everyStyle()), []);
    });
  }

  for (const size of ['62.5%', '10px', '30px']) {
    test(`do not decide how large its text is: root font size ${size}`, async () => {
      page.style.fontSize = size;
      await stage.live({chat: '', captions: '', style: 'inline-size: 320px'}, {msPerCharacter: 1000});
      await stage.element.speak('Read my lips.');
      for (const [part, size] of [
        ['caption-text', '16px'],
        ['line', '15px'],
        ['message-box', '16px'],
      ] as const) {
        if (part === 'line') await stage.click('text'); // which takes the place of the captions
        await until(() => stage.part(part) !== null);
        const {fontSize} = getComputedStyle(stage.part(part) as Element);
        assert.equal(fontSize, size, part);
      }
    });
  }

  test('let the visitor’s own text size grow all of it', async () => {
    await stage.live({chat: '', style: 'inline-size: 320px; font-size: 32px'}); // what `medium` is for them
    await stage.click('text');
    for (const width of ['320px', '700px']) {
      stage.element.style.inlineSize = width;
      for (const [part, size] of [
        ['transcript-empty', 30],
        ['message-box', 32],
        ['stop', 32],
      ] as const) {
        const {fontSize} = getComputedStyle(stage.part(part) as Element);
        assert.approximately(parseFloat(fontSize), size, 0.5, part);
      }
    }
    stage.element.style.removeProperty('font-size');
    const medium = Object.assign(document.createElement('p'), {style: 'font-size: medium'});
    document.body.append(medium);
    assert.equal(getComputedStyle(stage.element).fontSize, getComputedStyle(medium).fontSize);
    medium.remove();
  });

  for (const target of [page, document.body]) {
    test(`do not make a floating avatar dead: pointer-events none for ${target.localName}`, async () => {
      await stage.open({mode: 'floating'});
      await until(() => stage.part('launcher') !== null);
      target.style.pointerEvents = 'none';
      const {x, y, width, height} = stage.box('launcher');
      const middle = [x + width / 2, y + height / 2] as const;
      assert.equal(document.elementFromPoint(...middle), stage.element);
      await sendMouse({type: 'click', position: [Math.round(middle[0]), Math.round(middle[1])]});
      await until(() => stage.element.open);
    });
  }

  test('do not make a mini player dead', async () => {
    await stage.live({'mini-player': ''});
    page.style.cssText = 'pointer-events: none';
    stage.element.style.marginBlockStart = '300vh';
    await until(() => stage.element.matches(':state(mini)'));
    await until(() => stage.part('mini-close') !== null);
    const {x, y, width, height} = stage.box('mini-close');
    assert.equal(document.elementFromPoint(x + width / 2, y + height / 2), stage.element);
  });

  test('that hide an avatar, or let no press through, do', async () => {
    await stage.open();
    page.style.cssText = 'visibility: hidden; pointer-events: none';
    const {visibility, pointerEvents} = getComputedStyle(stage.part('start-button') as Element);
    assert.deepEqual([visibility, pointerEvents], ['hidden', 'none']);
  });

  test('a direction and a language do too', async () => {
    await stage.open();
    page.dir = 'rtl';
    page.lang = 'tr';
    const button = stage.part('start-button') as HTMLElement;
    button.style.textTransform = 'uppercase';
    button.replaceChildren('i');
    const {direction} = getComputedStyle(button);
    const {innerText} = button;
    page.removeAttribute('dir');
    page.removeAttribute('lang');
    assert.deepEqual([direction, innerText], ['rtl', 'İ']);
  });
});
