import {PNG} from 'pngjs';
import {changedShare, comparePictures} from './compare.mjs';

/** What a visitor can press, and what informs them in a few letters. */
const CONTROLS =
  'button, input, textarea, summary, .size, [part~=clock], [part~=captions], [part~=preview], [part~=banner]';
/** What draws nothing itself: the mini player's picture without the focus, and the radio button under a letter (`.size`). */
const UNSEEN = '[part~=mini-back], [part~=text-size-choice]';
/** How far apart controls must be to be hidden at the same time: neither's shadow may fall on the other. */
const APART = 12;
/** The share of the video's box that must change when the video is hidden. */
const LEAST_PICTURE = 0.04;

/**
 * Checks that the comparison would report a missing control: hides the controls, few at a time, and returns a problem for each
 * that makes no difference. `shot` is the picture of the page with all of them; `isWanted` picks controls by name.
 */
export async function checkHiddenControls(page, shot, theme, isWanted) {
  const problems = [];
  const controls = await page.evaluateHandle(shownControls, CONTROLS, UNSEEN);
  const boxes = (await controls.evaluate(boxesOf)).filter(({name}) => isWanted(name));
  for (const round of rounds(boxes)) {
    await controls.evaluate(
      hide,
      round.map(({index}) => index),
    );
    const {picture} = shot;
    const without = await shoot(page);
    await controls.evaluate(showAgain);
    for (const {name, ...box} of round) {
      const place = inside(box, picture);
      if (comparePictures(cut(picture, place), cut(without, place), theme).isSame) {
        problems.push(`the comparison would not report a missing ${name}`);
      }
    }
  }
  return {kinds: boxes.map(({name}) => name), problems};
}

/** Groups controls that can be hidden together, because they are apart from each other. */
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

/** Returns a problem if the avatar is live and hiding its video makes no difference. */
export async function pictureProblem(page, shot, theme) {
  const box = await page.evaluate(hidePicture);
  if (!box) return undefined;
  const place = inside(box, shot.picture);
  const without = await shoot(page, place);
  await page.evaluate(showPicture);
  const share = changedShare(cut(shot.picture, place), without, theme);
  return share < LEAST_PICTURE ? 'the avatar is live, and its video does not show' : undefined;
}

/** Puppeteer counts from the top of the page, which may be scrolled; everything here from the top of the window. */
async function shoot(page, clip) {
  const {x, y} = await page.evaluate(() => ({x: scrollX, y: scrollY}));
  const place = clip && {clip: {...clip, x: clip.x + x, y: clip.y + y}};
  return PNG.sync.read(await page.screenshot({captureBeyondViewport: false, ...place}));
}

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

/* The functions below run in the page. */

/** The controls that are drawn, apart from the unseen ones, and that nothing covers or cuts off. */
function shownControls(selector, unseen) {
  const {shadowRoot} = document.querySelector('heygen-avatar');
  return [...shadowRoot.querySelectorAll(selector)].filter((each) => {
    if (each.matches(unseen)) return false;
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

/** Hides the video, and the canvas that replaces it; returns their box, or null where there is to be no video. */
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
