import {SessionStore, type SessionStoreOptions} from './session-store.js';
import {Faults, NetworkFailure, type Endpoint, type Fault, type Hold} from './faults.js';
import type {FakeSession} from './fake-session.js';
import {liveAvatarCall} from './liveavatar-calls.js';
import {LIVEAVATAR_KINDS, tokenBody, tokenOf, type LiveAvatarKind} from './liveavatar-tokens.js';
import {allowOrigin, jsonResponse, Refusal} from './replies.js';
import {streamingCall} from './streaming-calls.js';
import {parseJson} from '../../session/util/json.js';

/** A request that the fake HeyGen received. */
export interface FakeRequest {
  /** The call that the request's path names. */
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly path: string;
  /** The body, if it is a JSON object. */
  readonly body: Record<string, unknown> | undefined;
  readonly headers: Headers;
  /** Status of the response; `undefined` until there is one. */
  status: number | undefined;
}

export interface FakeHeyGenOptions extends SessionStoreOptions {
  /** How long every call takes, in ms. Default 0. */
  latencyMs?: number | undefined;
}

/** A request, with the origin that it was sent to. */
interface ReceivedRequest extends FakeRequest {
  readonly origin: string;
}

/** The path of the owner's server that answers with such a token. */
export function tokenPath(kind: LiveAvatarKind): string {
  return kind === 'full' ? '/api/liveavatar-token' : `/api/liveavatar-token/${kind}`;
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
  ...Object.fromEntries(LIVEAVATAR_KINDS.map((kind) => [tokenPath(kind), 'liveavatar_token' as const])),
  '/v1/sessions/token': 'sessions/token',
  '/v1/sessions/start': 'sessions/start',
  '/v1/sessions/stop': 'sessions/stop',
  '/v1/sessions/keep-alive': 'sessions/keep-alive',
};

/** The status of a success, where it is not 200. */
const SUCCESS: Partial<Record<Endpoint, number>> = {'sessions/start': 201};

/**
 * A stand-in for HeyGen's HTTP APIs: the streaming API and LiveAvatar. It checks requests by HeyGen's rules and keeps tokens
 * and sessions in memory. `handle` maps a `Request` to a `Response` and needs no browser: the sandbox calls it inside a page,
 * and a Node server calls it in front of a real LiveKit server.
 */
export class FakeHeyGen {
  readonly #options: FakeHeyGenOptions;
  readonly #faults = new Faults();
  readonly #store: SessionStore;
  readonly #requests: FakeRequest[] = [];

  constructor(options: FakeHeyGenOptions) {
    this.#options = options;
    this.#store = new SessionStore(options);
  }

  /** Every request that it received, oldest first. Preflights, unknown paths and other methods than POST are left out. */
  get requests(): readonly FakeRequest[] {
    return this.#requests;
  }

  /** Every session that it created, oldest first; ended sessions stay in the list. */
  get sessions(): readonly FakeSession[] {
    return this.#store.sessions;
  }

  /** How many sessions are open. At the real HeyGen an open session costs money. */
  get openSessions(): number {
    return this.#store.openSessions;
  }

  /** Makes the next calls of an endpoint fail: `times` of them. Default: one. */
  inject(endpoint: Endpoint, fault: Fault, {times = 1} = {}): void {
    this.#faults.inject(endpoint, fault, times);
  }

  /** Delays every call of an endpoint by `ms` milliseconds. */
  delay(endpoint: Endpoint, ms: number): void {
    this.#faults.delay(endpoint, ms);
  }

  /** Holds the next call of an endpoint until `release()` is called. */
  hold(endpoint: Endpoint): Hold {
    return this.#faults.hold(endpoint);
  }

  /** Removes all faults, delays and holds that no call has used up. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /** The open session with this id and this token. */
  sessionOf(sessionId: string | null, token: string | null): FakeSession | undefined {
    const session = this.#store.tokens.get(token ?? '')?.session;
    if (!session || session === 'creating' || session.sessionId !== sessionId) return undefined;
    return session.state === 'stopped' ? undefined : session;
  }

  /** Uses up the fault of the next LiveKit socket. Whoever accepts LiveKit sockets calls this once for each. */
  takeSignalFault(): Promise<Fault | undefined> {
    return this.#faults.take('signal');
  }

  /** Ends every session. */
  async close(): Promise<void> {
    await Promise.all(this.#store.sessions.map((session) => session.end('closed')));
  }

  /** Answers one request. Rejects if a fault makes the network fail. */
  async handle(request: Request): Promise<Response> {
    return allowOrigin(await this.#handle(request), request.headers.get('origin'));
  }

  async #handle(request: Request): Promise<Response> {
    if (request.method === 'OPTIONS') return jsonResponse(204, '');
    const {pathname, origin} = new URL(request.url);
    const endpoint = PATHS[pathname];
    if (!endpoint) return jsonResponse(404, {code: 404, message: `there is no ${pathname}`});
    if (request.method !== 'POST') return jsonResponse(405, {code: 405, message: 'method not allowed'});
    const record: ReceivedRequest = {
      endpoint,
      origin,
      method: request.method,
      path: pathname,
      body: jsonObject(await request.text()),
      headers: new Headers(request.headers),
      status: undefined,
    };
    this.#requests.push(record);
    const fault = await this.#faults.take(endpoint, this.#options.latencyMs);
    const response = await this.#respond(record, fault);
    record.status = response.status;
    return response;
  }

  async #respond(record: ReceivedRequest, fault: Fault | undefined): Promise<Response> {
    if (fault && 'network' in fault) throw new NetworkFailure('Failed to fetch');
    if (fault && 'malformed' in fault) return jsonResponse(200, fault.malformed);
    if (fault?.after) await this.#carryOut(record);
    if (fault && 'hang' in fault) return new Promise(() => {});
    if (fault) {
      const {status, code = status, message = 'injected fault', headers} = fault;
      return jsonResponse(status, {code, message}, headers);
    }
    return this.#carryOut(record);
  }

  async #carryOut(record: ReceivedRequest): Promise<Response> {
    try {
      return jsonResponse(SUCCESS[record.endpoint] ?? 200, await this.#call(record));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return jsonResponse(error.status, error.body);
    }
  }

  #liveAvatarToken(path: string, posted: Record<string, unknown>): {session_token: string} {
    const kind = LIVEAVATAR_KINDS.find((each) => tokenPath(each) === path) ?? 'full';
    return {session_token: this.#store.createToken(tokenBody(kind, posted), tokenOf).token};
  }

  async #call({endpoint, origin, path, headers, body = {}}: ReceivedRequest): Promise<unknown> {
    switch (endpoint) {
      case 'token':
        return {token: this.#store.createToken(body).token};
      case 'create_token':
        return {error: null, data: {token: this.#store.createToken(body).token}};
      case 'liveavatar_token':
        return this.#liveAvatarToken(path, body);
      case 'signal':
        return null;
      case 'sessions/token':
      case 'sessions/start':
      case 'sessions/stop':
      case 'sessions/keep-alive':
        return liveAvatarCall(this.#store, endpoint, {origin, headers, body});
      default:
        return streamingCall(this.#store, endpoint, headers, body);
    }
  }
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  const parsed = parseJson(text);
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
}
