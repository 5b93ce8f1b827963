import {EventEmitter} from 'node:events';
import {existsSync} from 'node:fs';
import {freeUdpPort} from '../../../scripts/free-port.mjs';
import {startLivekitServer} from '../../../scripts/livekit-server.mjs';
import {launchChromium} from '../chromium.mjs';
import {until, untilChange} from '../waiting.mjs';
import {serveApi} from './api-server.mjs';
import {AvatarPage} from './avatar-page.mjs';
import {DistantServer} from './distant-server.mjs';
import {MediaRelay} from './media-relay.mjs';
import {signalProcess, signalTree} from './processes.mjs';
import {disposeGuests} from './room-guest.mjs';
import {SdkPage} from './sdk-page.mjs';
import {ServerRooms} from './server-rooms.mjs';
import {SignalProxy} from './signal-proxy.mjs';
import {serveSite} from './site.mjs';
import {StunServer} from './stun-server.mjs';

const FAKE_HEYGEN = new URL('../../../dist/npm/sandbox/http/fake-heygen.js', import.meta.url);
const FAKE_LITE = new URL('../../../dist/npm/sandbox/http/fake-lite-socket.js', import.meta.url);
/** The path of the audio sockets of LITE sessions. */
const LITE_PATH = '/v1/lite/';

/**
 * Starts everything but the element, once a process: a LiveKit server, HeyGen's API with rooms on it, a site, and a browser.
 * With `ownServer` no other process uses the LiveKit server, so that a test may kill it. `openRoom` makes a room from the
 * server's rooms. With a `distance` all servers are that far from the browser, which with `isBehindNat` only learns from a STUN server
 * by which address they know it. `serveFiles` is another site than the tests'. The avatar's video has few `framesPerSecond`: encoding
 * and drawing them takes most of the processor's time. All other options are `FakeServerOptions`.
 */
export async function startRig({
  isAutoplayAllowed = true,
  preflightMs = 0,
  openRoom = (rooms) => rooms.open,
  ownServer = false,
  isMicrophoneAllowed = true,
  distance,
  isBehindNat = false,
  framesPerSecond = 10,
  serveFiles = serveSite,
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
    const {FakeHeyGen, connectLite} = await loadFakeHeyGen();
    owned(undefined, disposeGuests);
    const parts = {server: ownServer ? undefined : sharedServer()};
    if (!parts.server) {
      parts.server = await startLivekitServer({stunPort: isBehindNat ? await freeUdpPort() : undefined});
      owned(undefined, () => parts.server.stop());
    }
    const {server} = parts;
    const media = owned(await MediaRelay.start(server.udpPort, distance), (relay) => relay.stop());
    if (isBehindNat && !server.stunPort)
      throw new Error('The shared LiveKit server names no STUN server: give startLivekitServer a stunPort.');
    if (isBehindNat) owned(await StunServer.start(server.stunPort, media, distance), (stun) => stun.stop());
    const signal = owned(await SignalProxy.start(server, media), (proxy) => proxy.stop());
    /** The address at which browsers reach a server. */
    const reach = async (origin) => {
      if (!distance) return origin;
      const relay = owned(await DistantServer.start(origin, distance), (relay) => relay.stop());
      return relay.origin;
    };
    const visitorUrl = await reach(signal.url);
    // Tells of each call, data message and beacon that a server has taken.
    const changes = new EventEmitter();
    const afterData = () => changes.emit('change');
    const rooms = owned(new ServerRooms(server, {visitorUrl, framesPerSecond, afterData}), (rooms) =>
      rooms.closeAll(),
    );
    const api = owned(new FakeHeyGen({...heygen, openRoom: openRoom(rooms)}), (api) => api.close());
    const handle = (request) => api.handle(request).finally(() => changes.emit('change'));
    const onSocket = (client) => client.url.pathname.startsWith(LITE_PATH) && connectLite(client, api);
    const apiServer = owned(await serveApi(handle, {preflightMs, onSocket}), (server) => server.stop());
    const beacons = [];
    const receive = async (request) => {
      beacons.push({type: request.headers.get('content-type'), body: await request.text()});
      changes.emit('change');
      return new Response(null, {status: 204});
    };
    const owner = owned(await serveApi(receive), (server) => server.stop());
    const site = owned(await serveFiles(handle), (server) => server.stop());
    const addresses = {origin: await reach(site.origin), apiUrl: await reach(apiServer.origin)};
    // To a site that may use the microphone, Chromium gives its own address: the server would reach that past the relay.
    const flags = {isAutoplayAllowed, isMicrophoneAllowed: isMicrophoneAllowed && !isBehindNat};
    const browser = owned(await launchChromium(flags), (browser) => browser.close());
    Object.assign(parts, {
      signal,
      media,
      rooms,
      api,
      changes,
      apiServer,
      owner,
      beacons,
      addresses,
      browser,
      stop,
    });
    return new Rig(parts);
  } catch (error) {
    await stop();
    throw error;
  }
}

