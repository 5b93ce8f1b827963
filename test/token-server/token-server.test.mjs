import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {createServer} from 'node:http';
import {after, before, test} from 'node:test';
import {createTokenHandler} from 'heygen-avatar/token-server';
import {HeyGenFarEnd} from 'heygen-avatar/sandbox';

const KEY = 'sk-very-secret-key';
const ORIGIN = 'https://shop.example';

/** The sandbox's handlers as the API, and what was asked of them. */
const farEnd = new HeyGenFarEnd({openRoom: () => Promise.reject(new Error('no rooms here'))});
const upstream = (url, init) => farEnd.handle(new Request(url, init));

const handler = (options = {}) =>
  createTokenHandler({
    backend: 'liveavatar',
    apiKey: KEY,
    allowedOrigins: [ORIGIN],
    settings: {avatar_id: 'owner-avatar', avatar_persona: {language: 'en', voice_id: 'owner-voice'}},
    fetch: upstream,
    rateLimit: false,
    ...options,
  });

const ask = (handle, {path = '/api/avatar-token', method = 'POST', body = '{}', headers = {}} = {}) =>
  handle(
    new Request(`https://api.shop.example${path}`, {
      method,
      headers: {origin: ORIGIN, ...headers},
      ...(method === 'POST' ? {body: typeof body === 'string' ? body : JSON.stringify(body)} : {}),
    }),
  );

const upstreamBody = () => farEnd.requests.at(-1).body;

