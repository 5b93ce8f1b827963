import {assert} from '@open-wc/testing';
import {HeygenAvatarElement} from '../../src/index.js';

let place: HTMLElement;

setup(() => {
  place = document.createElement('div');
  place.style.inlineSize = '800px';
  document.body.append(place);
});
teardown(() => place.remove());

async function avatarIn(markup: string): Promise<HeygenAvatarElement> {
  place.innerHTML = markup.replace('AVATAR', '<heygen-avatar></heygen-avatar>');
  const element = place.querySelector('heygen-avatar');
  if (!element) throw new Error('The markup has no AVATAR.');
  await element.updateComplete;
  return element;
}

suite('<heygen-avatar>: its size', () => {
  for (const [where, markup] of [
    ['an open dialog', '<dialog open>AVATAR</dialog>'],
    ['a float', '<div style="float: left">AVATAR</div>'],
    ['an inline-block', '<div style="display: inline-block">AVATAR</div>'],
    ['a box that fits its content', '<div style="inline-size: fit-content">AVATAR</div>'],
    ['a table', '<table><tr><td>AVATAR</td></tr></table>'],
    ['an absolute box', '<div style="position: absolute">AVATAR</div>'],
    ['an inline-flex', '<div style="display: inline-flex">AVATAR</div>'],
    ['an inline-grid', '<div style="display: inline-grid">AVATAR</div>'],
  ] as const) {
    test(`in ${where} it is as wide as a video, in its own shape, and its button can be pressed`, async () => {
      const element = await avatarIn(markup);
      const {width, height} =
        element.shadowRoot?.querySelector('.stage')?.getBoundingClientRect() ?? new DOMRect();
      assert.closeTo(element.getBoundingClientRect().width, 300, 1);
      assert.closeTo(width, 300, 1);
      assert.closeTo(height, (300 * 9) / 16, 1);
      const button = element.shadowRoot?.querySelector('button');
      const {left, top, width: across, height: down} = button?.getBoundingClientRect() ?? new DOMRect();
      assert.equal(document.elementFromPoint(left + across / 2, top + down / 2), element);
    });
  }

  for (const [where, markup, width] of [
    ['a block', 'AVATAR', 800],
    ['a narrow block', '<div style="inline-size: 200px">AVATAR</div>', 200],
    ['a narrow row', '<div style="display: flex; inline-size: 200px">AVATAR</div>', 200],
    [
      'a narrow grid',
      '<div style="display: grid; grid-template-columns: 1fr; inline-size: 200px">AVATAR</div>',
      200,
    ],
    [
      'a centred column',
      '<div style="display: flex; flex-direction: column; align-items: center">AVATAR</div>',
      800,
    ],
  ] as const) {
    test(`in ${where} it takes the width that there is`, async () => {
      const element = await avatarIn(markup);
      assert.closeTo(element.getBoundingClientRect().width, width, 1);
    });
  }

  test('with the guide’s styles for the time before the script, the text beneath it does not move', async () => {
    const guide = await (await fetch('/docs/guides/script-tag.md')).text();
    const [, rules] = /```css\n([^`]*:not\(:defined\)[^`]*)```/.exec(guide) ?? [];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync((rules ?? '').replaceAll('heygen-avatar', 'late-script-avatar'));
    document.adoptedStyleSheets.push(sheet);
    place.innerHTML = `<late-script-avatar><p slot="fallback">Loading the avatar, which takes long.</p></late-script-avatar>
      <p id="beneath">Text</p><late-script-avatar mode="floating"></late-script-avatar><p id="last">Text</p>`;
    const tops = () => [...place.querySelectorAll('[id]')].map((each) => each.getBoundingClientRect().top);
    const before = tops();
    assert.isAbove(before[0] ?? 0, 400);
    customElements.define('late-script-avatar', class extends HeygenAvatarElement {});
    await (place.firstElementChild as HeygenAvatarElement).updateComplete;
    assert.deepEqual(tops(), before);
    document.adoptedStyleSheets.pop();
  });
});
