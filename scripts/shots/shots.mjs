import {mkdirSync, writeFileSync} from 'node:fs';
import {SCENES, SIZE} from '../demo/gallery/scenes.js';
import {shootHero} from './shot-hero.mjs';
import {missedByNobody, pictureProblem} from './shot-controls.mjs';
import {checkAgainst} from './shot-files.mjs';
import {emulate, openStage} from './shot-stage.mjs';

/**
 * Takes a picture of every scene of the gallery, in light and dark. Needs `npm run build` before.
 *
 *     npm run shots                     keeps them in test/shots
 *     npm run shots -- --check          compares them with those that are kept there, and sees whether the comparison
 *                                       would notice if any control were gone
 *     npm run shots -- live captions    these scenes alone, with or without --check
 *     npm run shots -- --hero           takes demo/screenshot.png, the picture in the README, from the demo
 *
 * A scene whose avatar is live and not to be seen fails in any case.
 */
const KEPT = 'test/shots';
const TAKEN = 'dist/shots';

const isCheck = process.argv.includes('--check');
const only = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const folder = isCheck ? TAKEN : KEPT;
mkdirSync(folder, {recursive: true});

let problems = 0;
let pictures = 0;
let controls = 0;
let stage = await openStage();
try {
  if (process.argv.includes('--hero')) await shootHero(stage, 'demo/screenshot.png');
  else for (const name of scenesAsked()) await shootSurely(name, SCENES[name]);
} finally {
  await stage.close();
}
console.log(`${pictures} pictures in ${folder}, ${problems} problems`);
if (isCheck) console.log(`${controls} controls were hidden, one at a time`);
if (problems > 0) process.exitCode = 1;

function scenesAsked() {
  const unknown = only.filter((name) => !(name in SCENES));
  if (unknown.length > 0) throw new Error(`The gallery has no ${unknown.join(', ')}.`);
  return only.length > 0 ? only : Object.keys(SCENES);
}

/** A browser that has died is not the scene's fault: another one tries it once more. */
async function shootSurely(name, scene) {
  try {
    await shoot(name, scene);
  } catch (error) {
    if (stage.browser.connected) return complain(`${name}: ${error.message}`);
    await stage.close().catch(() => {});
    stage = await openStage();
    await shoot(name, scene).catch((again) => complain(`${name}: ${again.message}`));
  }
}

async function shoot(scene, {size: [width, height] = SIZE, media}) {
  const page = await stage.browser.newPage();
  try {
    await page.setViewport({width, height});
    await emulate(page, 'light', media);
    await page.goto(`${stage.origin}/demo/gallery/scene.html?scene=${scene}`);
    await page.waitForSelector('[data-ready], [data-failed]', {timeout: 20_000});
    const failure = await page.evaluate(() => document.documentElement.dataset.failed);
    if (failure) throw new Error(failure);
    for (const theme of ['light', 'dark']) {
      await emulate(page, theme, media);
      await page.evaluate(() => globalThis.settle());
      await take(page, `${scene}-${theme}.png`, theme);
    }
  } finally {
    await page.close().catch(() => {});
  }
}

/** At once: a browser that dies takes nothing of it along. */
function complain(problem) {
  console.error(problem);
  problems++;
}

async function take(page, name, theme) {
  const shot = await page.screenshot({captureBeyondViewport: false});
  writeFileSync(`${folder}/${name}`, shot);
  pictures++;
  const lost = await pictureProblem(page, shot, theme);
  if (lost) complain(`${name}: ${lost}`);
  if (!isCheck) return;
  const changed = checkAgainst(KEPT, name, shot, theme);
  if (changed) complain(changed);
  const hidden = await missedByNobody(page, shot, theme);
  controls += hidden.count;
  for (const each of hidden.problems) complain(`${name}: ${each}`);
}
