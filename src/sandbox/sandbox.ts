import {FetchInterceptor} from '@mswjs/interceptors/fetch';
import {WebSocketInterceptor, type WebSocketClientConnection} from '@mswjs/interceptors/WebSocket';
import {SANDBOX_HOST, SANDBOX_ORIGIN, SANDBOX_TOKEN_URL} from './sandbox-address.js';
import {CHAT_PATH, connectChat} from './http/fake-chat-socket.js';
import {FakeHeyGen, type FakeRequest, type FakeHeyGenOptions} from './http/fake-heygen.js';
import type {Endpoint, Fault, Hold} from './http/faults.js';
import type {FakeSession} from './http/fake-session.js';
import {PageRoom} from './livekit/page-room.js';

export {FakeHeyGen, type FakeRequest, type FakeHeyGenOptions} from './http/fake-heygen.js';
export type {AvatarRoom, OpenRoom} from './http/avatar-room.js';
export type {Endpoint, Fault, Hold} from './http/faults.js';
export type {FakeEnding, FakeSession, FakeTask, SpeechMessages} from './http/fake-session.js';
export type {LiveAvatarEndpoint} from './http/liveavatar-calls.js';
export type {StreamingEndpoint} from './http/streaming-calls.js';
export type {KillReason, PageRoom} from './livekit/page-room.js';

/** How the sandbox behaves; every part has a default. */
export interface SandboxOptions extends Omit<FakeHeyGenOptions, 'openRoom'> {
  /** An avatar that does not move, for pictures that are to be compared. Default false. */
  isStill?: boolean | undefined;
  /** Keeps the agents of LiveAvatar sessions out until `room().agentEnters()` is called. Default false. */
  isAgentLate?: boolean | undefined;
}

let running: Sandbox | undefined;

/**
 * Starts the stand-in for HeyGen and LiveKit in this page: from now on, calls to its reserved origin are answered here,
 * and all others go where they always went. One that runs already is given again, with the options it was started with.
 */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  running ??= new Sandbox(options, () => (running = undefined));
  return Promise.resolve(running);
}

/** The stand-in while it runs: what was asked of it, and what shall go wrong. */
export class Sandbox {
  /** Its reserved origin: the `api-url` of a session. */
  readonly origin = SANDBOX_ORIGIN;
  /** Its token endpoint for LiveAvatar: the `token-url` of such a session. */
  readonly liveAvatarTokenUrl = `${SANDBOX_ORIGIN}/api/liveavatar-token`;
  /** Its token endpoint: the `token-url` of a session. `/v1/streaming.create_token` will do as well. */
  readonly tokenUrl = SANDBOX_TOKEN_URL;

  /** The colour of the wall behind the avatar at every moment, as of a green screen; `null` for a soft one. */
  wall: () => string | null = () => null;

  readonly #heygen: FakeHeyGen;
  readonly #rooms: PageRoom[] = [];
  readonly #restore: () => void;
  readonly #onStopped: () => void;

