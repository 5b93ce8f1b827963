import {FakeHeyGen} from '../../dist/npm/sandbox/http/fake-heygen.js';
import {serveHandler} from '../livekit/http-servers.mjs';

const NUMBER = /^\/(\d+)(?=\/)/;

/** Servers for rounds that run side by side: each has its own address, books and faults; their rooms are one server's. */
export class FakeServers {
  #all = new Map();
  #options;
  #server;

  static async start(options) {
    const fakeServers = new FakeServers(options);
    fakeServers.#server = await serveHandler((request) => fakeServers.#handle(request));
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

/** How often a call is refused: once more than a start asks again, and as often as a stop does. */
const REFUSALS = 3;
const REFUSALS_OF_STOP = 2;

/** The server of one round, of which a test may hold and lose answers, too. */
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

  /** Has the next call wait before it is carried out. */
  holdCall(call) {
    return this.#api.hold(call);
  }

  /** Has the answer of the next call wait, though it is carried out. */
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
    if (request.method === 'POST' && this.#heldAnswer?.call === endpoint) {
      this.#heldAnswer.arrive();
      await this.#heldAnswer.released;
    }
    if (request.method === 'POST' && this.#isLosing && this.#fault.call === endpoint) {
      this.#isLosing = false;
      throw new TypeError('Failed to fetch');
    }
    // Where a connection that has served before breaks, the browser itself asks again: each serves once.
    response.headers.set('connection', 'close');
    return response;
  }

  /** Ends what is left. */
  async close() {
    this.#heldAnswer?.release();
    await this.#api.close();
  }
}
