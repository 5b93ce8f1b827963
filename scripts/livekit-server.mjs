import {execFile, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {mkdir, mkdtemp, rename, rm} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {promisify} from 'node:util';
import {givenBy, isExecutable, onPath} from './executables.mjs';
import {freePort, freeUdpPort} from './free-port.mjs';

/** Newer ones depend on Go modules that not every proxy serves. */
const VERSION = 'v1.13.5';
const PACKAGE = `github.com/livekit/livekit-server/cmd/server@${VERSION}`;
const EXE = process.platform === 'win32' ? '.exe' : '';
const LOOPBACK = '127.0.0.1';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** How long a server may take to answer, and how often a run tries other ports. */
const START_MS = 15_000;
const START_TRIES = 3;

/**
 * The path of a livekit-server: `LIVEKIT_SERVER`, one on the PATH, one that was built before, or one that is built now.
 * Throws, with a sentence to act on, where there is none and no Go to build it with.
 */
export async function findLivekitServer() {
  const given = givenBy('LIVEKIT_SERVER');
  if (given) return given;
  const cached = join(cacheFolder(), `livekit-server-${VERSION}${EXE}`);
  const found = [...onPath(`livekit-server${EXE}`), cached].find(isExecutable);
  if (found) return found;
  if (!onPath(`go${EXE}`).some(isExecutable)) {
    throw new Error('No livekit-server and no Go to build it: install either, or set LIVEKIT_SERVER.');
  }
  await build(cached);
  return cached;
}

/**
 * Starts a server of its own on free ports of the loopback, with keys of its own. It is stopped by `stop()`, and with
 * this process: also by an error or a signal, unless that kills outright. `like` is a server that was stopped, in whose
 * place it comes, with the same keys. `stunPort` is where visitors ask a STUN server for their address; without it they find none.
 * With `settlesAtOnce` it does not wait, where it chooses the path to a visitor, whether there is a better one than through their NAT.
 */
export async function startLivekitServer({like, stunPort, settlesAtOnce = false} = {}) {
  const path = await findLivekitServer();
  for (let tries = 1; ; tries++) {
    try {
      return await start(path, like ?? {...(await freePlace()), stunPort, settlesAtOnce});
    } catch (error) {
      // Somebody may have taken a port between its choice and its use.
      if (tries === START_TRIES) throw error;
    }
  }
}

async function freePlace() {
  return {port: await freePort(), udpPort: await freeUdpPort(), key: 'test', secret: hex(32)};
}

async function start(path, {port, udpPort, stunPort, settlesAtOnce, key, secret}) {
  const config = {
    port,
    bind_addresses: [LOOPBACK],
    // A port of 0 switches TCP off: it would listen on every address.
    rtc: {
      node_ip: LOOPBACK,
      udp_port: udpPort,
      tcp_port: 0,
      // Or visitors whose UDP has failed are sent to the port that is not there, and it takes 5 s until that is taken back.
      allow_tcp_fallback: false,
      enable_loopback_candidate: true,
      ips: loopbackOnly,
      ...(stunPort && {stun_servers: [`${LOOPBACK}:${stunPort}`]}),
      ...(settlesAtOnce && {srflx_acceptance_min_wait: '1ms', prflx_acceptance_min_wait: '1ms'}),
    },
    keys: {[key]: secret},
    logging: {level: 'error'},
  };
  // JSON is YAML. By the environment: what is in the arguments, other users of the machine can read.
  const env = {...process.env, LIVEKIT_CONFIG: JSON.stringify(config)};
  const child = spawn(path, [], {env, stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-4_000)));
  }
  // It would wait for the last guest to leave; nothing of it is to be kept.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  for (const signal of SIGNALS) process.once(signal, exit);
  const ended = once(child, 'exit');
  const stop = async () => {
    process.off('exit', kill);
    for (const signal of SIGNALS) process.off(signal, exit);
    kill();
    await ended;
  };
  const url = `${LOOPBACK}:${port}`;
  try {
    await Promise.race([
      untilAnswer(`http://${url}`),
      ended.then(() => Promise.reject(new Error(`livekit-server ended at once:\n${output}`))),
    ]);
  } catch (error) {
    if (child.pid !== undefined) await stop();
    throw error;
  }
  const place = {port, udpPort, stunPort, settlesAtOnce, key, secret};
  return {url: `ws://${url}`, httpUrl: `http://${url}`, ...place, pid: child.pid, stop};
}

/** A signal would end the process without its `exit` event, and with it what hangs on that. */
const exit = () => process.exit(1);

const loopbackOnly = {includes: [`${LOOPBACK}/32`]};

const hex = (bytes) => randomBytes(bytes).toString('hex');

/** A server has no event to wait for: it is asked until it answers. */
async function untilAnswer(url) {
  const limit = AbortSignal.timeout(START_MS);
  while (!limit.aborted) {
    try {
      const {ok} = await fetch(url, {signal: limit});
      if (ok) return;
    } catch {
      // not yet
    }
    await delay(20);
  }
  throw new Error(`Waited ${START_MS / 1000} s for livekit-server to answer at ${url}.`);
}

/** Builds beside the target and moves it there in one step: two runs at once, or one that breaks off, do no harm. */
async function build(target) {
  const folder = dirname(target);
  await mkdir(folder, {recursive: true});
  const temporary = await mkdtemp(join(folder, 'build-'));
  console.log(`No livekit-server here: building ${VERSION} with Go, once; this takes about two minutes …`);
  try {
    const options = {env: {...process.env, GOBIN: temporary}};
    await promisify(execFile)('go', ['install', '-trimpath', '-ldflags=-s -w', PACKAGE], options);
    await rename(join(temporary, `server${EXE}`), target);
  } catch (error) {
    throw new Error(`livekit-server could not be built: ${error.stderr || error.message}`, {cause: error});
  } finally {
    await rm(temporary, {recursive: true, force: true});
  }
}

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'heygen-avatar');
}
