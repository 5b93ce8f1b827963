import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';

/**
 * Runs the recipe for Next.js in a real one, which is installed in a folder of its own (it is 300 MB, too much for every
 * `npm ci`): `npm run test:next`. Needs `npm run build` before.
 */
const VERSIONS = ['next@15.5.4', 'react@19.2.0', 'react-dom@19.2.0'];
const PORT = 8397;

const folder = mkdtempSync(join(tmpdir(), 'heygen-avatar-next-'));
const upstream = createServer((request, response) => {
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
  server = spawn(join(folder, 'node_modules/.bin/next'), ['dev', '--port', String(PORT)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      AVATAR_API_KEY: 'key-of-the-test',
      AVATAR_API_URL: `http://127.0.0.1:${upstream.address().port}`,
      AVATAR_ORIGINS: 'https://example.com',
    },
  });
  for await (const line of createInterface(server.stdout)) if (line.includes('Ready')) break;
  const ask = (origin) =>
    fetch(`http://127.0.0.1:${PORT}/api/avatar-token`, {method: 'POST', headers: {origin}, body: '{}'});
  const [allowed, refused] = [await ask('https://example.com'), await ask('https://evil.example')];
  const body = await allowed.json();
  const isRight =
    allowed.status === 200 && body.session_token === 'token-of-the-test' && refused.status === 403;
  console.log(`Next.js answered ${allowed.status} to its own page and ${refused.status} to another's.`);
  process.exitCode = isRight ? 0 : 1;
} finally {
  upstream.close();
  if (server) {
    server.kill();
    await once(server, 'exit');
  }
  rmSync(folder, {recursive: true, force: true});
}

function run(command, args) {
  const {status} = spawnSync(command, args, {stdio: 'inherit'});
  if (status !== 0) throw new Error(`${command} ${args[0]} failed`);
}
