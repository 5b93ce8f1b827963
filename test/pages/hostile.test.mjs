import assert from 'node:assert/strict';
import {test} from 'node:test';
import {documentedPolicy} from '../support/documented-policy.mjs';
import {defined, press, reaches, shown, words} from '../support/frame-actions.mjs';
import {CLOBBERING} from './clobbering.mjs';
import {useRig} from './use-rig.mjs';

/** Pages that could break the element; each is a real document with real headers. */

const rig = useRig();

const ELEMENT = '<heygen-avatar backend="sandbox"></heygen-avatar>';
const script = (version = 'v1') =>
  `<script type="module" src="${rig.cdn}/${version}/heygen-avatar.js"></script>`;
const modern = (head, body = ELEMENT) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>page</title>${head}</head><body>${body}</body></html>`;

/** The documented policy for this rig's script. test/livekit/policy.test.mjs tests its `connect-src`. */
const strictPolicy = () => documentedPolicy({'https://cdn.example': rig.cdn});

/** A visitor's click starts a session; the avatar speaks, and another click stops it. */
async function converse(frame) {
  await defined(frame);
  await press(frame, 'start-button');
  await reaches(frame, 'live');
  const ended = await frame.evaluate(async () => {
    const element = document.querySelector('heygen-avatar');
    const task = await element.speak('Hi.');
    return task.ended;
  });
  assert.equal(ended, 'finished');
  await press(frame, 'stop');
  await reaches(frame, 'ended');
  assert.match(await words(frame), /has ended/);
}

/** The page threw nothing and violated no policy. */
async function assertClean({page, errors}) {
  assert.deepEqual(errors, []);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
}

test('under the policy of docs/guides/csp.md a session runs and nothing is blocked', async () => {
  const policy = strictPolicy();
  assert.doesNotMatch(policy, /unsafe|blob:|data:/);
  assert.match(policy, /require-trusted-types-for 'script'/);
  const headers = {'content-security-policy': policy};
  const opened = await rig.open(rig.serve(modern(script()), {headers}));
  const isEnforced = await opened.page.evaluate(() => {
    try {
      document.createElement('div').innerHTML = '<b>text</b>';
      return false;
    } catch {
      return true;
    }
  });
  assert.ok(isEnforced, 'the policy is in force');
  await opened.page.evaluate(() => (window.violations.length = 0));
  await converse(opened.page);
  await assertClean(opened);
});

test('elements whose ids or names are the globals of our libraries do no harm', async () => {
  const opened = await rig.open(rig.serve(modern('', CLOBBERING + ELEMENT + script())));
  await converse(opened.page);
  await assertClean(opened);
});

test('where the policy lacks the API’s address, the message on screen names the policy', async () => {
  const headers = {'content-security-policy': strictPolicy().replace(' https://api.heygen.com', '')};
  const body = '<heygen-avatar token-url="/token"></heygen-avatar>';
  const {page} = await rig.open(rig.serve(modern(script(), body), {headers}));
  await defined(page);
  await page.evaluate(() => {
    document.querySelector('heygen-avatar').tokenProvider = () => 'a-session-token-of-some-length';
  });
  await press(page, 'start-button');
  await reaches(page, 'failed');
  assert.match(await words(page), /Content-Security-Policy \(connect-src\)/);
});

/** Freezes the platform, as Wix and the hardened-JavaScript shims do. */
function freeze() {
  const {defineProperty, freeze: frozen} = Object;
  for (const target of [window, document, EventTarget.prototype]) {
    for (const name of ['addEventListener', 'removeEventListener']) {
      defineProperty(target, name, {
        value: target[name],
        writable: false,
        configurable: false,
        enumerable: true,
      });
    }
  }
  const platform = [
    'EventTarget Node Element HTMLElement HTMLVideoElement HTMLMediaElement Document ShadowRoot Event CustomEvent',
    'RTCPeerConnection RTCDataChannel RTCRtpSender RTCRtpReceiver RTCRtpTransceiver MediaStream MediaStreamTrack',
    'WebSocket AudioContext Request Response Headers URL AbortSignal AbortController XMLHttpRequest DOMException',
    'Object Function Array String Number Boolean Symbol RegExp Date Promise Map Set WeakMap WeakSet Uint8Array',
    'ArrayBuffer Error TypeError',
  ];
  for (const name of platform.join(' ').split(' ')) frozen(window[name].prototype);
  for (const each of [JSON, Math, Reflect, navigator.mediaDevices]) if (each) frozen(each);
}

test('where prototypes are frozen and addEventListener is read-only, a session runs', async () => {
  const opened = await rig.open(rig.serve(modern(`<script>(${String(freeze)})()</script>${script()}`)));
  assert.ok(await opened.page.evaluate(() => Object.isFrozen(RTCPeerConnection.prototype)));
  await converse(opened.page);
  await assertClean(opened);
});

const RESETS = {
  'all: unset on everything': '*, *::before, *::after { all: unset }',
  'all: unset !important on everything': '* { all: unset !important }',
  'controls and media hidden': `button, video, svg, slot, [role] { display: none !important; opacity: 0 !important }
    div, p, span { position: static !important; font-size: 0 !important; color: transparent !important }`,
  'borders and boxes': `* { box-sizing: content-box !important; border: 9px solid red; padding: 9px; margin: 9px;
    text-transform: uppercase; line-height: 0 }`,
};
for (const [name, css] of Object.entries(RESETS)) {
  test(`a page’s CSS reset does no harm: ${name}`, async () => {
    // The document keeps its boxes: the page decides what becomes of its own elements.
    const keep =
      'html, body { display: block !important } head, style, script, title { display: none !important }';
    const opened = await rig.open(rig.serve(modern(`<style>${css} ${keep}</style>${script()}`)));
    await opened.page.setViewport({width: 800, height: 600});
    await defined(opened.page);
    const sizes = await opened.page.evaluate(() => {
      const {shadowRoot} = document.querySelector('heygen-avatar');
      const box = (selector) => shadowRoot.querySelector(selector).getBoundingClientRect().toJSON();
      return {frame: box('.frame'), stage: box('.stage'), button: box('button')};
    });
    assert.ok(sizes.frame.width >= 600 && sizes.frame.width <= 800, JSON.stringify(sizes));
    const shape = sizes.stage.width / sizes.stage.height;
    assert.ok(Math.abs(shape - 16 / 9) < 0.1, JSON.stringify(sizes));
    assert.ok(sizes.button.height >= 44, JSON.stringify(sizes));
    assert.ok(sizes.button.top >= sizes.frame.top && sizes.button.bottom <= sizes.frame.bottom);
    await converse(opened.page);
    await assertClean(opened);
  });
}

test('where a Permissions-Policy denies autoplay and nobody clicks, the avatar asks for a tap, which gives it sound', async () => {
  const headers = {'permissions-policy': 'autoplay=()'};
  const log = `<script>for (const type of ['playing', 'playblocked'])
    document.addEventListener('avatar-' + type, (event) => console.debug(event.type));</script>`;
  // Started by its attribute and observed through the console: a script that puppeteer evaluates counts as a gesture.
  const body = '<heygen-avatar backend="sandbox" autoplay></heygen-avatar>';
  const {page, logged} = await rig.open(rig.serve(modern(log + script(), body), {headers}));
  await logged('avatar-playblocked');
  await logged('avatar-playing');
  await page.waitForFunction(() => document.querySelector('heygen-avatar').updateComplete);
  assert.match(await words(page), /Tap (for sound|to play)/);
  await press(page, 'unlock');
  await page.waitForFunction(() => {
    const {paused, muted} = document.querySelector('heygen-avatar').shadowRoot.querySelector('video');
    return !paused && !muted;
  });
  assert.doesNotMatch(await words(page), /Tap/);
});

test('where a Permissions-Policy denies microphone and camera, the session runs', async () => {
  const headers = {'permissions-policy': 'microphone=(), camera=(), display-capture=()'};
  const opened = await rig.open(rig.serve(modern(script()), {headers}));
  await converse(opened.page);
  await assertClean(opened);
});

test('where a Permissions-Policy denies the microphone, a notice says so, and the session goes on', async () => {
  const headers = {'permissions-policy': 'microphone=()'};
  const body = '<heygen-avatar backend="sandbox" microphone></heygen-avatar>';
  const {page} = await rig.open(rig.serve(modern(script(), body), {headers}));
  await defined(page);
  await press(page, 'start-button');
  await reaches(page, 'live');
  const code = await page.evaluate(() =>
    document
      .querySelector('heygen-avatar')
      .startMicrophone()
      .then(
        () => 'opened',
        (error) => error.code,
      ),
  );
  assert.equal(code, 'microphone-blocked');
  await press(page, 'microphone');
  await page.waitForFunction(() =>
    document.querySelector('heygen-avatar').shadowRoot.querySelector('[part~=notice]'),
  );
  assert.match(await words(page), /may not use the microphone/);
  assert.equal(await page.evaluate(() => document.querySelector('heygen-avatar').state), 'live');
});

test('in a sandboxed iframe of another origin a session runs, and a text box sends, though no form may', async () => {
  const element = '<heygen-avatar backend="sandbox" chat></heygen-avatar>';
  const inner = rig.serve(modern(script(), element)).replace('localhost', '127.0.0.1');
  const frame = `<iframe sandbox="allow-scripts" width="640" height="400" src="${inner}"></iframe>`;
  const opened = await rig.open(rig.serve(modern('', frame)));
  const child = await (await opened.page.waitForSelector('iframe')).contentFrame();
  assert.equal(await child.evaluate(() => globalThis.origin), 'null');
  await defined(child);
  await press(child, 'start-button');
  await reaches(child, 'live');
  const box = await shown(child, '[part~=message-box]');
  for (const send of [() => box.press('Enter'), () => press(child, 'send')]) {
    await box.type('Hello');
    await send();
  }
  await child.waitForFunction(
    () => document.querySelector('heygen-avatar').transcript.filter(({role}) => role === 'user').length === 2,
  );
  await press(child, 'stop');
  await reaches(child, 'ended');
  await assertClean(opened);
});

test('two releases and the same one twice on a page: the first stays, and a session runs', async () => {
  const head = `${script('v1')}${script('v1')}${script('v2')}`;
  const opened = await rig.open(rig.serve(modern(head)));
  await opened.page.waitForFunction(
    () =>
      performance.getEntriesByType('resource').filter(({name}) => name.endsWith('/heygen-avatar.js')).length >
      1,
  );
  await converse(opened.page);
  await assertClean(opened);
});

test('two releases under the policy of docs/guides/csp.md: the second does not load, and the first works', async () => {
  const headers = {'content-security-policy': strictPolicy()};
  const opened = await rig.open(rig.serve(modern(`${script('v1')}${script('v2')}`), {headers}));
  await converse(opened.page);
});

test('with allow-duplicates, two releases load under the policy', async () => {
  const policy = strictPolicy().replace(
    'trusted-types lit-html',
    "trusted-types lit-html 'allow-duplicates'",
  );
  const headers = {'content-security-policy': policy};
  const opened = await rig.open(rig.serve(modern(`${script('v1')}${script('v2')}`), {headers}));
  await converse(opened.page);
  await assertClean(opened);
});

test('in quirks mode, written by document.write into a table, a session runs', async () => {
  const written = JSON.stringify(`${script()}<center><table width=600><tr><td>${ELEMENT}</table></center>`);
  const body = `<html><body bgcolor=white><font size=7><script>document.write(${written.replaceAll('</', '<\\/')})</script></font>`;
  const opened = await rig.open(rig.serve(body));
  assert.equal(await opened.page.evaluate(() => document.compatMode), 'BackCompat');
  await converse(opened.page);
  await assertClean(opened);
});
