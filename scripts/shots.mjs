import {mkdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import puppeteer from 'puppeteer-core';
import sirv from 'sirv';
import {SCENES} from '../demo/gallery/scenes.js';
import {compareShots} from './compare-shots.mjs';
import {CHROMIUM_FLAGS, findChromium} from './find-browser.mjs';

/**
 * Takes a picture of every scene of the gallery, in light and dark: `npm run shots` keeps them in `test/shots`, `-- --check`
 * compares them with those that are kept there. Needs `npm run build` before.
 */
const KEPT = 'test/shots';
const TAKEN = 'dist/shots';
const DEFAULT_SIZE = [520, 310];

const isCheck = process.argv.includes('--check');
const only = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const folder = isCheck ? TAKEN : KEPT;
mkdirSync(folder, {recursive: true});

const files = sirv('.', {dev: true});
const server = createServer((request, response) =>
  files(request, response, () => response.writeHead(404).end()),
);
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await puppeteer.launch({
  executablePath: findChromium(),
  args: [
    ...CHROMIUM_FLAGS,
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
    '--force-color-profile=srgb',
    '--font-render-hinting=none',
  ],
});

const names = [];
try {
  for (const [scene, {size = DEFAULT_SIZE}] of Object.entries(SCENES)) {
    if (only.length > 0 && !only.includes(scene)) continue;
    for (const theme of ['light', 'dark']) {
      const name = `${scene}-${theme}.png`;
      writeFileSync(`${folder}/${name}`, await shoot(scene, theme, size));
      names.push(name);
    }
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`${names.length} pictures in ${folder}`);
if (isCheck) process.exitCode = compareShots({kept: KEPT, taken: TAKEN, names}) ? 0 : 1;

async function shoot(scene, theme, [width, height]) {
  const page = await browser.newPage();
  try {
    await page.setViewport({width, height});
    await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: theme}]);
    await page.goto(`http://127.0.0.1:${server.address().port}/demo/gallery/scene.html?scene=${scene}`);
    await page.waitForSelector('[data-ready]', {timeout: 20_000}).catch(() => {
      throw new Error(`The scene "${scene}" did not get ready.`);
    });
    return await page.screenshot();
  } finally {
    await page.close();
  }
}
