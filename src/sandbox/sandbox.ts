import type {PageSocket} from './page-socket.js';
import {interceptHost} from './interception.js';
import {SANDBOX_HOST, SANDBOX_ORIGIN, SANDBOX_TOKEN_URL} from './sandbox-address.js';
import {CHAT_PATH, connectChat} from './http/fake-chat-socket.js';
import {LITE_PATH} from './http/fake-lite.js';
import {connectLite} from './http/fake-lite-socket.js';
import {FakeHeyGen, tokenPath, type FakeRequest, type FakeHeyGenOptions} from './http/fake-heygen.js';
import type {LiveAvatarKind} from './http/liveavatar-tokens.js';
import {AvatarError} from '../session/errors/avatar-error.js';
import type {Endpoint, Fault, Hold} from './http/faults.js';
import type {FakeSession} from './http/fake-session.js';
import {PageRoom} from './livekit/page-room.js';

export {FakeHeyGen, type FakeRequest, type FakeHeyGenOptions} from './http/fake-heygen.js';
export type {AvatarRoom, OpenRoom} from './avatar-room.js';
export type {FakeLite} from './http/fake-lite.js';
export type {Endpoint, Fault, Hold} from './http/faults.js';
export type {
  FakeAgentCommand,
  FakeEnding,
  FakeSession,
  FakeTask,
  SpeechMessages,
} from './http/fake-session.js';
export type {LiveAvatarKind} from './http/liveavatar-tokens.js';
export type {LiveAvatarEndpoint} from './http/liveavatar-calls.js';
export type {StreamingEndpoint} from './http/streaming-calls.js';
export type {KillReason, PageRoom} from './livekit/page-room.js';

/** How the sandbox behaves. Every option has a default. */
export interface SandboxOptions extends Omit<FakeHeyGenOptions, 'openRoom' | 'newSessionId'> {
  /** The avatar does not move, so that screenshots can be compared. Default false. */
  isStill?: boolean | undefined;
  /**
   * The size of the avatar's video as a share of that of the quality, such as 0.25 where many tests run and nobody looks.
   * Default 1.
   */
  videoScale?: number | undefined;
  /** Frames of the avatar's video in a second, 1 to 60; fewer where many tests run and nobody looks. Default 25. */
  framesPerSecond?: number | undefined;
  /** The agent of a LiveAvatar session joins only when `room().agentEnters()` is called. Default false. */
  isAgentLate?: boolean | undefined;
}

let running: Sandbox | undefined;

/**
 * Starts the sandbox, which plays HeyGen and LiveKit inside this page. From now on the sandbox answers all calls to its
 * reserved origin; calls to other origins go to the network as before. If the sandbox runs already, this returns the running
 * one and ignores the options. Rejects with `unsupported` on a server.
 */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  if (!running && !('RTCPeerConnection' in globalThis && 'document' in globalThis)) {
    return Promise.reject(new AvatarError('unsupported', NEEDS_PAGE));
  }
  running ??= new Sandbox(options, () => (running = undefined));
  return Promise.resolve(running);
}

const NEEDS_PAGE =
  'The sandbox plays HeyGen inside a page, so it needs a browser with WebRTC. On a server, FakeHeyGen of this module answers the calls.';

/** A running sandbox. It records requests and sessions, and it fails on demand. */
export class Sandbox {
  /** The reserved origin: the `api-url` of a session. */
  readonly origin = SANDBOX_ORIGIN;
  /** The token endpoint for LiveAvatar: the `token-url` of such a session. */
  readonly liveAvatarTokenUrl = `${SANDBOX_ORIGIN}/api/liveavatar-token`;
  /** The token endpoint for the streaming API: the `token-url` of such a session. `/v1/streaming.create_token` works too. */
  readonly tokenUrl = SANDBOX_TOKEN_URL;

