import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {test} from 'node:test';
import {within} from './within.mjs';

test('npm run start:server without a key makes tokens, and sessions with them, of its own', async () => {
  const {AVATAR_API_KEY: _, ...env} = process.env;
  const server = spawn(process.execPath, ['scripts/start-server.mjs'], {
    env: {...env, PORT: '8390'},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await within(once(createInterface(server.stdout), 'line'), 'its address');
    const {origin} = new URL(line.match(/http:\S+/)[0]);
    const call = async (path, headers, body = {}) => {
      const init = {method: 'POST', headers: {'content-type': 'application/json', ...headers}};
      const response = await fetch(origin + path, {...init, body: JSON.stringify(body)});
      return {status: response.status, body: await response.json().catch(() => null)};
    };
    const refused = await call('/api/avatar-token', {origin: 'https://evil.example'});
    assert.equal(refused.status, 403);
    const {status, body} = await call('/api/avatar-token', {origin});
    assert.equal(status, 200);
    const bearer = {authorization: `Bearer ${body.session_token}`};
    const started = await call('/v1/sessions/start', bearer);
    assert.equal(started.body.code, 1000);
    assert.match(started.body.data.livekit_url, /^ws:/);
    assert.equal((await call('/v1/sessions/stop', bearer)).body.code, 1000);
  } finally {
    server.kill('SIGTERM');
    await within(once(server, 'exit'), 'its end');
  }
});
