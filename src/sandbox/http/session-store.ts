import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';
import type {OpenRoom} from './avatar-room.js';
import {FakeSession, type FakeSessionOptions, type SpeechMessages} from './fake-session.js';

export interface SessionStoreOptions extends FakeSessionOptions {
  /** Opens the room of a new session. */
  openRoom: OpenRoom;
  /** How many sessions may be open at once. Default: any number. */
  concurrencyLimit?: number | undefined;
}

/** What a token is good for: nothing yet, a session that is being made, or that session. */
export interface TokenEntry {
  /** The body of the token request. */
  readonly body: Record<string, unknown>;
  /** The id of the session that it makes, which LiveAvatar tells with the token. */
  readonly sessionId: string;
  session: FakeSession | 'making' | null;
}

/** The server's books: tokens, and the sessions that were made with them. */
export class SessionStore {
  readonly tokens = new Map<string, TokenEntry>();
  readonly sessions: FakeSession[] = [];
  readonly #options: SessionStoreOptions;

  constructor(options: SessionStoreOptions) {
    this.#options = options;
  }

  get openSessions(): number {
    return this.sessions.filter(({state}) => state !== 'stopped').length;
  }

  get isFull(): boolean {
    return this.openSessions >= (this.#options.concurrencyLimit ?? Infinity);
  }

  makeToken(body: Record<string, unknown> = {}): {token: string; sessionId: string} {
    const token = btoa(JSON.stringify({token: crypto.randomUUID()}));
    const sessionId = crypto.randomUUID();
    this.tokens.set(token, {body, sessionId, session: null});
    return {token, sessionId};
  }

  /** The open session of an id. */
  sessionOf(id: unknown): FakeSession | undefined {
    return this.sessions.find(({sessionId, state}) => sessionId === id && state !== 'stopped');
  }

  /** Makes the one session of a token. */
  async open(
    entry: TokenEntry,
    request: StreamingNewRequest,
    messages: SpeechMessages,
    overrides: FakeSessionOptions = {},
  ): Promise<FakeSession> {
    entry.session = 'making';
    const {sessionId} = entry;
    const room = await this.#options.openRoom({sessionId, request});
    const session = new FakeSession({
      sessionId,
      request,
      room,
      messages,
      options: {...this.#options, ...overrides},
    });
    this.sessions.push(session);
    entry.session = session;
    return session;
  }
}

/** The token of a call. */
export function bearer(headers: Headers): string {
  return headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
}

/** Whether a call comes from a server of the account's, which names its session by id. Any key is one. */
export function hasKey(headers: Headers): boolean {
  return Boolean(headers.get('x-api-key'));
}