  /**
   * Returns the colour of the wall behind the avatar, such as that of a green screen. The sandbox calls it for each frame.
   * `null` draws a soft wall. Default: `null`.
   */
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
          videoScale: options.videoScale ?? 1,
          framesPerSecond: options.framesPerSecond ?? 25,
          isAgentLate: options.isAgentLate ?? false,
          wall: () => this.wall(),
        });
        this.#rooms.push(room);
        return Promise.resolve(room);
      },
    });
    this.#restore = interceptHost({
      host: SANDBOX_HOST,
      onRequest: (request) => this.#onRequest(request),
      onSocket: (client) => this.#onSocket(client),
    });
  }

  /** Every request that the sandbox received, oldest first. */
  get requests(): readonly FakeRequest[] {
    return this.#heygen.requests;
  }

  /** Every session that the sandbox created, oldest first; ended sessions stay in the list. */
  get sessions(): readonly FakeSession[] {
    return this.#heygen.sessions;
  }

  /** How many sessions are open. At the real HeyGen an open session costs money. */
  get openSessions(): number {
    return this.#heygen.openSessions;
  }

  /** The token endpoint for a kind of LiveAvatar session: the `token-url` of such a session. `full` is `liveAvatarTokenUrl`. */
  liveAvatarTokenUrlOf(kind: LiveAvatarKind): string {
    return SANDBOX_ORIGIN + tokenPath(kind);
  }

  /** The room of a session, which can be made to fail. Default: the newest room. Throws if there is no such room. */
  room(sessionId?: string): PageRoom {
    const session = this.sessions.find((each) => each.sessionId === sessionId);
    const room = sessionId === undefined ? this.#rooms.at(-1) : session?.room;
    if (!(room instanceof PageRoom)) throw new Error('The sandbox has no such room.');
    return room;
  }

  /**
   * Sends a data message into a room, from the avatar. An object is sent as JSON; a string and bytes are sent as they are.
   * Default: into the newest room, without a topic.
   */
  send(
    message: object | string | Uint8Array,
    {sessionId, topic}: {sessionId?: string; topic?: string} = {},
  ): void {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    const payload = message instanceof Uint8Array ? message : new TextEncoder().encode(text);
    this.room(sessionId).send(payload, topic);
  }

  /** Makes the next calls of an endpoint fail: `times` of them. Default: one. */
  inject(endpoint: Endpoint, fault: Fault, options?: {times?: number}): void {
    this.#heygen.inject(endpoint, fault, options);
  }

  /** Delays every call of an endpoint by `ms` milliseconds. */
  delay(endpoint: Endpoint, ms: number): void {
    this.#heygen.delay(endpoint, ms);
  }

  /** Holds the next call of an endpoint until `release()` is called. */
  hold(endpoint: Endpoint): Hold {
    return this.#heygen.hold(endpoint);
  }

  /** Ends every session and puts the page's own `fetch` and `WebSocket` back. */
  async stop(): Promise<void> {
    await this.#heygen.close();
    this.#restore();
    this.#onStopped();
  }

  async #onRequest(request: Request): Promise<Response> {
    const {pathname} = new URL(request.url);
    // livekit-client sends this request to find out why its socket failed.
    if (pathname.endsWith('/validate')) return new Response('success', {status: 200});
    return this.#heygen.handle(request);
  }

  async #onSocket(client: PageSocket): Promise<void> {
    const {pathname, searchParams} = new URL(client.url);
    if (pathname === CHAT_PATH) return connectChat(client, this.#heygen);
    if (pathname.startsWith(LITE_PATH)) return connectLite(client, this.#heygen);
    const fault = await this.#heygen.takeSignalFault();
    const token = searchParams.get('access_token');
    const room = this.#rooms.find(({accessToken}) => accessToken === token);
    if (fault && 'hang' in fault) return new Promise(() => {});
    if (fault || !room || room.refusesSignals) throw new Error('The sandbox refuses this socket.');
    await room.accept(client);
  }
}
