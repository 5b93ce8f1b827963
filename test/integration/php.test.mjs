import assert from 'node:assert/strict';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {servePhp} from '../support/php-server.mjs';
import {AVATAR, heygen, KEY, ORIGIN, stopBody} from '../token-server/fake-api.mjs';
import {checkRecipe, fakeApiUrl} from '../token-server/recipe-checks.mjs';

/** The recipe in plain PHP, in front of the fake API, as on a web space: the configuration is one folder above the web root. */

const PAGE = {origin: ORIGIN, 'content-type': 'application/json'};

async function start(changes = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'heygen-avatar-php-'));
  const root = join(folder, 'www');
  mkdirSync(root);
  mkdirSync(join(folder, 'tmp'));
  cpSync('demo/server/avatar-token.php', join(root, 'avatar-token.php'));
  const config = {
    api_key: KEY,
    api_url: fakeApiUrl(),
    origins: ['https://elsewhere.example', ORIGIN],
    settings: {avatar_id: AVATAR, avatar_persona: {language: 'en'}, max_session_duration: 600},
    ...changes,
  };
  const json = JSON.stringify(config).replaceAll("'", '');
  writeFileSync(join(folder, 'avatar-config.php'), `<?php return json_decode('${json}', true);`);
  const server = await servePhp(root, {settings: {sys_temp_dir: join(folder, 'tmp')}});
  const stop = async () => {
    await server.stop();
    rmSync(folder, {recursive: true});
  };
  return {...server, url: `${server.origin}/avatar-token.php`, folder, stop};
}

checkRecipe('avatar-token.php', {
  start: ({AVATAR_START, AVATAR_MODE, AVATAR_AGENT_TYPE} = {}) =>
    start({
      start: AVATAR_START === '1',
      agent_type: AVATAR_AGENT_TYPE,
      ...(AVATAR_MODE === 'LITE' && {settings: {mode: 'LITE', avatar_id: AVATAR}}),
    }),
  stopPath: '?stop',
});

const post = (url, body = '{}', headers = {}) =>
  fetch(url, {method: 'POST', headers: {...PAGE, ...headers}, body});

test('PHP leaves out a language that a voice agent refuses', async (t) => {
  const server = await start({settings: {avatar_id: AVATAR, voice_agent: {id: 'agent'}}, start: true});
  t.after(server.stop);
  const {length} = heygen.requests;
  assert.equal((await post(server.url, '{"language": "de"}')).status, 200);
  const asked = heygen.requests
    .slice(length)
    .map(({endpoint, body}) => [endpoint, body?.voice_agent?.language]);
  assert.deepEqual(asked, [
    ['sessions/token', 'de'],
    ['sessions/start', undefined],
    ['sessions/token', undefined],
    ['sessions/start', undefined],
  ]);
});

test('PHP stops a session that may have been started, and not one that LiveAvatar refused', async (t) => {
  const server = await start({start: true});
  t.after(server.stop);
  for (const [fault, last] of [
    [{status: 503, after: true}, 'sessions/stop'],
    [{status: 408, after: true}, 'sessions/stop'],
    [{malformed: '<html>'}, 'sessions/stop'],
    [{malformed: '{"data": {"livekit_url": "wss://rooms.example"}}'}, 'sessions/stop'],
    [{status: 403, code: 4032, message: 'Session concurrency limit'}, 'sessions/start'],
  ]) {
    heygen.inject('sessions/start', fault);
    assert.notEqual((await post(server.url)).status, 200);
    assert.equal(heygen.requests.at(-1).endpoint, last, JSON.stringify(fault));
  }
});

test('without a key, PHP gives no token and tells its log why', async (t) => {
  const server = await start({api_key: ''});
  t.after(server.stop);
  const response = await post(server.url);
  assert.deepEqual([response.status, await response.text()], [500, '{"error":"internal"}']);
  assert.match(server.errors(), /avatar-config\.php has no api_key/);
});

test('no response of PHP contains the key, a path or a word of the API', async (t) => {
  const server = await start({api_url: `${fakeApiUrl()}/nowhere`});
  t.after(server.stop);
  for (const body of ['{}', '[]', 'null', '{', '{"language": ["x"]}', '"x"']) {
    const response = await post(server.url, body);
    assert.deepEqual([response.status, await response.text()], [502, '{"error":"refused"}']);
  }
  for (const body of [
    '',
    '{}',
    '[]',
    '{"session_id": 5}',
    '{"session_id": "a/b"}',
    '{"session_id": "a\\n"}',
  ]) {
    const response = await post(`${server.url}?stop`, body);
    assert.deepEqual([response.status, await response.text()], [400, '{"error":"bad-request"}']);
  }
});

test('the beacon of a page without referrer ends its session, and only where it is of the same origin', async (t) => {
  const server = await start();
  t.after(server.stop);
  const beacon = await stopBody('abc');
  const {length} = heygen.requests;
  const stop = (site) =>
    post(`${server.url}?stop`, JSON.stringify(beacon), {origin: 'null', 'sec-fetch-site': site});
  assert.equal((await stop('cross-site')).status, 403);
  assert.equal(heygen.requests.length, length);
  assert.equal((await stop('same-origin')).status, 204);
  assert.equal((await post(server.url, '{}', {origin: 'null', 'sec-fetch-site': 'same-origin'})).status, 403);
});

test('PHP without a place for its counts gives no token', async (t) => {
  const server = await start();
  t.after(server.stop);
  rmSync(join(server.folder, 'tmp'), {recursive: true});
  const response = await post(server.url);
  assert.deepEqual([response.status, await response.text()], [503, '{"error":"rate-limit-store"}']);
  assert.match(server.errors(), /cannot count calls/);
});
