import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {useRig} from '../pages/use-rig.mjs';
import {defined, press, reaches} from '../support/frame-actions.mjs';
import {listen} from '../support/http-server.mjs';
import {snippets} from '../types/snippets.mjs';
import {bundle, pageOf} from './snippet-page.mjs';

/**
 * The blocks of HTML and JavaScript of README and docs run in a page and go live on the sandbox, with a quiet console. CI runs those
 * that a newcomer meets first; `npm run test:long` runs all.
 */
const FIRST = ['README.md', 'docs/start/quick-start.md'];
const isLong = Boolean(process.env.SITE_LONG);

/** What does not run here, and why. */
const ELSEWHERE = {
  '<iframe': 'A frame shows a page of another site.',
  'sha384-…': 'The hashes are left out: test/pages/integrity.test.mjs runs the map that is published.',
  'node:http': 'A server: test/token-server/documented-endpoint.test.mjs runs it.',
  'const handle = createTokenHandler': 'A server: test/types/server-snippets.test.mjs runs it.',
  'api.openai.com': 'A server: test/types/server-snippets.test.mjs runs it.',
  "from 'express'": 'A server: test/types/server-snippets.test.mjs runs it.',
  "from 'redis'": 'It needs a Redis: test/token-server/redis.test.mjs has one.',
  "from 'vite'": 'Part of an example: test/integration/examples.test.mjs builds it.',
  '@angular/core': 'An example: test/integration/examples.test.mjs runs it.',
  'sandbox.inject(': 'A list of calls, each for another moment of a session.',
};
const isElsewhere = ({code}) => Object.keys(ELSEWHERE).some((word) => code.includes(word));

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"/>';

const all = snippets(['html', 'js', 'ts']);
const chosen = all
  .filter((snippet) => !isElsewhere(snippet))
  .filter(({page}) => isLong || FIRST.includes(page));
const isHtml = ({language}) => language === 'html';
const scripts = chosen.filter((snippet) => !isHtml(snippet));

const rig = useRig();
let site;
let files;
before(async () => {
  files = await bundle(scripts.map(({code}) => onSandbox(code)));
  site = await listen(({url}, response) => {
    const text = files.get(url.slice(1));
    const type = url === '/' ? 'text/html; charset=utf-8' : 'text/javascript';
    response.writeHead(text === undefined ? 404 : 200, {'content-type': type}).end(text);
  });
  files.set(
    '',
    `<!doctype html><html lang="en"><title>Snippet</title><link rel="icon" href="data:,">
     <heygen-avatar id="guide" backend="sandbox" controls chat></heygen-avatar>
     <video id="video" muted playsinline></video><script type="module" src="/world.js"></script>`,
  );
});
after(() => site?.stop());

/** A session without an element is told of its server in its options. */
function onSandbox(code) {
  return code.replace("tokenUrl: '/api/avatar-token'", 'tokenUrl: sandbox.tokenUrl, apiUrl: sandbox.origin');
}

test('each block that does not run here is still in the documentation', () => {
  const stale = Object.keys(ELSEWHERE).filter((word) => !all.some(({code}) => code.includes(word)));
  assert.deepEqual(stale, []);
});

for (const {page: file, index, code} of chosen.filter(isHtml)) {
  test(`${file}, block ${index + 1}, HTML: goes live`, async () => {
    const picture = rig.serve(PICTURE, {type: 'image/svg+xml'});
    const {page, errors, complaints} = await rig.open(rig.serve(pageOf(code, {cdn: rig.cdn, picture})));
    await defined(page);
    const shows = (part) => page.$(`heygen-avatar >>> [part~=${part}]`);
    if (await shows('launcher')) await press(page, 'launcher');
    if (await shows('consent-box')) await press(page, 'consent-box');
    await press(page, 'start-button');
    await reaches(page, 'live');
    // A machine without a graphics card: Chromium says it to every page that uses WebGL, as `background="chroma"` does.
    const own = complaints.filter((line) => !line.includes('fallback to software WebGL'));
    assert.deepEqual([...errors, ...own], []);
  });
}

scripts.forEach(({page: file, index, code}, at) => {
  test(`${file}, block ${index + 1}, JavaScript: runs in a page, and a conversation`, async () => {
    const {page, errors, complaints} = await rig.open(`${site.origin}/`);
    await defined(page);
    if (/\bsandbox\b/.test(onSandbox(code)) && !code.includes('startSandbox')) {
      await page.evaluate(async () => {
        window.sandbox = await startSandbox();
      });
    }
    if (code.includes('{lite}')) {
      await page.evaluate(() => {
        guide.tokenUrl = sandbox.liveAvatarTokenUrlOf('lite');
        guide.apiUrl = sandbox.origin;
      });
    }
    if (/sandbox\.(send|sessions)/.test(code)) await goLive(page);
    await page.evaluate((address) => import(address), `/${at}.js`);
    // These have ended the session, or its connection.
    if (!/startSandbox|lite\.drop/.test(code)) {
      await goLive(page);
      await page.type('heygen-avatar >>> textarea', 'What does it cost?');
      await page.keyboard.press('Enter');
      const answer = /avatar-submit/.test(code) ? 'Ten euros.' : '';
      await page.waitForFunction((text) => heard.some((each) => each.includes(text)), {}, answer);
      await page.evaluate(() => guide.stop());
      await reaches(page, 'ended');
    }
    assert.deepEqual([...errors, ...complaints], []);
  });
});

async function goLive(page) {
  if ((await page.$eval('heygen-avatar', ({state}) => state)) !== 'live') await press(page, 'start-button');
  await reaches(page, 'live');
}
