import {HeyGenFarEnd} from '../../dist/npm/sandbox/far-end.js';
import {serveHandler} from '../livekit/http-servers.mjs';

const PREFIX = /^\/(\d+)(?=\/)/;

/** Far ends for rounds that run side by side: each has its own address, books and faults; their rooms are one server's. */
export class FarEnds {
  #all = new Map();
  #server;

  static async start(openRoom, options) {
    const farEnds = new FarEnds();
    farEnds.#server = await serveHandler((request) => farEnds.#handle(request));
    farEnds.open = (number) => {
      const url = `${farEnds.#server.origin}/${number}`;
      const farEnd = new FarEnd(url, new HeyGenFarEnd({...options, openRoom}));
      farEnds.#all.set(String(number), farEnd);
      return farEnd;
    };
    return farEnds;
  }

  async stop() {
    await this.#server.stop();
  }

  #handle(request) {
    const url = new URL(request.url);
    const farEnd = this.#all.get(PREFIX.exec(url.pathname)?.[1]);
    url.pathname = url.pathname.replace(PREFIX, '');
    return farEnd.handle(new Request(url, request));
  }
}

/** How often a call is refused: once more than a start asks again, and as often as a stop does. */
const REFUSALS = 3;
const REFUSALS_OF_STOP = 2;

class FarEnd {
  url;
  #api;
  #fault;
  #isLosing = false;

  constructor(url, api) {
    this.url = url;
    this.#api = api;
  }

  get sessions() {
    return this.#api.sessions;
  }

  get openSessions() {
    return this.#api.openSessions;
  }

  /** True when all that has been asked is answered, but for what is never answered. */
  get isQuiet() {
    const {call} = this.#fault ?? {};
    return this.#api.requests.every(({status, endpoint}) => status !== undefined || endpoint === call);
  }

  /** Has a call fail that way. */
  fail(call, fault) {
    this.#fault = {call, fault};
    const times = call.endsWith('stop') ? REFUSALS_OF_STOP : REFUSALS;
    if (fault === 'refused') this.#api.inject(call, {status: 500}, {times});
    else if (fault === 'broken') this.#api.inject(call, {network: true});
    else if (fault === 'answer lost') this.#isLosing = true;
    else this.#api.inject(call, {hang: true, after: fault === 'answer never comes'});
  }

  async handle(request) {
    const response = await this.#api.handle(request);
    const {endpoint} = this.#api.requests.find(({path}) => path === new URL(request.url).pathname) ?? {};
    if (this.#isLosing && request.method === 'POST' && endpoint === this.#fault.call) {
      this.#isLosing = false;
      throw new TypeError('Failed to fetch');
    }
    // Where a connection that has served before breaks, the browser itself asks again: each serves once.
    response.headers.set('connection', 'close');
    return response;
  }

  /** Ends what is left. */
  async close() {
    await this.#api.close();
  }
}
