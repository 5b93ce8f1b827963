import {statSync} from 'node:fs';

/** Twice as fine as a page is, for screens that show it so. */
const VIEWPORT = {width: 1500, height: 1000, deviceScaleFactor: 2};
const WIDTH = 860;

/**
 * The picture in the README: the element of the demo as it greets, with all its controls. The corners are transparent, for
 * light and dark pages. It moves, so that no two of them are the same: take one until you like it.
 */
export async function shootHero({browser, origin}, file) {
  const page = await browser.newPage();
  await page.setViewport(VIEWPORT);
  await page.goto(`${origin}/demo/`);
  await page.addStyleTag({
    content: `:root, body { background: none !important } heygen-avatar { box-shadow: none !important }`,
  });
  await page.evaluate(greet, WIDTH);
  const avatar = await page.$('heygen-avatar');
  await avatar.screenshot({path: file, omitBackground: true});
  console.log(`${file}, ${Math.round(statSync(file).size / 1024)} kB`);
}

/** Runs in the page: the avatar says its first words, and the picture is the one before the codec. */
async function greet(width) {
  const {showExactPicture} = await import('/demo/gallery/still.js');
  const {startSandbox} = await import('/dist/cdn/sandbox.js');
  const avatar = document.querySelector('heygen-avatar');
  avatar.style.width = `${width}px`;
  avatar.quality = 'high';
  avatar.greeting = 'Hello! Ask me anything, by voice or in writing.';
  await avatar.start();
  await showExactPicture(avatar, (await startSandbox()).room().picture);
  const caption = () => avatar.shadowRoot.querySelector('[part~=captions]')?.textContent ?? '';
  while (!avatar.speaking || !caption()) await new Promise((resolve) => requestAnimationFrame(resolve));
  avatar.shadowRoot.activeElement?.blur();
  avatar.dispatchEvent(new Event('pointermove'));
  await avatar.updateComplete;
}
