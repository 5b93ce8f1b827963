import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {after, afterEach, before, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {startRig} from '../pages/rig.mjs';
import {defined, press, reaches} from '../support/frame-actions.mjs';

/** Every snippet of the skill for coding agents is run: on the sandbox, or on a LiveAvatar of this test. */
const SKILL = readFileSync('skills/heygen-avatar/SKILL.md', 'utf8');
const SNIPPETS = [...SKILL.matchAll(/```(\w+)\n([^]*?)```/g)].map(([, language, text]) => ({language, text}));
const snippet = (word) => SNIPPETS.find(({text}) => text.includes(word)).text;
const RUN = [
  '"/heygen-avatar/heygen-avatar.js"',
  'createTokenHandler',
  'token-url=',
  '.ended',
  'avatar-submit',
  '--avatar-accent',
];

let rig;
let page;
before(async () => {
  rig = await startRig();
});
afterEach(async () => {
  await page?.close();
  page = undefined;
});
after(() => rig?.stop());

/** Opens the skill's first page with more after it. */
async function open(more) {
  const body = snippet(RUN[0]).replace('/heygen-avatar/', `${rig.cdn}/`) + more;
  let complaints;
  ({page, complaints} = await rig.open('about:blank'));
  await page.evaluateOnNewDocument(() => {
    const fetch = window.fetch.bind(window);
    window.fetch = (input, init) =>
      input === '/api/answer' ? Promise.resolve(new Response('Ten euros.')) : fetch(input, init);
    window.said = [];
    document.addEventListener(
      'avatar-message',
      ({role, text, final}) => final && window.said.push(`${role}: ${text}`),
    );
  });
  await page.goto(
    rig.serve(`<!doctype html><html lang="en"><title>Skill</title><link rel="icon" href="data:,">${body}`),
  );
  return complaints;
}

test('each snippet has a test here', () => {
  assert.deepEqual(
    SNIPPETS.map(({text}) => RUN.findIndex((word) => text.includes(word))),
    RUN.map((_, index) => index),
  );
});

test('the first page goes live, and its methods and styles do what the skill says', async () => {
  const module = `<script type="module">${snippet('.ended').replace('console.log', 'window.ended = ')}</script>`;
  const complaints = await open(`<style>${snippet('--avatar-accent')}</style>${module}`);
  await page.waitForFunction(() => window.ended === 'finished');
  await reaches(page, 'ended');
  assert.equal(
    await page.$eval('heygen-avatar', (avatar) => getComputedStyle(avatar).maxInlineSize),
    '480px',
  );
  assert.deepEqual(complaints, []);
});

test('a model of the page answers', async () => {
  await open(`<script type="module">${snippet('avatar-submit')}</script>`);
  await defined(page);
  await press(page, 'start-button');
  await reaches(page, 'live');
  await page.type('heygen-avatar >>> textarea', 'What does it cost?');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => window.said.includes('avatar: Ten euros.'));
});

test('the token server gives a token, at the addresses that its page names', async (t) => {
  mkdirSync('dist/skill', {recursive: true});
  t.after(() => rmSync('dist/skill', {recursive: true}));
  writeFileSync('dist/skill/route.mjs', snippet('createTokenHandler'));
  process.env.LIVEAVATAR_API_KEY = 'key';
  t.mock.method(globalThis, 'fetch', () =>
    Promise.resolve(
      Response.json({code: 1000, data: {session_id: 'an-id', session_token: 'a-session-token'}}),
    ),
  );
  const {POST} = await import(pathToFileURL('dist/skill/route.mjs'));
  const [, address] = /token-url="(.+?)"/.exec(snippet('token-url='));
  const response = await POST(
    new Request(`https://example.com${address}`, {
      method: 'POST',
      headers: {origin: 'https://example.com', 'content-type': 'application/json'},
      body: '{}',
    }),
  );
  assert.equal(response.status, 200);
  assert.equal((await response.json()).session_token, 'a-session-token');
  assert.match(snippet('token-url='), new RegExp(`stop-url="${address}/stop"`));
});
