import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {press, reaches, shown, words} from '../support/frame-actions.mjs';
import {CLOBBERING} from './clobbering.mjs';
import {useRig} from './use-rig.mjs';

/**
 * One page that has everything at once that pages of others do to an element: each of these has a test of its own, where a fault
 * is easier to find.
 */
const HOST = 'test.internal';
const rig = useRig({hosts: [HOST]});

const STYLES = `
  html { font-size: 62.5% }
  body { white-space: nowrap; text-align: right; text-transform: uppercase; letter-spacing: .3em; text-indent: 3em;
    line-height: 3; word-spacing: 1em; block-size: 300vh }
  .app { transform: translateX(40px) scale(.9); will-change: transform }
  .view { filter: blur(0); contain: strict; overflow: hidden; block-size: 200px; inline-size: 300px }`;

/** The page's own script: what the test measures with, hotkeys that ignore only inputs, and an end to every event of an avatar on its way down. */
function pageScript() {
  window.looks = (element) => {
    const {textTransform, letterSpacing, wordSpacing, textIndent, fontSize} = getComputedStyle(element);
    return {
      inherited: {textTransform, letterSpacing, wordSpacing, textIndent},
      fontSize: parseFloat(fontSize),
    };
  };
  window.heard = [];
  document.addEventListener('keydown', (event) => {
    if (['INPUT', 'TEXTAREA'].includes(event.target.tagName) || event.key === 'Escape') return;
    window.heard.push(event.key);
    event.preventDefault();
  });
  const names = `statechange progress playing end error speechstart speechend message userspeechstart userspeechend
    microphonechange submit playblocked quality timewarning`;
  window.stopped = new Set();
  for (const name of names.split(/\s+/)) {
    addEventListener(
      `avatar-${name}`,
      (event) => {
        window.stopped.add(name);
        event.stopImmediatePropagation();
      },
      true,
    );
  }
}

const part = (name) => `heygen-avatar >>> [part~=${name}]`;

/** Waits until the last part of a name has these words. Returns its styles. */
async function says(page, name, pattern) {
  const found = await page.waitForFunction(
    (wanted, source) => {
      const parts = document.querySelector('heygen-avatar').shadowRoot.querySelectorAll(`[part~=${wanted}]`);
      const last = [...parts].at(-1);
      return new RegExp(source).test(last?.textContent.trim()) && window.looks(last);
    },
    {timeout: 10_000, polling: 50},
    name,
    pattern.source,
  );
  return found.jsonValue();
}

/** In the page: keeps the looks of the first caption, which goes when it has been said. */
function keepCaption() {
  const {shadowRoot} = document.querySelector('heygen-avatar');
  new MutationObserver(() => {
    const caption = shadowRoot.querySelector('[part~=caption-text]');
    if (caption?.textContent.trim()) window.caption ??= window.looks(caption);
  }).observe(shadowRoot, {subtree: true, childList: true, characterData: true});
}

/** Text that has none of the page's styles, and is large enough to read. */
function assertReadable({inherited, fontSize}) {
  const initial = {textTransform: 'none', letterSpacing: 'normal', wordSpacing: '0px', textIndent: '0px'};
  assert.deepEqual(inherited, initial);
  assert.ok(fontSize >= 15, `${fontSize} px`);
}

/** What the visitor sees is in the corner of the window, and takes their presses. */
async function assertInCorner(page, name) {
  const {right, bottom, isOnTop} = await page.$eval(part(name), async (element) => {
    await Promise.all(element.getAnimations().map(({finished}) => finished)); // it opens with a motion
    const box = element.getBoundingClientRect();
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const {clientWidth} = document.querySelector(':root'); // documentElement is an image here
    return {
      right: clientWidth - box.right,
      bottom: innerHeight - box.bottom,
      isOnTop: hit?.localName === 'heygen-avatar',
    };
  });
  assert.deepEqual([Math.round(right), Math.round(bottom), isOnTop], [20, 20, true], name);
}

