import {PNG} from 'pngjs';
import {compareShots} from './compare-shots.mjs';

/** What a visitor can press, and what tells him something in a few letters. */
const CONTROLS =
  'button, input, textarea, summary, [part~=clock], [part~=captions], [part~=preview], [part~=banner]';
/** How much of the page around a control is compared with it. */
const MARGIN = 12;
/** How much of the picture's place must change with it; a video that shows nothing changes none of it. */
const LEAST_PICTURE = 0.04;

/**
 * Whether the comparison would notice: hides each control in turn, and the avatar's picture, and says what was not missed.
 * `whole` is the picture of the page with all of them.
 */
export async function missedByNobody(page, whole, theme) {
  const picture = PNG.sync.read(whole);
  const problems = [];
  const controls = await page.evaluateHandle(shownControls, CONTROLS);
  const count = await controls.evaluate((all) => all.length);
  for (let index = 0; index < count; index++) {
    const {name, box} = await controls.evaluate(hide, index);
    const clip = around(box, picture);
    const without = await shoot(page, clip);
    await controls.evaluate(showAgain, index);
    if (compareShots(cut(picture, clip), without, theme).isSame) problems.push(`nobody would miss ${name}`);
  }
  return {count, problems};
}

/** Says so if the avatar is live and its picture looks no different from the place without it. */
export async function pictureProblem(page, whole, theme) {
  const box = await page.evaluate(hidePicture);
  if (!box) return undefined;
  const picture = PNG.sync.read(whole);
  const clip = around(box, picture, 0);
  const without = await shoot(page, clip);
  await page.evaluate(showPicture);
  const {mask} = compareShots(cut(picture, clip), without, theme);
  const share = mask.reduce((sum, each) => sum + each, 0) / mask.length;
  return share < LEAST_PICTURE ? 'the avatar is live, and its picture is not to be seen' : undefined;
}

function around({x, y, right, bottom}, {width, height}, margin = MARGIN) {
  const left = Math.max(0, Math.floor(x - margin));
  const top = Math.max(0, Math.floor(y - margin));
  return {
    x: left,
    y: top,
    width: Math.min(width, Math.ceil(right + margin)) - left,
    height: Math.min(height, Math.ceil(bottom + margin)) - top,
  };
}

/** A part of the window, wherever the page is scrolled to. */
async function shoot(page, {x, y, width, height}) {
  const [left, top] = await page.evaluate(() => [scrollX, scrollY]);
  const clip = {x: x + left, y: y + top, width, height};
  return PNG.sync.read(await page.screenshot({clip, captureBeyondViewport: false}));
}

function cut(picture, {x, y, width, height}) {
  const part = new PNG({width, height});
  PNG.bitblt(picture, part, x, y, width, height, 0, 0);
  return part;
}

/* What follows runs in the page. */

/** Those that are drawn, and that nothing covers or cuts off. */
function shownControls(selector) {
  const {shadowRoot} = document.querySelector('heygen-avatar');
  return [...shadowRoot.querySelectorAll(selector)].filter((each) => {
    if (!each.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
    const {x, y, width, height} = each.getBoundingClientRect();
    const hit = shadowRoot.elementFromPoint(x + width / 2, y + height / 2);
    return hit !== null && (each.contains(hit) || getComputedStyle(each).pointerEvents === 'none');
  });
}

function hide(all, index) {
  const element = all[index];
  const {x, y, right, bottom} = element.getBoundingClientRect();
  element.style.setProperty('visibility', 'hidden', 'important');
  return {name: element.part.value || element.localName, box: {x, y, right, bottom}};
}

function showAgain(all, index) {
  all[index].style.removeProperty('visibility');
}

/** The place of the avatar's picture, if there is to be one; both the video and the canvas that stands for it go. */
function hidePicture() {
  const {state, video, shadowRoot} = document.querySelector('heygen-avatar');
  if (!['live', 'reconnecting', 'stopping'].includes(state)) return null;
  const {x, y, right, bottom} = video.getBoundingClientRect();
  for (const each of [video, shadowRoot.querySelector('[part~=picture]')]) {
    each?.style.setProperty('visibility', 'hidden', 'important');
  }
  return {x, y, right, bottom};
}

function showPicture() {
  const {video, shadowRoot} = document.querySelector('heygen-avatar');
  for (const each of [video, shadowRoot.querySelector('[part~=picture]')]) {
    each?.style.removeProperty('visibility');
  }
}
