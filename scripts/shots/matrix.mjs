import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {SIZE} from '../../demo/gallery/scenes.js';
import {emulate} from './stage.mjs';

/** The widths of the window; its height is that of the scene, or has room for a card of this width. */
const WIDTHS = [280, 320, 360, 480, 640, 900, 1200, 1440];
const LANDSCAPE = [740, 360];
const PAGES = {
  light: ['light', ''],
  dark: ['dark', ''],
  /** What a photograph is to the element: every colour, light and dark close together. */
  photo: [
    'light',
    `repeating-conic-gradient(from 20deg at 30% 40%, #2b4a1f, #d8c27a 40deg, #7fb2d9 80deg, #1d2733 120deg) 0 0 / 430px 310px`,
  ],
};
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** Takes the pictures of one scene at every size, on every page. Returns how many, and what is wrong in them. */
export async function shootMatrix(stage, scene, {size = SIZE, media}, folder) {
  mkdirSync(folder, {recursive: true});
  const page = await stage.browser.newPage();
  const problems = new Set();
  let pictures = 0;
  try {
    await page.setViewport({width: size[0], height: size[1]});
    await page.emulateTimezone('UTC');
    await emulate(page, 'light', media);
    await page.goto(`${stage.origin}/demo/gallery/scene.html?scene=${scene}`);
    await page.waitForSelector('[data-ready], [data-failed]', {timeout: 20_000});
    const failure = await page.evaluate(() => document.documentElement.dataset.failed);
    if (failure) throw new Error(failure);
    await page.evaluate(AXE);
    for (const [name, [theme, background]] of Object.entries(PAGES)) {
      await emulate(page, theme, media);
      await page.evaluate((value) => (document.documentElement.style.background = value), background);
      for (const [width, height] of [...WIDTHS.map((wide) => [wide, heightAt(wide, size)]), LANDSCAPE]) {
        await page.setViewport({width, height});
        await page.evaluate(() => globalThis.settle());
        const where = `${scene} at ${width} x ${height}, ${name}`;
        for (const each of await page.evaluate(wrongOf)) problems.add(`${where}: ${each}`);
        writeFileSync(
          `${folder}/${scene}-${width}-${name}.png`,
          await page.screenshot({captureBeyondViewport: false}),
        );
        pictures++;
      }
      if (name === 'photo') continue; // axe knows no picture behind a text
      for (const each of await page.evaluate(axeFindings)) problems.add(`${scene}, ${name}: ${each}`);
    }
  } finally {
    await page.close().catch(() => {});
  }
  return {pictures, problems: [...problems]};
}

const heightAt = (width, [wide, high]) => Math.max(high, Math.round(high + ((width - wide) * 9) / 16));

/* The functions below run in the page. */

/** What lies over the face: the middle 40 % of the stage's width, 14 to 66 % of its height. And what is out of the card. */
function wrongOf() {
  const avatar = document.querySelector('heygen-avatar');
  const root = avatar.shadowRoot;
  const stage = root.querySelector('.stage');
  const seen = (each) => each.checkVisibility({opacityProperty: true, visibilityProperty: true});
  if (!stage || !seen(stage)) return [];
  const {left, top, width, height} = stage.getBoundingClientRect();
  if (width <= 60) return []; // the tile beside a title
  const face = {
    left: left + width * 0.3,
    right: left + width * 0.7,
    top: top + height * 0.14,
    bottom: top + height * 0.66,
  };
  const card = root.querySelector('.card').getBoundingClientRect();
  const wrong = [];
  for (const each of root.querySelectorAll('.card *')) {
    if (!seen(each) || each.closest('.visually-hidden, .name, svg, .mini')) continue;
    if (each.matches('video, canvas, .placeholder, .poster, .stage, slot')) continue;
    if (each.matches('[data-layout=overlay] .footer')) continue; // the row itself draws nothing
    const box = shownBox(each);
    if (box.width < 2 || box.height < 2) continue;
    const name = each.getAttribute('part') ?? each.className ?? each.localName;
    const isOver =
      box.left < face.right - 1 &&
      box.right > face.left + 1 &&
      box.top < face.bottom - 1 &&
      box.bottom > face.top + 1;
    if (isOver) wrong.push(`${name} is over the face`);
    if (each.matches('button, h2, p') && (box.left < card.left - 1 || box.right > card.right + 1)) {
      wrong.push(`${name} is out of the card`);
    }
  }
  return wrong;

  /** What of an element's box is not scrolled away. */
  function shownBox(element) {
    const box = element.getBoundingClientRect();
    let {left, right, top, bottom} = box;
    const scroller = element.parentElement?.closest('.menu, .devices, .panel-view, .suggestions, [role=log]');
    if (scroller) {
      const around = scroller.getBoundingClientRect();
      [left, right] = [Math.max(left, around.left), Math.min(right, around.right)];
      [top, bottom] = [Math.max(top, around.top), Math.min(bottom, around.bottom)];
    }
    return {left, right, top, bottom, width: right - left, height: bottom - top};
  }
}

/** What axe finds. */
async function axeFindings() {
  const {violations} = await globalThis.axe.run(document.querySelector('heygen-avatar'), {
    resultTypes: ['violations'],
    rules: {region: {enabled: false}},
  });
  return violations.flatMap(({id, nodes}) => nodes.map(({target}) => `axe: ${id} ${String(target)}`));
}