test('a conversation on a page that does everything at once', async () => {
  const zone = rig.serve(readFileSync('node_modules/zone-0.14/bundles/zone.umd.js', 'utf8'), {
    type: 'text/javascript',
    host: HOST,
  });
  const body = `<!doctype html><html lang="de_DE"><head><meta charset="utf-8"><title>page</title><link rel="icon" href="data:,">
    <style>${STYLES}</style><script src="${zone}"></script><script>(${String(pageScript)})()</script></head>
    <body style="pointer-events: none">${CLOBBERING}
    <div class="app"><div class="view">
      <heygen-avatar mode="floating" backend="sandbox" chat captions controls microphone></heygen-avatar>
    </div></div>
    <div style="position: fixed; inset: 0; z-index: 2147483647"></div>
    <script type="module" src="${rig.cdn}/heygen-avatar.js"></script>`;
  const {page, errors, complaints} = await rig.open(rig.serve(body, {host: HOST}));
  const conditions = () => [isSecureContext, typeof crypto.randomUUID, typeof Zone];
  assert.deepEqual(await page.evaluate(conditions), [false, 'undefined', 'function']);

  await shown(page, '[part~=launcher]');
  await page.evaluate(() => scrollTo(0, innerHeight));
  await assertInCorner(page, 'launcher');
  await shown(page, '[aria-label="Mit dem Avatar sprechen"]');
  await press(page, 'launcher');
  await assertInCorner(page, 'panel');
  assertReadable(await says(page, 'start-button', /^Gespräch beginnen$/));

  await press(page, 'start-button');
  await reaches(page, 'live');
  await says(page, 'preview', /^Vorschau/);
  await press(page, 'microphone');
  await says(page, 'notice', /^Das Mikrofon braucht eine sichere Seite/);

  await page.evaluate(keepCaption);
  await page.$eval('heygen-avatar', (avatar) => void avatar.speak('Guten Tag.'));
  const caption = await page.waitForFunction(() => window.caption, {polling: 50});
  assertReadable(await caption.jsonValue());
  await press(page, 'message-box');
  await page.keyboard.type('s/j? k');
  await page.keyboard.press('Enter'); // which opens the conversation
  await says(page, 'user-line', /s\/j\? k$/);
  assertReadable(await says(page, 'avatar-line', /s\/j\? k/)); // the sandbox repeats the question in its answer

  await press(page, 'message-box');
  await page.keyboard.type('More');
  await page.keyboard.press('Escape');
  await page.waitForFunction(
    () => !document.querySelector('heygen-avatar').shadowRoot.querySelector('[part~=transcript]'),
  );
  await page.keyboard.press('Escape');
  const kept = await page.$eval(part('message-box'), ({value}) => value);
  const state = await page.$eval('heygen-avatar', (avatar) => [avatar.state, avatar.open]);
  assert.deepEqual([kept, ...state], ['More', 'live', true]);

  await press(page, 'stop');
  await reaches(page, 'ended');
  assert.match(await words(page), /Das Gespräch ist beendet/);
  const sessions = await page.evaluate(async (address) => {
    const {startSandbox} = await import(address);
    const {openSessions, sessions: all} = await startSandbox();
    return {open: openSessions, endedBy: all.map((session) => session.endedBy)};
  }, `${rig.cdn}/sandbox.js`);
  assert.deepEqual(sessions, {open: 0, endedBy: ['stop']});
  await page.keyboard.press('Escape');
  await shown(page, '[part~=launcher]');
  await assertInCorner(page, 'launcher');

  assert.deepEqual(await page.evaluate(() => window.heard), []);
  const stopped = await page.evaluate(() => [...window.stopped]);
  for (const name of ['statechange', 'message', 'end']) assert.ok(stopped.includes(name), name);
  assert.deepEqual(errors, []);
  assert.deepEqual(complaints, []);
});
