import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {createInterface} from 'node:readline';
import {test} from 'node:test';
import {withTimeout} from '../support/waiting.mjs';

/** Runs `npm run start:server` without its build; `call` sends a request as the demo page does. */
async function startServer(t, port, more = {}) {
  const {AVATAR_API_KEY: _, AVATAR_ID: __, AVATAR_BACKEND: ___, AVATAR_API_URL: ____, ...env} = process.env;
  const server = spawn(process.execPath, ['scripts/start-server.mjs'], {
    env: {...env, PORT: String(port), ...more},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(async () => {
    server.kill('SIGTERM');
    await withTimeout(once(server, 'exit'), 'its end');
  });
  const [line] = await withTimeout(once(createInterface(server.stdout), 'line'), 'its address');
  const {origin} = new URL(line.match(/http:\S+/)[0]);
  const call = async (path, headers = {origin}, body = {}) => {
    const init = {method: 'POST', headers: {'content-type': 'application/json', ...headers}};
    const response = await fetch(origin + path, {...init, body: JSON.stringify(body)});
    return {status: response.status, body: await response.json().catch(() => null)};
  };
  return {origin, call};
}

test('npm run start:server without a key serves tokens and sessions of its own', async (t) => {
  const {call} = await startServer(t, 8390);
  assert.equal((await call('/api/avatar-token', {origin: 'https://evil.example'})).status, 403);
  const {status, body} = await call('/api/avatar-token');
  assert.equal(status, 200);
  const bearer = {authorization: `Bearer ${body.session_token}`};
  const started = await call('/v1/sessions/start', bearer);
  assert.equal(started.status, 201);
  assert.match(started.body.data.livekit_url, /^ws:/);
  const {session_id, stop_ticket} = body;
  assert.equal((await call('/api/avatar-token/stop', undefined, {session_id, stop_ticket})).status, 204);
  assert.equal((await call('/v1/sessions/stop', bearer)).status, 404, 'the session has ended');
});

for (const [name, more, settings] of [
  ['without an avatar asks for LiveAvatar’s free one', {}, {is_sandbox: true}],
  [
    'asks for the avatar that is named',
    {AVATAR_ID: '073b60a9-89a8-45aa-8902-c358f64d2852'},
    {avatar_id: '073b60a9-89a8-45aa-8902-c358f64d2852'},
  ],
]) {
  test(`npm run start:server with a key ${name}, in a body that LiveAvatar takes`, async (t) => {
    const {FakeHeyGen} = await import('../../dist/npm/sandbox/sandbox.js');
    const heygen = new FakeHeyGen({openRoom: () => Promise.reject(new Error('no rooms here'))});
    const api = createServer(async (incoming, outgoing) => {
      const {method, headers, url} = incoming;
      const body = Buffer.concat(await incoming.toArray());
      const reply = await heygen.handle(new Request(`http://localhost${url}`, {method, headers, body}));
      outgoing.writeHead(reply.status).end(await reply.text());
    });
    await once(api.listen(0, '127.0.0.1'), 'listening');
    t.after(() => (api.close(), api.closeAllConnections()));
    const AVATAR_API_URL = `http://127.0.0.1:${api.address().port}`;
    const {call} = await startServer(t, 8391, {AVATAR_API_KEY: 'sk-of-the-test', AVATAR_API_URL, ...more});
    assert.equal((await call('/api/avatar-token')).status, 200);
    const {body, headers} = heygen.requests[0];
    assert.equal(headers.get('x-api-key'), 'sk-of-the-test');
    assert.deepEqual({...body, ...settings}, body);
  });
}