  /** @internal Use `startSandbox`. */
  constructor(options: SandboxOptions, onStopped: () => void) {
    this.#onStopped = onStopped;
    this.#heygen = new FakeHeyGen({
      ...options,
      openRoom: ({request}) => {
        const room = new PageRoom(`wss://${SANDBOX_HOST}`, request, {
          isStill: options.isStill ?? false,
          isAgentLate: options.isAgentLate ?? false,
          wall: () => this.wall(),
        });
        this.#rooms.push(room);
        return Promise.resolve(room);
      },
    });
    this.#restore = intercept({
      onRequest: (request) => this.#onRequest(request),
      onSocket: (client) => this.#onSocket(client),
    });
  }

  /** Every call in the order of arrival. */
  get requests(): readonly FakeRequest[] {
    return this.#heygen.requests;
  }

  /** Every session ever made, newest last. */
  get sessions(): readonly FakeSession[] {
    return this.#heygen.sessions;
  }

  /** How many sessions are open: at a real server, these would cost money. */
  get openSessions(): number {
    return this.#heygen.openSessions;
  }

  /** The newest room, or that of a session: its network and its avatar can be made to fail. */
  room(sessionId?: string): PageRoom {
    const session = this.sessions.find((each) => each.sessionId === sessionId);
    const room = sessionId === undefined ? this.#rooms.at(-1) : session?.room;
    if (!(room instanceof PageRoom)) throw new Error('The sandbox has no such room.');
    return room;
  }

  /** Sends a data message into a room, as the avatar: an object as JSON, a string or bytes as they are. */
  send(
    message: object | string | Uint8Array,
    {sessionId, topic}: {sessionId?: string; topic?: string} = {},
  ): void {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    const payload = message instanceof Uint8Array ? message : new TextEncoder().encode(text);
    this.room(sessionId).send(payload, topic);
  }

  /** Has the next calls of an endpoint fail. Default: the next one. */
  inject(endpoint: Endpoint, fault: Fault, options?: {times?: number}): void {
    this.#heygen.inject(endpoint, fault, options);
  }

  /** Has every call of an endpoint take that long, in ms. */
  delay(endpoint: Endpoint, ms: number): void {
    this.#heygen.delay(endpoint, ms);
  }

  /** Has the next call of an endpoint wait until it is released. */
  hold(endpoint: Endpoint): Hold {
    return this.#heygen.hold(endpoint);
  }

  /** Ends every session and gives the page its own `fetch` and `WebSocket` back. */
  async stop(): Promise<void> {
    await this.#heygen.close();
    this.#restore();
    this.#onStopped();
  }

  async #onRequest(request: Request): Promise<Response> {
    const {pathname} = new URL(request.url);
    if (pathname.endsWith('/validate')) return new Response('success', {status: 200});
    return this.#heygen.handle(request);
  }

  async #onSocket(client: WebSocketClientConnection): Promise<void> {
    if (new URL(client.url).pathname === CHAT_PATH) return connectChat(client, this.#heygen);
    const fault = await this.#heygen.meetSignal();
    const token = new URL(client.url).searchParams.get('access_token');
    const room = this.#rooms.find(({accessToken}) => accessToken === token);
    if (fault && 'hang' in fault) return new Promise(() => {});
    if (fault || !room || room.refusesSignals) throw new Error('The sandbox refuses this socket.');
    await room.accept(client);
  }
}

/** Diverts the calls to the reserved origin; the ones to others do not even pass by. */
function intercept({
  onRequest,
  onSocket,
}: {
  onRequest: (request: Request) => Promise<Response>;
  onSocket: (client: WebSocketClientConnection) => Promise<void>;
}): () => void {
  const real = {fetch: globalThis.fetch, WebSocket: globalThis.WebSocket};
  const fetches = new FetchInterceptor();
  const sockets = new WebSocketInterceptor();
  // The interceptors wait for what their listeners return, though their types do not say so.
  // oxlint-disable-next-line typescript/no-misused-promises
  fetches.on('request', async ({request, controller}) => {
    try {
      controller.respondWith(await onRequest(request));
    } catch (error) {
      controller.errorWith(error instanceof Error ? error : new TypeError('Failed to fetch'));
    }
  });
  // oxlint-disable-next-line typescript/no-misused-promises
  sockets.on('connection', async ({client}) => {
    try {
      await onSocket(client);
    } catch {
      client.socket.dispatchEvent(new Event('error'));
      client.close(4000, 'refused by the sandbox');
    }
  });
  fetches.apply();
  sockets.apply();
  const diverted = {fetch: globalThis.fetch, WebSocket: globalThis.WebSocket};

  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    return isOurs(url)
      ? diverted.fetch.call(globalThis, input, init)
      : real.fetch.call(globalThis, input, init);
  };
  globalThis.WebSocket = new Proxy(real.WebSocket, {
    construct: (target, args: ConstructorParameters<typeof WebSocket>, newTarget) =>
      isOurs(String(args[0]))
        ? Reflect.construct(diverted.WebSocket, args)
        : Reflect.construct(target, args, newTarget),
  });

  return () => {
    fetches.dispose();
    sockets.dispose();
    globalThis.fetch = real.fetch;
    globalThis.WebSocket = real.WebSocket;
  };
}

function isOurs(url: string): boolean {
  return URL.canParse(url, location.href) && new URL(url, location.href).hostname === SANDBOX_HOST;
}
