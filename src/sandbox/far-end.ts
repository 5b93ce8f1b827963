import type {OpenRoom} from './avatar-room.js';
import {Faults, type Endpoint, type Fault, type Hold} from './faults.js';
import {FarSession, type FarSessionOptions} from './far-session.js';
import {Refusal, reply, success} from './replies.js';
import {parseJson} from '../session/json.js';
import {checkNew, checkTask} from './streaming-api.js';

/** A call as the far end saw it. */
export interface FarRequest {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly path: string;
  /** The body as JSON, `undefined` where it is none. */
  readonly body: Record<string, unknown> | undefined;
  readonly headers: Headers;
  /** Set once it is answered. */
  status: number | undefined;
}

export interface HeyGenFarEndOptions extends FarSessionOptions {
  /** Opens the room of a new session. */
  openRoom: OpenRoom;
  /** How long every call takes, in ms. Default 0. */
  latencyMs?: number | undefined;
  /** How many sessions may be open at once. Default: any number. */
  concurrencyLimit?: number | undefined;
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
};

/**
 * Answers the streaming API's calls with the API's own checks, and keeps books. A plain function of requests: it runs in
 * a page behind the sandbox's interceptors, and under Node in front of a real LiveKit server.
 */
export class HeyGenFarEnd {
  readonly #options: HeyGenFarEndOptions;
  readonly #faults = new Faults();
  /** Tokens, and the session that each has made. */
  readonly #tokens = new Map<string, FarSession | 'making' | null>();
  readonly #requests: FarRequest[] = [];
  readonly #sessions: FarSession[] = [];

  constructor(options: HeyGenFarEndOptions) {
    this.#options = options;
  }

  /** Every call in the order of arrival, without preflights. */
  get requests(): readonly FarRequest[] {
    return this.#requests;
  }

  /** Every session ever made, newest last. */
  get sessions(): readonly FarSession[] {
    return this.#sessions;
  }

  /** How many sessions are open: these cost money. */
  get openSessions(): number {
    return this.#sessions.filter(({state}) => state !== 'stopped').length;
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

  /** What the next LiveKit socket meets: for who opens sockets. */
  meetSignal(): Promise<Fault | undefined> {
    return this.#faults.meet('signal');
  }

  /** Ends every session. */
  async close(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.end('closed')));
  }

  /** Answers one call. Rejects where the network is to fail. */
  async handle(request: Request): Promise<Response> {
    if (request.method === 'OPTIONS') return reply(204, '');
    const {pathname} = new URL(request.url);
    const endpoint = PATHS[pathname];
    if (!endpoint) return reply(404, {code: 404, message: `there is no ${pathname}`});
    if (request.method !== 'POST') return reply(405, {code: 405, message: 'method not allowed'});
    const record: FarRequest = {
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

  async #answer(record: FarRequest, fault: Fault | undefined): Promise<Response> {
    if (fault && 'network' in fault) throw new TypeError('Failed to fetch');
    if (fault && 'hang' in fault) return new Promise(() => {});
    if (fault && 'malformed' in fault) return reply(200, fault.malformed);
    if (fault?.after) await this.#carryOut(record);
    if (fault) {
      const {status, code = status, message = 'injected fault', headers} = fault;
      return reply(status, {code, message}, headers);
    }
    return this.#carryOut(record);
  }

  async #carryOut(record: FarRequest): Promise<Response> {
    try {
      return reply(200, await this.#call(record));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return reply(error.status, {code: error.code, message: error.message});
    }
  }

  async #call({endpoint, headers, body = {}}: FarRequest): Promise<unknown> {
    switch (endpoint) {
      case 'token':
        return {token: this.#makeToken()};
      case 'create_token':
        return {error: null, data: {token: this.#makeToken()}};
      case 'new':
        return success(await this.#new(bearer(headers), body));
      case 'signal':
        return null;
      default:
        return success(await this.#inSession(endpoint, this.#session(bearer(headers), body), body));
    }
  }

  async #inSession(
    endpoint: Exclude<Endpoint, 'token' | 'create_token' | 'new' | 'signal'>,
    session: FarSession,
    body: Record<string, unknown>,
  ): Promise<unknown> {
    if (endpoint === 'stop') {
      session.stops++;
      await session.end('stop');
      return {status: 'success'};
    }
    session.touch();
    if (endpoint === 'start') {
      if (session.state === 'started') throw new Refusal(10003);
      session.state = 'started';
      session.starts++;
      await session.room.enter();
      return {status: 'success'};
    }
    if (session.state === 'new') throw new Refusal(400006);
    if (endpoint === 'task') {
      const {text, type} = checkTask(body);
      const {taskId, durationMs} = session.say(text, type);
      return {task_id: taskId, duration_ms: durationMs};
    }
    if (endpoint === 'interrupt') session.interrupt();
    return null;
  }

  #makeToken(): string {
    const token = btoa(JSON.stringify({token: crypto.randomUUID()}));
    this.#tokens.set(token, null);
    return token;
  }

  async #new(token: string, body: Record<string, unknown>): Promise<object> {
    // A token makes one session, and one only.
    if (this.#tokens.get(token) !== null) throw new Refusal(400112);
    const request = checkNew(body);
    if (this.openSessions >= (this.#options.concurrencyLimit ?? Infinity)) throw new Refusal(10007);
    this.#tokens.set(token, 'making');
    const sessionId = crypto.randomUUID();
    const room = await this.#options.openRoom({sessionId, request});
    const session = new FarSession(sessionId, request, room, this.#options);
    this.#sessions.push(session);
    this.#tokens.set(token, session);
    return {
      session_id: sessionId,
      url: room.url,
      access_token: room.accessToken,
      session_duration_limit: session.durationLimit,
      is_paid: false,
      realtime_endpoint: `wss://webrtc-signaling.heygen.io/v2-alpha/interactive-avatar/session/${sessionId}`,
    };
  }

  #session(token: string, body: Record<string, unknown>): FarSession {
    const own = this.#tokens.get(token);
    if (own === undefined) throw new Refusal(400112);
    const session = this.#sessions.find(({sessionId}) => sessionId === body['session_id']);
    if (!session || session.state === 'stopped') throw new Refusal(10006);
    if (session !== own) throw new Refusal(40102);
    return session;
  }
}

function bearer(headers: Headers): string {
  return headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  const parsed = parseJson(text);
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
}
