import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, renameSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {homedir, tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';

const VERSION = 'v1.13.5';
const PACKAGE = `github.com/livekit/livekit-server/cmd/server@${VERSION}`;
const READY_MS = 20_000;

/** Key and secret of a development server. */
export const CREDENTIALS = {key: 'devkey', secret: 'secret'};

/** The path of a livekit-server: LIVEKIT_SERVER, one on the PATH, or one built with Go once and kept outside the repository. */
export function findLivekitServer() {
  const given = process.env.LIVEKIT_SERVER;
  if (given) return given;
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'livekit-server'));
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'heygen-avatar');
  const cached = join(cache, `livekit-server-${VERSION}`);
  const found = [...onPath, cached].find((file) => existsSync(file));
  return found ?? build(cache, cached);
}

function build(cache, target) {
  try {
    execFileSync('go', ['version'], {stdio: 'ignore'});
  } catch {
    throw new Error('No livekit-server: install it or Go (which builds it), or set LIVEKIT_SERVER to one.');
  }
  console.log(`Building livekit-server ${VERSION}, once: about two minutes …`);
  mkdirSync(cache, {recursive: true});
  // Beside the target, so that moving it is one step and a build that is cut off leaves nothing half.
  const folder = mkdtempSync(join(cache, 'build-'));
  try {
    execFileSync('go', ['install', '-trimpath', '-ldflags=-s -w', PACKAGE], {
      env: {...process.env, GOBIN: folder},
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: tmpdir(),
    });
    renameSync(join(folder, 'server'), target);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
  return target;
}

/** Starts a server on free ports of this machine; resolves when it answers. */
export async function startLivekitServer() {
  const [port, tcpPort, udpPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const config = [
    `port: ${port}`,
    'bind_addresses: ["127.0.0.1"]',
    `keys: {${CREDENTIALS.key}: ${CREDENTIALS.secret.padEnd(32, '_')}}`,
    `rtc: {tcp_port: ${tcpPort}, udp_port: ${udpPort}, node_ip: 127.0.0.1}`,
    'logging: {level: error}',
  ].join('\n');
  const child = spawn(findLivekitServer(), ['--config-body', config], {stdio: 'ignore'});
  const onExit = () => child.kill('SIGKILL');
  process.on('exit', onExit);
  await answering(`http://127.0.0.1:${port}/`, child);
  return {
    url: `ws://127.0.0.1:${port}`,
    httpUrl: `http://127.0.0.1:${port}`,
    key: CREDENTIALS.key,
    secret: CREDENTIALS.secret.padEnd(32, '_'),
    /** Stands still for a while: no answer to anybody. */
    pause: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    stop() {
      process.off('exit', onExit);
      child.kill('SIGKILL');
    },
  };
}

async function answering(url, child) {
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`livekit-server ended with code ${child.exitCode}.`);
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100)); // not yet
    }
  }
  throw new Error(`livekit-server did not answer at ${url} within ${READY_MS / 1000} s.`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}
