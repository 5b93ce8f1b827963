import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';

/**
 * Runs the recipe for Next.js in a real one, which is installed in a folder of its own (it is 300 MB, too much for every
 * `npm ci`): `npm run test:next`. It is built without a key, as on a build server, and started with one. Needs
 * `npm run build` before.
 */
const VERSIONS = ['next@15.5.4', 'react@19.2.0', 'react-dom@19.2.0'];
const PORT = 8397;

const folder = mkdtempSync(join(tmpdir(), 'heygen-avatar-next-'));
const asked = [];
const upstream = createServer((request, response) => {
  asked.push(request.url);
  response.writeHead(200, {'content-type': 'application/json'});
  response.end(JSON.stringify({code: 1000, data: {session_id: 'a', session_token: 'token-of-the-test'}}));
}).listen(0, '127.0.0.1');
await once(upstream, 'listening');
let server;
try {
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  const pack = spawnSync('npm', ['pack', '--silent', '--pack-destination', folder], {encoding: 'utf8'});
  const tarball = join(folder, pack.stdout.trim());
  run('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, tarball, ...VERSIONS]);
  mkdirSync(join(folder, 'app/api/avatar-token/[[...path]]'), {recursive: true});
  cpSync('demo/server/next-route.mjs', join(folder, 'app/api/avatar-token/[[...path]]/route.js'));
  cpSync('demo/server/handler.mjs', join(folder, 'app/api/avatar-token/[[...path]]/handler.mjs'));
  writeFileSync(
    join(folder, 'app/layout.js'),
    'export default ({children}) => <html lang="en"><body>{children}</body></html>;\n',
  );
  const next = join(folder, 'node_modules/.bin/next');
  const {AVATAR_API_KEY: _, ...env} = {...process.env, NEXT_TELEMETRY_DISABLED: '1'};
  run(next, ['build'], {cwd: folder, env});
  server = spawn(next, ['start', '--port', String(PORT)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...env,
      AVATAR_API_KEY: 'key-of-the-test',
      AVATAR_ID: 'dd73ea75-1218-4ef3-92ce-606d5f7fbc0a',
      AVATAR_API_URL: `http://127.0.0.1:${upstream.address().port}`,
      AVATAR_ORIGINS: 'https://example.com',
    },
  });
  for await (const line of createInterface(server.stdout)) if (line.includes('Ready')) break;
  const ask = (init) => {
    const {path = '', origin = 'https://example.com', method = 'POST', body = '{}'} = init;
    const headers = {origin, 'content-type': 'application/json'};
    const sent = method === 'POST' ? {body} : {};
    return fetch(`http://127.0.0.1:${PORT}/api/avatar-token${path}`, {method, headers, ...sent});
  };
  const allowed = await ask({});
  assert.equal(allowed.status, 200);
  assert.equal((await allowed.json()).session_token, 'token-of-the-test');
  assert.equal((await ask({origin: 'https://evil.example'})).status, 403);
  assert.equal((await ask({method: 'OPTIONS'})).status, 204);
  assert.equal((await ask({path: '/stop', body: '{"session_id": "a"}'})).status, 204);
  assert.deepEqual(asked, ['/v1/sessions/token', '/v1/sessions/stop']);
  console.log('The route was built without a key, and answers in Next.js as it should.');
} finally {
  upstream.close();
  if (server) {
    server.kill();
    await once(server, 'exit');
  }
  rmSync(folder, {recursive: true, force: true});
}

function run(command, args, options) {
  const {status} = spawnSync(command, args, {stdio: 'inherit', ...options});
  if (status !== 0) throw new Error(`${command} ${args[0]} failed`);
}
