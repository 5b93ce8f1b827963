import {FakeHeyGen} from '../../dist/npm/sandbox/http/fake-heygen.js';
import {serveApi} from '../support/livekit/api-server.mjs';

const NUMBER = /^\/(\d+)(?=\/)/;

/** One fake server for each round, with its own address, sessions and faults. Their rooms are on one LiveKit server. */
export class FakeServers {
  #all = new Map();
  #options;
  #server;

  static async start(options) {
    const fakeServers = new FakeServers(options);
    fakeServers.#server = await serveApi((request) => fakeServers.#handle(request));
    return fakeServers;
  }

  constructor(options) {
    this.#options = options;
  }

  open(number) {
    const heygen = new FakeServer(`${this.#server.origin}/${number}`, new FakeHeyGen(this.#options));
    this.#all.set(String(number), heygen);
    return heygen;
  }

  async stop() {
    await this.#server.stop();
  }

  #handle(request) {
    const url = new URL(request.url);
    const heygen = this.#all.get(NUMBER.exec(url.pathname)[1]);
    url.pathname = url.pathname.replace(NUMBER, '');
    return heygen.handle(new Request(url, request));
  }
}

/** How often a call is refused: once more than a start retries, and as often as a stop is retried. */
const REFUSALS = 3;
const REFUSALS_OF_STOP = 2;

/** The server of one round, which can also hold and lose answers. */
class FakeServer {
  url;
  #api;
  #fault;
  #isLosing = false;
  #heldAnswer;

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

  /** True when the server has answered every call, except those that it never answers. */
  get isQuiet() {
    const {call} = this.#fault ?? {};
    return this.#api.requests.every(({status, endpoint}) => status !== undefined || endpoint === call);
  }

  /** Makes a call fail in this way. */
  fail(call, fault) {
    this.#fault = {call, fault};
    const times = call.endsWith('stop') ? REFUSALS_OF_STOP : REFUSALS;
    if (fault === 'refused') this.#api.inject(call, {status: 500}, {times});
    else if (fault === 'broken') this.#api.inject(call, {network: true});
    else if (fault === 'answer lost') this.#isLosing = true;
    else this.#api.inject(call, {hang: true, after: fault === 'answer never comes'});
  }

  /** Makes the next call wait before the server processes it. */
  holdCall(call) {
    return this.#api.hold(call);
  }

  /** Makes the answer of the next call wait after the server has processed it. */
  holdAnswer(call) {
    const hold = {call};
    hold.arrived = new Promise((resolve) => (hold.arrive = resolve));
    hold.released = new Promise((resolve) => (hold.release = resolve));
    this.#heldAnswer = hold;
    return hold;
  }

  async handle(request) {
    const response = await this.#api.handle(request);
    const {pathname} = new URL(request.url);
    const {endpoint} = this.#api.requests.find(({path}) => path === pathname) ?? {};
    const held = this.#heldAnswer;
    if (request.method === 'POST' && held?.call === endpoint && !held.hasArrived) {
      // The call of a second element goes through: the round releases the first only when that has ended.
      held.hasArrived = true;
      held.arrive();
      await held.released;
    }
    if (request.method === 'POST' && this.#isLosing && this.#fault.call === endpoint) {
      this.#isLosing = false;
      throw new TypeError('Failed to fetch');
    }
    // The browser itself retries on a reused connection that breaks: each connection serves one call.
    response.headers.set('connection', 'close');
    return response;
  }

  /** Ends the sessions that are open. */
  async close() {
    this.#heldAnswer?.release();
    await this.#api.close();
  }
}
