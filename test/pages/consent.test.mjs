import assert from 'node:assert/strict';
import {test} from 'node:test';
import {defined, press, reaches, shown} from '../support/frame-actions.mjs';
import {useRig} from './use-rig.mjs';

/** Needs real requests of a real page, and presses that the browser counts as the visitor's. */
const rig = useRig();
let page;

/** Files that belong to a session. */
const OF_A_SESSION = /(intent-code|livekit-room|sandbox|autoplay-watch|kept-talk|analytics)/;

/** Opens a page whose avatar requires consent, and counts what a visitor must not pay for before it. */
async function open(attributes = '') {
  const requested = [];
  const body = `<!doctype html><html lang="en"><body><a href="#top">Top</a>
    <script>
      window.opened = [];
      navigator.mediaDevices.getUserMedia = () => (opened.push('microphone'), Promise.reject(new DOMException('no', 'NotAllowedError')));
      const Real = RTCPeerConnection;
      RTCPeerConnection = class extends Real { constructor(...all) { super(...all); opened.push('connection'); } };
    </script>
    <script type="module" src="${rig.site}/files/heygen-avatar.js"></script>
    <heygen-avatar backend="sandbox" muted microphone controls greeting="Hello." consent="required" ${attributes}>
      <a slot="consent" href="#privacy">Privacy</a>
    </heygen-avatar>
    <button commandfor="guide" command="--start">Start</button>`;
  ({page} = await rig.open('about:blank'));
  page.on('request', (request) => requested.push(request.url()));
  await page.goto(rig.serve(body));
  await defined(page);
  const part = (name) => shown(page, `[part~=${name}]`);
  await part('consent-box');
  return {
    part,
    /** Everything that would show that something of a session has begun. */
    seen: async () => [
      ...requested.filter((url) => OF_A_SESSION.test(url)),
      ...(await page.evaluate(() => [
        ...window.opened,
        ...(window.dataLayer ?? []),
        ...Object.keys(localStorage),
        ...Object.keys(sessionStorage),
      ])),
    ],
  };
}

const focusedPart = () =>
  page.$eval('heygen-avatar', ({shadowRoot}) => shadowRoot.activeElement?.getAttribute('part') ?? null);

test('before consent nothing is requested, loaded, stored or opened, whichever way somebody tries', async () => {
  const {part, seen} = await open(
    'id="guide" preload="token" autoplay commands="start" resume analytics="datalayer" feedback',
  );
  await (await page.$('heygen-avatar')).hover();
  await page.focus('a');
  const codes = await page.$eval('heygen-avatar', async (avatar) => {
    const calls = ['start', 'startMicrophone', 'startPushToTalk', 'speak', 'ask'];
    const codes = await Promise.all(calls.map((call) => avatar[call]('Hello').catch(({code}) => code)));
    avatar.preload = 'auto';
    await new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve)));
    return codes;
  });
  assert.deepEqual(new Set(codes), new Set(['consent-required']));
  assert.deepEqual(await seen(), []);

  // A press leads to the box, and says why; a press on the page's link ticks nothing.
  await press(page, 'start-button');
  await part('consent-missing');
  assert.equal(await focusedPart(), 'consent-box');
  await page.focus('a');
  await page.click('button[command]');
  await page.waitForFunction(() => document.activeElement?.localName === 'heygen-avatar');
  await page.click('[slot=consent]');
  assert.equal(await page.$eval('heygen-avatar', ({state}) => state), 'idle');
  assert.deepEqual(await seen(), []);
});

test('a ticked box lets the visitor start; it is remembered, and withdrawn in the menu', async () => {
  const {part, seen} = await open('consent-version="7"');
  await press(page, 'consent-box');
  await page.waitForFunction(() => localStorage.getItem('heygen-avatar-consent:7') !== null);
  assert.equal(await page.$eval('heygen-avatar', ({state}) => state), 'idle', 'a tick starts nothing');
  await press(page, 'start-button');
  await reaches(page, 'live');

  await page.reload();
  await defined(page);
  await press(page, 'start-button');
  await reaches(page, 'live');
  assert.equal(await page.$('heygen-avatar >>> [part~=consent]'), null);
  assert.ok((await seen()).includes('heygen-avatar-consent:7'));

  await press(page, 'more');
  await press(page, 'withdraw-consent');
  await reaches(page, 'ended');
  await part('consent-box');
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  await press(page, 'restart');
  await part('consent-missing');
  assert.equal(await page.$eval('heygen-avatar', ({state}) => state), 'ended');
});
