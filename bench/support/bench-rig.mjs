import {randomUUID} from 'node:crypto';
import {Distance} from '../../test/support/livekit/delay-line.mjs';
import {startRig} from '../../test/support/livekit/rig.mjs';
import {avatarTag} from '../../test/support/livekit/site.mjs';
import {BenchPage} from './bench-page.mjs';
import {serveSite} from './site.mjs';

/** How long each call of HeyGen's API takes at the server, in ms. */
const API_MS = 100;

/**
 * A real LiveKit server with an avatar, HeyGen's API, a site and a browser, so many ms of round trip from each other. The avatar
 * and LiveAvatar's agent are in their room before the visitor comes: how long HeyGen takes for that, no client can change, and here it
 * would take the processor from the browser.
 */
export class BenchRig {
  #rig;
  /** The rooms of the next sessions, and the ids. */
  #rooms = [];
  #sessionIds = [];
  #devTools;
  /** How many tabs were opened: each is one visitor. */
  #visitors = 0;

  static async start({rtt}) {
    const bench = new BenchRig();
    bench.#rig = await startRig({
      latencyMs: API_MS,
      framesPerSecond: 25,
      distance: new Distance(rtt),
      isBehindNat: rtt > 0,
      serveFiles: serveSite,
      openRoom: () => async () => bench.#rooms.shift(),
      newSessionId: () => bench.#sessionIds.shift(),
    });
    return bench;
  }

  /** Opens a room with the avatar in it, and the agent where there is one, for the next session. */
  async prepareRoom({quality = 'medium', hasAgent = false} = {}) {
    const sessionId = randomUUID();
    const room = await this.#rig.rooms.open({sessionId, request: {quality}});
    await room.enter(hasAgent ? `liveavatar-agent-${sessionId}` : undefined);
    this.#rooms.push(room);
    this.#sessionIds.push(sessionId);
  }

  /** Opens an empty tab for a new visitor, for whose servers the browser has nothing in its cache and no connection. */
  async openTab() {
    this.#visitors++;
    const page = await BenchPage.openAt(this.#rig.browser, 'about:blank');
    this.#rig.pages.push(page);
    return page;
  }

  /** Opens the page of a candidate for a new visitor; resolves once it is loaded. */
  async open(candidate, params) {
    const page = await this.openTab();
    await page.goTo(this.urlOf(candidate, params));
    return page;
  }

  /** The address of a candidate's page for the newest visitor. */
  urlOf({client, attributes, count = 1}, {listen, ...params} = {}) {
    const {origin, apiUrl} = this.#addresses();
    const url = new URL('/', origin);
    const search = {api: apiUrl, ...(listen && {listen}), ...params};
    if (client) {
      search.head = `<script type="module" src="/clients/${client}.js"></script>`;
      search.body = '<button type="button">Start</button><video playsinline autoplay></video>';
    } else {
      search.head = '<script type="module" src="/cdn/heygen-avatar.js"></script>';
      const own = {'api-url': apiUrl, quality: 'medium', ...(listen && {greeting: listen})};
      search.body = avatarTag({...own, ...attributes}).repeat(count);
    }
    url.search = new URLSearchParams(search);
    return url.href;
  }

  /** Site and API have names of their own for each visitor, which all lead to this machine: to the browser, they are other servers. */
  #addresses() {
    const named = (address, name) => {
      const url = new URL(address);
      url.hostname = `${name}-${this.#visitors}.localhost`;
      return url.origin;
    };
    return {origin: named(this.#rig.origin, 'site'), apiUrl: named(this.#rig.apiUrl, 'api')};
  }

  /** What HeyGen's API has of the open sessions. */
  get sessions() {
    return this.#rig.api.sessions.filter(({state}) => state !== 'stopped');
  }

  /** Ends the open sessions, whose avatars would go on publishing. */
  async endSessions() {
    await Promise.all(this.sessions.map((session) => session.end('closed')));
  }

  /** The CPU time of all processes of the browser so far, in ms. */
  async cpuMs() {
    this.#devTools ??= await this.#rig.browser.target().createCDPSession();
    const {processInfo} = await this.#devTools.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, {cpuTime}) => sum + cpuTime * 1000, 0);
  }

  /** Closes what a measurement has opened. A session that is left open is a fault of what was measured. */
  async reset() {
    const errors = this.#rig.pages.flatMap((page) => page.errors);
    this.#rooms.length = this.#sessionIds.length = 0;
    await this.#rig.reset();
    if (errors.length > 0) throw new Error(errors.join('\n'));
    if (this.#rig.api.openSessions > 0) throw new Error('A session was left open.');
  }

  async stop() {
    await this.#rig.stop();
  }
}
