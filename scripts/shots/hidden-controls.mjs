import {PNG} from 'pngjs';
import {compareShots} from './compare-shots.mjs';

/** What a visitor can press, and what tells him something in a few letters. */
const CONTROLS =
  'button, input, textarea, summary, [part~=clock], [part~=captions], [part~=preview], [part~=banner]';
/** How far apart controls are that are hidden at the same time: neither's shadow falls on the other. */
const APART = 12;
/** How much of the picture's place must change with it; a video that shows nothing changes none of it. */
const LEAST_PICTURE = 0.04;

/**
 * Whether the comparison would notice if a control were gone: hides them, few at a time, and says what was not missed.
 * `whole` is the picture of the page with all of them.
 */
export async function missedByNobody(page, whole, theme) {
  const picture = PNG.sync.read(whole);
  const problems = [];
  const controls = await page.evaluateHandle(shownControls, CONTROLS);
  const boxes = await controls.evaluate(boxesOf);
  for (const round of rounds(boxes)) {
    await controls.evaluate(
      hide,
      round.map(({index}) => index),
    );
    const without = await shoot(page);
    await controls.evaluate(showAgain);
    for (const {name, ...box} of round) {
      const place = inside(box, picture);
      if (compareShots(cut(picture, place), cut(without, place), theme).isSame) {
        problems.push(`nobody would miss ${name}`);
      }
    }
  }
  return {count: boxes.length, problems};
}

/** Those that are apart from each other can be hidden together. */
function rounds(boxes) {
  const result = [];
  for (const box of boxes) {
    const round = result.find((others) => others.every((other) => isApart(box, other)));
    if (round) round.push(box);
    else result.push([box]);
  }
  return result;
}

function isApart(one, other) {
  const isBeside = one.right + APART < other.x || other.right + APART < one.x;
  return isBeside || one.bottom + APART < other.y || other.bottom + APART < one.y;
}

/** Says so if the avatar is live and its picture looks no different from the place without it. */
export async function pictureProblem(page, whole, theme) {
  const box = await page.evaluate(hidePicture);
  if (!box) return undefined;
  const picture = PNG.sync.read(whole);
  const without = await shoot(page);
  await page.evaluate(showPicture);
  const place = inside(box, picture);
  const {mask} = compareShots(cut(picture, place), cut(without, place), theme);
  const share = mask.reduce((sum, each) => sum + each, 0) / mask.length;
  return share < LEAST_PICTURE ? 'the avatar is live, and its picture is not to be seen' : undefined;
}

const shoot = async (page) => PNG.sync.read(await page.screenshot({captureBeyondViewport: false}));

/** The pixels of a box that are in the picture. */
function inside({x, y, right, bottom}, {width, height}) {
  const [left, top] = [Math.max(0, Math.floor(x)), Math.max(0, Math.floor(y))];
  return {
    x: left,
    y: top,
    width: Math.min(width, Math.ceil(right)) - left,
    height: Math.min(height, Math.ceil(bottom)) - top,
  };
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

function boxesOf(all) {
  return all.map((each, index) => {
    const {x, y, right, bottom} = each.getBoundingClientRect();
    return {index, name: each.part.value || each.localName, x, y, right, bottom};
  });
}

function hide(all, indexes) {
  for (const index of indexes) all[index].style.setProperty('visibility', 'hidden', 'important');
}

function showAgain(all) {
  for (const each of all) each.style.removeProperty('visibility');
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
