import assert from 'node:assert/strict';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {after, before, mock, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {listen} from '../support/http-server.mjs';
import {snippets} from './snippets.mjs';

/** The token servers of README and docs, as they are printed, give a page a token of LiveAvatar, which this test plays. */
const FOLDER = 'dist/server-snippets';
const ORIGIN = 'https://example.com';

const servers = snippets(['js']).filter(({code}) => code.includes('const handle = createTokenHandler'));
const calls = [];

before(() => {
  mkdirSync(FOLDER, {recursive: true});
  process.env.LIVEAVATAR_API_KEY = 'the-key';
  const ownFetch = fetch;
  mock.method(globalThis, 'fetch', (input, init) => {
    if (!String(input).startsWith('https://api.liveavatar.com/')) return ownFetch(input, init);
    calls.push({url: String(input), body: JSON.parse(init.body)});
    return Promise.resolve(
      Response.json({code: 1000, data: {session_id: 'an-id', session_token: 'a-session-token'}}),
    );
  });
});
after(() => {
  mock.restoreAll();
  rmSync(FOLDER, {recursive: true});
});

/** Runs a block as a module. Returns one of its names. */
async function run(name, code, exported) {
  const file = `${FOLDER}/${name}.mjs`;
  writeFileSync(file, `${code}\nexport {${exported}};`);
  return (await import(pathToFileURL(file)))[exported];
}

const request = (url) => [
  url,
  {method: 'POST', headers: {origin: ORIGIN, 'content-type': 'application/json'}, body: '{}'},
];

servers.forEach(({page, code}, index) => {
  test(`${page}: the handler gives a token, and sends the settings that it has`, async () => {
    const handle = await run(String(index), code, 'handle');
    const response = await handle(new Request(...request(`${ORIGIN}/api/avatar-token`)));
    assert.equal(response.status, 200);
    assert.equal((await response.json()).session_token, 'a-session-token');
    const {body} = calls.at(-1);
    assert.equal(body.avatar_persona.language, 'en');
    assert.ok(code.includes(`avatar_id: '${body.avatar_id}'`));
  });
});

test('own-llm-and-voice: the server answers a question with its text and its sound', async (t) => {
  process.env.OPENAI_API_KEY = 'their-key';
  const asked = [];
  const sound = Uint8Array.of(1, 0, 2, 0);
  t.mock.method(globalThis, 'fetch', (url, {headers, body}) => {
    asked.push([new URL(url).pathname, headers.authorization, JSON.parse(body)]);
    if (url.endsWith('/speech')) return Promise.resolve(new Response(sound));
    return Promise.resolve(Response.json({choices: [{message: {content: 'Zehn Euro – ja.'}}]}));
  });
  const {code} = snippets(['js']).find((snippet) => snippet.code.includes('api.openai.com'));
  const answer = await run('answer', code.replace('export async', 'async'), 'answer');
  const response = await answer(
    new Request(`${ORIGIN}/api/answer`, {method: 'POST', body: 'Was kostet es?'}),
  );
  assert.equal(decodeURIComponent(response.headers.get('x-text')), 'Zehn Euro – ja.');
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), sound);
  const [[chat, bearer, {messages}], [speech, , voice]] = asked;
  assert.deepEqual([chat, speech, bearer], ['/v1/chat/completions', '/v1/audio/speech', 'Bearer their-key']);
  assert.equal(messages.at(-1).content, 'Was kostet es?');
  assert.deepEqual([voice.input, voice.response_format], ['Zehn Euro – ja.', 'pcm']);
});

test('the handler in Express, after a body parser', async (t) => {
  const {code} = snippets(['js']).find((snippet) => snippet.code.includes("from 'express'"));
  globalThis.handle = await run('handle', servers[0].code, 'handle');
  t.after(() => Reflect.deleteProperty(globalThis, 'handle'));
  const server = await listen(await run('express', code, 'app'));
  t.after(() => server.stop());
  const response = await fetch(...request(`${server.origin}/api/avatar-token`));
  assert.equal((await response.json()).session_token, 'a-session-token');
});
