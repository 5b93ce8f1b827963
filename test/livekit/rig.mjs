import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import {after, test} from 'node:test';
import {launch} from 'puppeteer-core';
import {CHROMIUM_FLAGS, findChromium} from '../../scripts/find-browser.mjs';
import {startLivekitServer} from '../../scripts/livekit-server.mjs';
import {AvatarPage} from './avatar-page.mjs';
import {serveHandler, servePages} from './http-servers.mjs';
import {MediaRelay} from './media-relay.mjs';
import {disposeGuests} from './room-guest.mjs';
import {SdkPage} from './sdk-page.mjs';
import {ServerRooms} from './server-room.mjs';
import {SignalProxy} from './signal-proxy.mjs';
import {found} from './within.mjs';

const FAKE_HEYGEN = new URL('../../dist/npm/sandbox/http/fake-heygen.js', import.meta.url);
const WITHOUT_GESTURE = '--autoplay-policy=no-user-gesture-required';

/**
 * Gives the `test` of one file: each test is handed the file's rig, which is started by the first of them. After each, its
 * pages are closed and its rooms ended, and it fails if anything in its pages was not caught. One that is slow, because it
 * waits for a limit of half a minute, is left out where `LIVEKIT_QUICK` is set.
 */
export function testsOn(options) {
  let starting;
  after(async () => (await starting)?.stop());
  return (name, body, {isSlow = false} = {}) =>
    void test(name, {skip: isSlow && process.env.LIVEKIT_QUICK ? 'slow' : false}, async () => {
      starting ??= startRig(options);
      const rig = await starting;
      try {
        await body(rig);
        for (const {errors} of rig.pages) assert.deepEqual(errors, []);
      } finally {
        await rig.reset();
      }
    });
}

/**
 * Starts everything but the element: a LiveKit server, HeyGen's API with rooms on it, a site, and a browser. One a process.
 * With `ownServer` the LiveKit server is this rig's alone, and may be killed. `openRoom` may make the server's rooms otherwise, from the rooms of the server; what is not named here is
 * `FakeServerOptions`.
 */
export async function startRig({
  isAutoplayAllowed = true,
  preflightMs = 0,
  openRoom = (rooms) => rooms.open,
  ownServer = false,
  isMicrophoneAllowed = true,
  ...heygen
} = {}) {
  const disposers = [];
  const owned = (value, dispose) => {
    disposers.unshift(() => dispose(value));
    return value;
  };
  const stop = async () => {
    for (const dispose of disposers.splice(0)) await dispose();
  };
  try {
    const FakeHeyGen = await loadFakeHeyGen();
    owned(undefined, disposeGuests);
    const parts = {server: ownServer ? undefined : givenServer()};
    if (!parts.server) {
      parts.server = await startLivekitServer();
      owned(undefined, () => parts.server.stop());
    }
    const {server} = parts;
    const media = owned(await MediaRelay.start(server.udpPort), (relay) => relay.stop());
    const signal = owned(await SignalProxy.start(server, media), (proxy) => proxy.stop());
    const rooms = owned(new ServerRooms(server, {visitorUrl: signal.url}), (rooms) => rooms.closeAll());
    const api = owned(new FakeHeyGen({...heygen, openRoom: openRoom(rooms)}), (api) => api.close());
    const calls = new EventEmitter();
    const handle = (request) => api.handle(request).finally(() => calls.emit('change'));
    const apiServer = owned(await serveHandler(handle, {preflightMs}), (server) => server.stop());
    const beacons = [];
    const hear = async (request) => {
      beacons.push({type: request.headers.get('content-type'), body: await request.text()});
      calls.emit('change');
      return new Response(null, {status: 204});
    };
    const owner = owned(await serveHandler(hear), (server) => server.stop());
    const site = owned(await servePages(handle), (server) => server.stop());
    const browser = owned(await openBrowser({isAutoplayAllowed, isMicrophoneAllowed}), (browser) =>
      browser.close(),
    );
    Object.assign(parts, {signal, media, rooms, api, calls, apiServer, owner, beacons, site, browser, stop});
    return new Rig(parts);
  } catch (error) {
    await stop();
    throw error;
  }
}

class Rig {
  /** HeyGen's API: its books, and faults on demand. */
  api;
  /** The rooms on the LiveKit server. */
  rooms;
  /** What is between visitors and the LiveKit server's WebSocket. */
  signal;
  /** What is between visitors and the LiveKit server's media port. */
  media;
  /** The pages that are open. */
  pages = [];
  /** Where the site is: also a page to go to. */
  origin;
  /** Where the API is. */
  apiUrl;
  /** The paths of the API that browsers have asked to be allowed to call. */
  preflights;
  /** The WebSockets at the API's origin: the paths that were `asked` for, and whether it `isRefusing` them. */
  sockets;
  /** Another origin, of the site's owner; and what was posted there, each with its `type` and `body`. */
  ownerUrl;
  beacons;
  /** Releases everything. */
  stop;
  #parts;

