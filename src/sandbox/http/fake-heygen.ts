import {SessionStore, type SessionStoreOptions} from './session-store.js';
import {Faults, type Endpoint, type Fault, type Hold} from './faults.js';
import type {FakeSession} from './fake-session.js';
import {liveAvatarCall} from './liveavatar-calls.js';
import {readableBy, Refusal, reply} from './replies.js';
import {streamingCall} from './streaming-calls.js';
import {parseJson} from '../../session/util/json.js';

/** A call as the server saw it. */
export interface FakeRequest {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly path: string;
  /** The body as JSON, `undefined` where it is none. */
  readonly body: Record<string, unknown> | undefined;
  readonly headers: Headers;
  /** Set once it is answered. */
  status: number | undefined;
}

export interface FakeHeyGenOptions extends SessionStoreOptions {
  /** How long every call takes, in ms. Default 0. */
  latencyMs?: number | undefined;
}

const PATHS: Readonly<Record<string, Endpoint>> = {
  '/api/avatar-token': 'token',
  '/v1/streaming.create_token': 'create_token',
  '/v1/streaming.new': 'new',
  '/v1/streaming.start': 'start',
  '/v1/streaming.task': 'task',
  '/v1/streaming.interrupt': 'interrupt',
  '/v1/streaming.stop': 'stop',
  '/v1/streaming.keep_alive': 'keep_alive',
  '/v1/streaming.start_listening': 'start_listening',
  '/v1/streaming.stop_listening': 'stop_listening',
  '/api/liveavatar-token': 'liveavatar_token',
  '/v1/sessions/token': 'sessions/token',
  '/v1/sessions/start': 'sessions/start',
  '/v1/sessions/stop': 'sessions/stop',
  '/v1/sessions/keep-alive': 'sessions/keep-alive',
};

/** The status of a call that went well, where it is not 200. */
const SUCCESS: Partial<Record<Endpoint, number>> = {'sessions/start': 201};

/**
 * Answers the calls of the streaming API and of LiveAvatar with their own checks, and keeps books. A plain function of requests: it runs in
 * a page behind the sandbox's interceptors, and under Node in front of a real LiveKit server.
 */
export class FakeHeyGen {
  readonly #options: FakeHeyGenOptions;
  readonly #faults = new Faults();
  readonly #books: SessionStore;
  readonly #requests: FakeRequest[] = [];

  constructor(options: FakeHeyGenOptions) {
    this.#options = options;
    this.#books = new SessionStore(options);
  }

  /** Every call in the order of arrival, without preflights. */
  get requests(): readonly FakeRequest[] {
    return this.#requests;
  }

  /** Every session ever made, newest last. */
  get sessions(): readonly FakeSession[] {
    return this.#books.sessions;
  }

  /** How many sessions are open: these cost money. */
  get openSessions(): number {
    return this.#books.openSessions;
  }

  /** Has the next calls of an endpoint fail. Default: the next one. */
  inject(endpoint: Endpoint, fault: Fault, {times = 1} = {}): void {
    this.#faults.inject(endpoint, fault, times);
  }

  /** Has every call of an endpoint take that long, in ms. */
  delay(endpoint: Endpoint, ms: number): void {
    this.#faults.delay(endpoint, ms);
  }

  /** Has the next call of an endpoint wait until it is released. */
  hold(endpoint: Endpoint): Hold {
    return this.#faults.hold(endpoint);
  }

  /** Forgets the faults, delays and holds that were ordered and have not been met. */
  heal(): void {
    this.#faults.clear();
  }

  /** The open session of an id, for who has its token. */
  sessionOf(sessionId: string | null, token: string | null): FakeSession | undefined {
    const session = this.#books.tokens.get(token ?? '')?.session;
    const isIt = session && session !== 'making' && session.sessionId === sessionId;
    return isIt && session.state !== 'stopped' ? session : undefined;
  }

  /** What the next LiveKit socket meets: for who opens sockets. */
  meetSignal(): Promise<Fault | undefined> {
    return this.#faults.meet('signal');
  }

  /** Ends every session. */
  async close(): Promise<void> {
    await Promise.all(this.#books.sessions.map((session) => session.end('closed')));
  }

  /** Answers one call. Rejects where the network is to fail. */
  async handle(request: Request): Promise<Response> {
    return readableBy(await this.#handle(request), request.headers.get('origin'));
  }

  async #handle(request: Request): Promise<Response> {
    if (request.method === 'OPTIONS') return reply(204, '');
    const {pathname} = new URL(request.url);
    const endpoint = PATHS[pathname];
    if (!endpoint) return reply(404, {code: 404, message: `there is no ${pathname}`});
    if (request.method !== 'POST') return reply(405, {code: 405, message: 'method not allowed'});
    const record: FakeRequest = {
      endpoint,
      method: request.method,
      path: pathname,
      body: jsonObject(await request.text()),
      headers: new Headers(request.headers),
      status: undefined,
    };
    this.#requests.push(record);
    const fault = await this.#faults.meet(endpoint, this.#options.latencyMs);
    const response = await this.#answer(record, fault);
    record.status = response.status;
    return response;
  }

  async #answer(record: FakeRequest, fault: Fault | undefined): Promise<Response> {
    if (fault && 'network' in fault) throw new TypeError('Failed to fetch');
    if (fault && 'malformed' in fault) return reply(200, fault.malformed);
    if (fault?.after) await this.#carryOut(record);
    if (fault && 'hang' in fault) return new Promise(() => {});
    if (fault) {
      const {status, code = status, message = 'injected fault', headers} = fault;
      return reply(status, {code, message}, headers);
    }
    return this.#carryOut(record);
  }

  async #carryOut(record: FakeRequest): Promise<Response> {
    try {
      return reply(SUCCESS[record.endpoint] ?? 200, await this.#call(record));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return reply(error.status, error.body);
    }
  }

  async #call({endpoint, headers, body = {}}: FakeRequest): Promise<unknown> {
    switch (endpoint) {
      case 'token':
        return {token: this.#books.makeToken(body).token};
      case 'create_token':
        return {error: null, data: {token: this.#books.makeToken(body).token}};
      case 'liveavatar_token':
        return {session_token: this.#books.makeToken(body).token};
      case 'signal':
        return null;
      case 'sessions/token':
      case 'sessions/start':
      case 'sessions/stop':
      case 'sessions/keep-alive':
        return liveAvatarCall(this.#books, endpoint, headers, body);
      default:
        return streamingCall(this.#books, endpoint, headers, body);
    }
  }
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  const parsed = parseJson(text);
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
}
