import {statSync} from 'node:fs';

const SIZE = {width: 1500, height: 700};
const LOOK = `
  :root, body { background: none !important }
  .side { visibility: hidden }
  heygen-avatar { --avatar-font: 'Noto Sans Variable', sans-serif; width: 860px; max-width: none; box-shadow: none !important }
`;

/**
 * Takes the picture of the README: the demo's element as it greets, with all its controls, at twice the resolution of a page.
 * The corners are transparent, for light and dark pages.
 */
export async function shootHero({browser, origin}, file) {
  const page = await browser.newPage();
  await page.setViewport(SIZE);
  await page.goto(`${origin}/demo/`);
  await page.addStyleTag({url: `${origin}/node_modules/@fontsource-variable/noto-sans/index.css`});
  await page.addStyleTag({content: LOOK});
  await page.evaluate(greet);
  await page.setViewport({...SIZE, deviceScaleFactor: 2});
  const avatar = await page.$('heygen-avatar');
  await avatar.screenshot({path: file, omitBackground: true});
  console.log(`${file}, ${Math.round(statSync(file).size / 1024)} kB`);
}

/** In the page: the avatar says its first words, and stops with its mouth open. */
async function greet() {
  const {showExactPicture, stopClock, stopMotion} = await import('/demo/gallery/still.js');
  const {startSandbox} = await import('/dist/cdn/sandbox.js');
  stopClock(); // a speech of more than a few seconds does not end
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const avatar = document.querySelector('heygen-avatar');
  avatar.quality = 'high';
  avatar.greeting = 'Hello! Ask me anything, by voice or in writing. I answer here, on a page of your own.';
  const whole = new Promise((resolve) =>
    avatar.addEventListener('avatar-message', ({final}) => final && resolve()),
  );
  await avatar.start();
  const room = (await startSandbox()).room();
  await showExactPicture(avatar, room.picture);
  const caption = () => avatar.shadowRoot.querySelector('[part~=captions]')?.textContent ?? '';
  await whole;
  while (!caption() || !isMouthOpen()) await frame();
  room.stopPicture();
  avatar.shadowRoot.activeElement?.blur();
  setInterval(() => avatar.dispatchEvent(new Event('pointermove')), 500); // the controls stay
  await document.fonts.ready;
  await stopMotion(avatar);

  /** The middle of an open mouth is dark. */
  function isMouthOpen() {
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    const {video} = avatar;
    context.drawImage(video, video.videoWidth * 0.5, video.videoHeight * 0.625, 1, 1, 0, 0, 1, 1);
    const [red] = context.getImageData(0, 0, 1, 1).data;
    return red < 130;
  }
}