  constructor(parts) {
    const {api, rooms, signal, media, stop, site, apiServer, owner, beacons} = parts;
    const {origin: apiUrl, preflights, sockets} = apiServer;
    Object.assign(this, {api, rooms, signal, media, stop, origin: site.origin, apiUrl, preflights, sockets});
    Object.assign(this, {ownerUrl: owner.origin, beacons});
    this.#parts = parts;
  }

  /** Opens a page with one avatar for each set of attributes. */
  open(...avatars) {
    return this.#open({avatars: avatars.length > 0 ? avatars : [{}]});
  }

  /** Opens a page with one avatar under a Content-Security-Policy. */
  openUnder(policy, attributes = {}) {
    return this.#open({avatars: [attributes], policy});
  }

  /** Opens another page in the place of one, which costs the browser much less. */
  async reopen(page, attributes) {
    const {origin: pageOrigin, apiUrl} = this;
    await page.reopen({pageOrigin, apiUrl, avatars: [attributes]});
  }

  async #open(options) {
    const {origin: pageOrigin, apiUrl} = this;
    const page = await AvatarPage.open(this.#parts.browser, {pageOrigin, apiUrl, ...options});
    this.pages.push(page);
    return page;
  }

  /** A page whose one avatar is on screen, and the server's books of its session. */
  async openLive(attributes = {}) {
    const page = await this.open(attributes);
    await page.goLive();
    return {page, session: await this.sessionOf(page)};
  }

  /** Opens a page with one of HeyGen's own clients, `streaming` or `liveavatar`. */
  async openSdk(name) {
    const page = await SdkPage.open(this.#parts.browser, {
      name,
      pageOrigin: this.origin,
      apiUrl: this.apiUrl,
    });
    this.pages.push(page);
    return page;
  }

  /** The server's books of an element's session. */
  async sessionOf(page, id = 'a') {
    const session = await page.get('session', id);
    return this.api.sessions.find(({sessionId}) => sessionId === session.id);
  }

  /** Resolves when this is so; it is looked at after each call that the server has answered. */
  async until(isSo, what) {
    await found(this.#parts.calls, isSo, what);
  }

  /** Kills the LiveKit server, and all that it knows. */
  async killServer() {
    await this.#parts.server.stop();
  }

  /** Starts another in its place. */
  async reviveServer() {
    this.#parts.server = await startLivekitServer({like: this.#parts.server});
  }

  /** Has the browser stand still with the clock running on, as a laptop does that sleeps; or go on. */
  sleep(isAsleep) {
    const {pid} = this.#parts.browser.process();
    const all = [pid, ...childrenOf(pid)];
    for (const each of all) process.kill(each, isAsleep ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Has the LiveKit server stand still, or go on. */
  freeze(isFrozen) {
    const {pid} = this.#parts.server;
    if (pid !== undefined) process.kill(pid, isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Ends what a test has begun, whatever has become of it. */
  async reset() {
    this.freeze(false);
    this.signal.up();
    this.media.up();
    this.api.clearFaults();
    Object.assign(this.sockets, {asked: [], isRefusing: false});
    // A page that is closed from outside may have no time to stop its session.
    await Promise.all(this.pages.splice(0).map((page) => page.close()));
    await Promise.all(this.api.sessions.map((session) => session.end('closed')));
    await this.rooms.closeAll();
  }
}

/** The processes that a process has started, and those that they have, on Linux. */
function childrenOf(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.map(Number).flatMap((child) => [child, ...childrenOf(child)]);
}

async function loadFakeHeyGen() {
  if (!existsSync(FAKE_HEYGEN)) throw new Error('The element is not built: npm run build.');
  const {FakeHeyGen} = await import(FAKE_HEYGEN);
  return FakeHeyGen;
}

/** `scripts/test-livekit.mjs` starts one server for all; a file that is run by itself starts its own. */
function givenServer() {
  const given = process.env.LIVEKIT_RIG_SERVER;
  if (!given) return undefined;
  // The script holds the other end: with it, its server is gone, and nothing is left to be tested.
  process.stdin.on('end', () => process.exit(1)).resume();
  process.stdin.unref();
  return JSON.parse(given);
}

function openBrowser({isAutoplayAllowed, isMicrophoneAllowed}) {
  return launch({
    executablePath: findChromium(),
    args: [
      ...CHROMIUM_FLAGS,
      // A microphone that beeps.
      '--use-fake-device-for-media-stream',
      ...(isMicrophoneAllowed ? ['--use-fake-ui-for-media-stream'] : []),
      ...(isAutoplayAllowed ? [WITHOUT_GESTURE] : []),
    ],
    // Through a pipe: with this process, the browser ends.
    pipe: true,
  });
}