test('gives a LiveAvatar token, with the owner’s settings, and keeps the key', async () => {
  const response = await ask(handler());
  assert.equal(response.status, 200);
  const text = await response.text();
  const {session_token, session_id} = JSON.parse(text);
  assert.ok(session_token.length > 20 && session_id.length > 20);
  assert.deepEqual(upstreamBody(), {
    mode: 'FULL',
    avatar_id: 'owner-avatar',
    avatar_persona: {language: 'en', voice_id: 'owner-voice'},
  });
  assert.equal(farEnd.requests.at(-1).headers.get('x-api-key'), KEY);
  assert.ok(!text.includes(KEY) && ![...response.headers].flat().join().includes(KEY));
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('gives a streaming token', async () => {
  const response = await ask(handler({backend: 'streaming'}));
  assert.equal(typeof (await response.json()).token, 'string');
  assert.equal(farEnd.requests.at(-1).endpoint, 'create_token');
});

test('takes from the page what the owner allows, each in its place, and nothing else', async () => {
  const posted = {
    quality: 'high',
    avatar_id: 'forged-avatar',
    language: 'de',
    voice: {voice_id: 'forged-voice', rate: 1.2, elevenlabs_settings: {stability: 0.5, model_id: 'm'}},
    stt_settings: {provider: 'gladia'},
    max_session_duration: 99_999,
    is_sandbox: false,
  };
  const allow = ['quality', 'language', 'voice.rate', 'voice.elevenlabs_settings', 'stt_settings.provider'];
  await ask(handler({allow}), {body: posted});
  assert.deepEqual(upstreamBody(), {
    mode: 'FULL',
    avatar_id: 'owner-avatar',
    video_settings: {quality: 'high'},
    avatar_persona: {
      language: 'de',
      voice_id: 'owner-voice',
      voice_settings: {speed: 1.2, stability: 0.5, model: 'm'},
      stt_config: {provider: 'gladia'},
    },
  });
});

test('a default is not a choice of the page’s', async () => {
  await ask(handler({allow: ['quality'], settings: {video_settings: {quality: 'low'}}}), {body: {}});
  assert.deepEqual(upstreamBody().video_settings, {quality: 'low'});
});

test('the owner’s settings are not changed by a page', async () => {
  const settings = {avatar_persona: {language: 'en'}};
  await ask(handler({allow: ['language'], settings}), {body: {language: 'fr'}});
  assert.deepEqual(settings, {avatar_persona: {language: 'en'}});
});

for (const [name, body] of [
  ['not JSON', '{oops'],
  ['an array', '[]'],
  ['longer than 20,000 characters', JSON.stringify({language: 'x'.repeat(20_001)})],
  ['a setting of the wrong type', {language: 5}],
  ['a polluting key', '{"__proto__": {"language": "xx"}, "quality": "ultra"}'],
]) {
  test(`a body that is ${name} is refused, and the API is not asked`, async () => {
    const {length} = farEnd.requests;
    const response = await ask(handler({allow: ['language']}), {body});
    assert.equal(response.status, 400);
    assert.equal(farEnd.requests.length, length);
  });
}

for (const origin of ['https://evil.example', 'https://shop.example.evil.example', 'null', undefined]) {
  test(`the origin ${origin} is refused, without CORS headers`, async () => {
    const request = new Request('https://api.shop.example/', {method: 'POST', body: '{}'});
    if (origin) request.headers.set('origin', origin);
    const response = await handler()(request);
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  });
}

test('a preflight of an allowed origin is answered, other methods are refused', async () => {
  const response = await ask(handler(), {method: 'OPTIONS'});
  assert.equal(response.status, 204);
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
  assert.equal(response.headers.get('access-control-allow-headers'), 'content-type');
  assert.equal(response.headers.get('vary'), 'origin');
  assert.equal((await ask(handler(), {method: 'GET'})).status, 405);
});

test('each address may ask so often, and is told when again', async () => {
  const handle = handler({rateLimit: {max: 2, windowMs: 30_000}});
  const from = (address) => ask(handle, {headers: {'x-forwarded-for': `${address}, 10.0.0.1`}});
  assert.equal((await from('1.1.1.1')).status, 200);
  assert.equal((await from('1.1.1.1')).status, 200);
  const refused = await from('1.1.1.1');
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('retry-after'), '30');
  assert.equal((await from('2.2.2.2')).status, 200);
});

test('a store of one’s own keeps the counts', async () => {
  const seen = [];
  const store = {
    hit: async (key, windowMs) => (seen.push([key, windowMs]), {count: 11, endsAt: Date.now() + 5000}),
  };
  const response = await ask(handler({rateLimit: {store, addressOf: () => 'me'}}));
  assert.equal(response.status, 429);
  assert.deepEqual(seen, [['me', 60_000]]);
});

for (const [name, fault, status, error] of [
  ['refuses the key', {status: 401, message: `bad key ${KEY}`}, 502, 'refused'],
  ['has no credits left', {status: 403, code: 4033, message: 'No credits available'}, 503, 'no-credits'],
  ['is full', {status: 403, code: 4032, message: 'Session concurrency limit reached'}, 503, 'busy'],
  ['is asked too often', {status: 429, headers: {'retry-after': '7'}}, 429, 'rate-limited'],
  ['is broken', {status: 500, message: 'stack trace'}, 502, 'refused'],
  ['talks nonsense', {malformed: '<html>'}, 502, 'refused'],
  ['gives no token', {malformed: '{"code":1000,"data":{}}'}, 502, 'refused'],
  ['is away', {network: true}, 502, 'unreachable'],
]) {
  test(`where the API ${name}, the page is told "${error}" and not a word more`, async () => {
    farEnd.inject('sessions/token', fault);
    const response = await ask(handler());
    assert.equal(response.status, status);
    assert.equal(await response.text(), JSON.stringify({error}));
    if (fault.headers) assert.equal(response.headers.get('retry-after'), '7');
  });
}

test('an API that never answers is a timeout', async () => {
  const fetch = (_, {signal}) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const response = await ask(handler({fetch, timeoutMs: 20}));
  assert.equal(response.status, 504);
});

test('the beacon of a page that goes ends its session, by id alone', async () => {
  const response = await ask(handler(), {path: '/api/avatar-token/stop', body: {session_id: 'abc-123'}});
  assert.equal(response.status, 204);
  assert.deepEqual(upstreamBody(), {session_id: 'abc-123'});
  assert.equal(farEnd.requests.at(-1).endpoint, 'sessions/stop');
  assert.equal((await ask(handler(), {path: '/x/stop', body: {session_id: '../etc'}})).status, 400);
});

test('a handler without a key, or with an origin that is none, is not made', () => {
  assert.throws(() => handler({apiKey: undefined}), /apiKey/);
  assert.throws(() => handler({apiKey: ''}), /apiKey/);
  assert.throws(() => handler({allowedOrigins: ['*']}), /not an origin/);
  assert.throws(() => handler({allowedOrigins: ['https://shop.example/']}), /not an origin/);
});

/** The recipes, each started as its first line says. */
let api;
before(async () => {
  api = createServer(async (request, response) => {
    const reply = await upstream(`http://localhost${request.url}`, {
      method: request.method,
      headers: request.headers,
      body: '{}',
    });
    response.writeHead(reply.status, {'content-type': 'application/json'});
    response.end(await reply.text());
  });
  await new Promise((resolve) => api.listen(0, '127.0.0.1', resolve));
});
after(() => {
  api.close();
  api.closeAllConnections();
});

const environment = () => ({
  AVATAR_API_KEY: KEY,
  AVATAR_API_URL: `http://127.0.0.1:${api.address().port}`,
  AVATAR_ORIGINS: ORIGIN,
  AVATAR_ID: 'dd73ea75',
});

for (const recipe of ['node-http', 'hono']) {
  test(`the recipe ${recipe} gives a token to its page and refuses another`, async () => {
    const child = spawn(process.execPath, [`demo/server/${recipe}.mjs`], {
      env: {...process.env, ...environment(), PORT: '0'},
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const line = await new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
      const [, url] = /Tokens at (\S+)/.exec(line);
      const post = (origin) => fetch(url, {method: 'POST', headers: {origin}, body: '{}'});
      assert.equal(typeof (await (await post(ORIGIN)).json()).session_token, 'string');
      assert.equal((await post('https://evil.example')).status, 403);
    } finally {
      child.kill();
    }
  });
}

test('the Worker-style recipe gives a token to its page and refuses another', async () => {
  const {default: worker} = await import('../../demo/server/worker.mjs');
  const post = (origin) =>
    worker.fetch(
      new Request('https://w.example/', {method: 'POST', headers: {origin}, body: '{}'}),
      environment(),
    );
  assert.equal(typeof (await (await post(ORIGIN)).json()).session_token, 'string');
  assert.equal((await post('https://evil.example')).status, 403);
});

test('the Next.js route gives a token to its page and refuses another', async () => {
  Object.assign(process.env, environment());
  const {POST, OPTIONS} = await import('../../demo/server/next-route.mjs');
  const request = (method, origin) =>
    new Request('https://n.example/', {
      method,
      headers: {origin},
      ...(method === 'POST' ? {body: '{}'} : {}),
    });
  assert.equal(typeof (await (await POST(request('POST', ORIGIN))).json()).session_token, 'string');
  assert.equal((await POST(request('POST', 'https://evil.example'))).status, 403);
  assert.equal((await OPTIONS(request('OPTIONS', ORIGIN))).status, 204);
});
