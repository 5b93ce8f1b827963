import {mkdirSync, writeFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {SCENES, SIZE} from '../../demo/gallery/scenes.js';
import {checkHiddenControls, pictureProblem} from './hidden-controls.mjs';
import {shootHero} from './hero.mjs';
import {checkAgainst} from './kept-pictures.mjs';
import {shootMatrix} from './matrix.mjs';
import {Shot} from './shot.mjs';
import {emulate, openStage} from './stage.mjs';

/**
 * Takes a picture of every scene of the gallery, in light and dark. Needs `npm run build` before.
 *
 *     npm run shots                     keeps them in test/shots
 *     npm run shots -- --check          compares them with the kept ones, and hides each kind of control once in each theme
 *                                       to see that the comparison reports it
 *     npm run shots -- --check --hide-all   hides every control in every picture
 *     npm run shots -- live captions    these scenes alone, with or without --check
 *     npm run shots -- --matrix         every scene at nine sizes of the window, on three pages, in dist/matrix: nothing may be over
 *                                       the face or out of the card, and axe finds nothing. Takes half an hour
 *     npm run shots -- --hero           takes demo/screenshot.png, the picture in the README, from the demo
 *
 * A scene whose avatar is live without a visible video fails in any case.
 */
const KEPT = 'test/shots';
const TAKEN = 'dist/shots';

const {values: options, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    check: {type: 'boolean'},
    'hide-all': {type: 'boolean'},
    hero: {type: 'boolean'},
    matrix: {type: 'boolean'},
  },
});
const folder = options.check ? TAKEN : KEPT;
mkdirSync(folder, {recursive: true});

const counts = {problems: 0, controls: 0, pictures: 0};
/** The kinds of controls that were hidden, by theme. */
const hiddenKinds = {light: new Set(), dark: new Set()};
let stage = await openStage();
try {
  if (options.hero) await shootHero(stage, 'demo/screenshot.png');
  else if (options.matrix) await matrix();
  else for (const name of chosenScenes()) await shootSurely(name, SCENES[name]);
} finally {
  await stage.close();
}
console.log(
  `${counts.pictures} pictures in ${options.matrix ? 'dist/matrix' : folder}, ${counts.problems} problems`,
);
if (options.check) console.log(`${counts.controls} controls were hidden`);
if (counts.problems > 0) process.exitCode = 1;

function chosenScenes() {
  const unknown = positionals.filter((name) => !(name in SCENES));
  if (unknown.length > 0) throw new Error(`The gallery has no ${unknown.join(', ')}.`);
  return positionals.length > 0 ? positionals : Object.keys(SCENES).filter((name) => !SCENES[name].isLong);
}

async function matrix() {
  for (const name of positionals.length > 0 ? chosenScenes() : Object.keys(SCENES)) {
    const {pictures: taken, problems} = await shootMatrix(stage, name, SCENES[name], 'dist/matrix').catch(
      ({message}) => ({pictures: 0, problems: [`${name}: ${message}`]}),
    );
    counts.pictures += taken;
    problems.forEach(complain);
  }
}

/** Shoots a scene once more if the browser has crashed meanwhile, which is not the scene's fault. */
async function shootSurely(name, scene) {
  counts.pictures += 2; // light and dark
  let problems = await shoot(name, scene);
  if (!stage.browser.connected) {
    await stage.close().catch(() => {});
    stage = await openStage();
    problems = await shoot(name, scene);
  }
  problems.forEach(complain);
}

/** Takes the pictures of a scene; resolves with what is wrong with them. */
async function shoot(name, scene) {
  const problems = [];
  try {
    await inPage(name, scene, async (page, theme) => {
      problems.push(...(await take(page, `${name}-${theme}.png`, theme)));
    });
  } catch ({message}) {
    problems.push(`${name}: ${message}`);
  }
  return problems;
}

/** Opens a scene, and calls `work` with the page for each theme, when nothing moves in it. */
async function inPage(scene, {size: [width, height] = SIZE, media, needsWebRtc}, work) {
  const page = await stage.browser.newPage();
  try {
    if (!needsWebRtc) await page.evaluateOnNewDocument(stage.withoutWebRtc);
    await page.setViewport({width, height});
    await page.emulateTimezone('UTC');
    await emulate(page, 'light', media);
    await page.goto(`${stage.origin}/demo/gallery/scene.html?scene=${scene}`);
    await page.waitForSelector('[data-ready], [data-failed]', {timeout: 20_000});
    const failure = await page.evaluate(() => document.documentElement.dataset.failed);
    if (failure) throw new Error(failure);
    for (const theme of ['light', 'dark']) {
      await emulate(page, theme, media);
      await page.evaluate(() => globalThis.settle());
      await work(page, theme);
    }
  } finally {
    await page.close().catch(() => {});
  }
}

/** Reports at once: the log is complete even if this process dies. */
function complain(problem) {
  console.error(problem);
  counts.problems++;
}

/** Takes one picture; resolves with what is wrong with it. */
async function take(page, name, theme) {
  const problems = [];
  const shot = new Shot(await page.screenshot({captureBeyondViewport: false}));
  writeFileSync(`${folder}/${name}`, shot.bytes);
  // Both themes have the same video.
  const lost = theme === 'light' ? await pictureProblem(page, shot, theme) : undefined;
  if (lost) problems.push(`${name}: ${lost}`);
  if (!options.check) return problems;
  const changed = checkAgainst(KEPT, name, shot, theme);
  if (changed) problems.push(changed);
  const kinds = hiddenKinds[theme];
  const isWanted = (kind) => options['hide-all'] || !kinds.has(kind);
  const hidden = await checkHiddenControls(page, shot, theme, isWanted);
  for (const kind of hidden.kinds) kinds.add(kind);
  counts.controls += hidden.kinds.length;
  problems.push(...hidden.problems.map((each) => `${name}: ${each}`));
  return problems;
}