class Rig {
  /** HeyGen's API: its sessions and requests, and faults on demand. */
  api;
  /** The rooms on the LiveKit server. */
  rooms;
  /** The proxy between visitors and the LiveKit server's WebSocket. */
  signal;
  /** The relay between visitors and the LiveKit server's media port. */
  media;
  browser;
  /** The open pages. */
  pages = [];
  /** The site's origin, which is also a page to go to. */
  origin;
  /** The API's origin. */
  apiUrl;
  /** The paths of the API for which browsers have sent a preflight. */
  preflights;
  /** The WebSockets at the API's origin: `asked` lists their paths, `isRefusing` has the server refuse them. */
  sockets;
  /** Another origin, of the site's owner, and the requests that it got, each with `type` and `body`. */
  ownerUrl;
  beacons;
  /** Releases everything. */
  stop;
  #parts;

  constructor(parts) {
    const {api, rooms, signal, media, stop, addresses, apiServer, owner, beacons, browser} = parts;
    const {preflights, sockets} = apiServer;
    Object.assign(this, {api, rooms, signal, media, browser, stop, ...addresses, preflights, sockets});
    Object.assign(this, {ownerUrl: owner.origin, beacons});
    this.#parts = parts;
  }

  /** Opens a page with one avatar for each set of attributes; the smallest video, unless they say otherwise, costs least. */
  open(...avatars) {
    const each = avatars.length > 0 ? avatars : [{}];
    return this.#open({avatars: each.map((attributes) => ({quality: 'low', ...attributes}))});
  }

  /** Opens a page with one avatar under a Content-Security-Policy. */
  openUnder(policy, attributes = {}) {
    return this.#open({avatars: [attributes], policy});
  }

  /** Opens another page in the same tab, which costs the browser much less than a tab of its own. */
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

  /** Opens a page whose one avatar is on screen; returns it with the server's record of the session. */
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

  /** The server's record of an element's session. */
  async sessionOf(page, id = 'a') {
    const session = await page.get('session', id);
    return this.api.sessions.find(({sessionId}) => sessionId === session.id);
  }

  /** Resolves when this is true; it is checked after each call that the server has answered, and each data message that it has taken. */
  async until(isTrue, what) {
    await untilChange(this.#parts.changes, isTrue, what);
  }

  /** Resolves when the server has got a stop of the session. */
  async untilStopped(session) {
    await this.until(() => session.stops > 0, 'the stop of the session');
  }

  /** Resolves when the server hears a voice in the visitor's microphone. */
  async voiceHeard({userSpeech}) {
    await until(() => userSpeech.isSpeaking, 'a voice at the server');
  }

  /** Kills the LiveKit server, which forgets its rooms. */
  async killServer() {
    await this.#parts.server.stop();
  }

  /** Starts another LiveKit server at the same address, with the same keys. */
  async reviveServer() {
    this.#parts.server = await startLivekitServer({like: this.#parts.server});
  }

  /** Suspends the browser while the clock runs on, as in a laptop that sleeps; or resumes it. */
  sleep(isAsleep) {
    signalTree(this.#parts.browser.process().pid, isAsleep ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Suspends the LiveKit server, or resumes it. */
  freeze(isFrozen) {
    signalProcess(this.#parts.server.pid, isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Undoes what a test has done, however it ended. */
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

async function loadFakeHeyGen() {
  if (!existsSync(FAKE_HEYGEN)) throw new Error('The element is not built: npm run build.');
  return {...(await import(FAKE_HEYGEN)), ...(await import(FAKE_LITE))};
}

/** `scripts/test-livekit.mjs` starts one server for all test files; a file that runs by itself starts its own. */
function sharedServer() {
  const shared = process.env.LIVEKIT_RIG_SERVER;
  if (!shared) return undefined;
  // When the script ends, so does this pipe, and its server: the tests cannot go on.
  process.stdin.on('end', () => process.exit(1)).resume();
  process.stdin.unref();
  return JSON.parse(shared);
}
