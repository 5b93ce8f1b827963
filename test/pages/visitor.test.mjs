import assert from 'node:assert/strict';
import {test} from 'node:test';
import {defined, press, reaches, shown} from '../support/frame-actions.mjs';
import {useRig} from './use-rig.mjs';

/** Needs the browser's own protocol: touch, safe areas of the screen, and the visitor's system settings. */
const rig = useRig();
let page;

async function open(attributes, {dir = 'ltr', features = []} = {}) {
  const body = `<!doctype html><html lang="en" dir="${dir}"><meta name="viewport" content="width=device-width, viewport-fit=cover">
    <script type="module" src="${rig.cdn}/heygen-avatar.js"></script>
    <heygen-avatar backend="sandbox" muted ${attributes}></heygen-avatar>`;
  ({page} = await rig.open('about:blank'));
  await page.setViewport({width: 800, height: 600, hasTouch: true});
  const client = await page.createCDPSession();
  await client.send('Emulation.setEmulatedMedia', {features}); // puppeteer's own method knows fewer features
  await page.goto(rig.serve(body));
  await defined(page);
}

/** A computed style of a part. */
const style = (part, name) =>
  page.$eval(
    `heygen-avatar >>> [part~=${part}]`,
    (element, property) => getComputedStyle(element)[property],
    name,
  );
/** Where a part is in the window, once it is drawn. */
async function box(part) {
  const drawn = await shown(page, `[part~=${part}]`);
  return drawn.evaluate((element) => element.getBoundingClientRect().toJSON());
}

/** A colour as the browser resolves it. */
const colour = (name) =>
  page.evaluate((value) => {
    const probe = document.createElement('i');
    probe.style.color = value;
    document.body.append(probe);
    const {color} = getComputedStyle(probe);
    probe.remove();
    return color;
  }, name);

test('a tap that brings the controls back does not stop the session; the next tap does', async () => {
  // Only where the page leaves no height do the controls lie on the picture, and hide.
  await open('controls style="block-size: 200px"');
  await press(page, 'start-button');
  await reaches(page, 'live');
  const {x, y, width, height} = await box('stop');
  await page.waitForFunction(
    () => {
      const stop = document.querySelector('heygen-avatar').shadowRoot.querySelector('[part~=stop]');
      return getComputedStyle(stop).opacity === '0';
    },
    {timeout: 15_000},
  );
  await page.touchscreen.tap(x + width / 2, y + height / 2);
  await page.waitForFunction(() => {
    const stop = document.querySelector('heygen-avatar').shadowRoot.querySelector('[part~=stop]');
    return getComputedStyle(stop).opacity === '1';
  });
  assert.equal(await page.$eval('heygen-avatar', ({state}) => state), 'live');
  await page.touchscreen.tap(x + width / 2, y + height / 2);
  await reaches(page, 'ended');
});

const INSETS = {top: 31, left: 41, bottom: 51, right: 61};
const CORNERS = [
  ['bottom-end', 'ltr', {bottom: 51, right: 61}],
  ['bottom-start', 'ltr', {bottom: 51, left: 41}],
  ['top-end', 'ltr', {top: 31, right: 61}],
  ['top-start', 'ltr', {top: 31, left: 41}],
  ['bottom-end', 'rtl', {bottom: 51, left: 41}],
  ['bottom-start', 'rtl', {bottom: 51, right: 61}],
];
for (const [placement, dir, sides] of CORNERS) {
  test(`the launcher keeps clear of notches: ${placement}, ${dir}`, async () => {
    await open(`mode="floating" placement="${placement}"`, {dir});
    const client = await page.createCDPSession();
    await client.send('Emulation.setSafeAreaInsetsOverride', {insets: INSETS});
    const {left, top, right, bottom} = await box('launcher');
    const room = {left, top, right: 800 - right, bottom: 600 - bottom};
    for (const [side, distance] of Object.entries(sides)) {
      assert.ok(Math.abs(room[side] - distance) <= 1, `${side}: ${room[side]}`);
    }
  });
}

test('in forced colours every part has the visitor’s colours, and a control that is on is highlighted', async () => {
  await open('controls captions', {features: [{name: 'forced-colors', value: 'active'}]});
  await press(page, 'start-button');
  await reaches(page, 'live');
  await press(page, 'more');
  const captions = await shown(page, '[part=caption-toggle] > .switch');
  const background = await captions.evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.equal(background, await colour('Highlight'));
  assert.equal(await style('fullscreen', 'borderBlockStartColor'), await colour('ButtonText'));
  await page.$eval('heygen-avatar', (avatar) => avatar.stop());
  await reaches(page, 'ended');
  assert.equal(await style('message', 'backgroundColor'), await colour('Canvas'));
  assert.equal(await style('reason', 'color'), await colour('CanvasText'));
});

test('with reduced motion nothing fades, and a word pulses in place of the spinner', async () => {
  await open('controls', {features: [{name: 'prefers-reduced-motion', value: 'reduce'}]});
  const durations = (await style('video', 'transitionDuration')).split(', ');
  assert.ok(
    durations.every((each) => parseFloat(each) === 0),
    String(durations),
  );
  await page.$eval('heygen-avatar', (avatar) => avatar.start());
  await shown(page, '[part~=stop]');
  assert.equal(parseFloat(await style('stop', 'transitionDuration')), 0);
  await page.$eval('heygen-avatar', (avatar) => {
    Object.defineProperty(avatar, 'state', {get: () => 'reconnecting'});
    avatar.requestUpdate();
    return avatar.updateComplete;
  });
  assert.equal(await style('spinner', 'display'), 'none');
  const word = await shown(page, '[part~=spinner] + span');
  assert.equal(await word.evaluate((element) => getComputedStyle(element).animationDuration), '2s');
});
