import {uuid} from '../../session/util/uuid.js';
import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';
import type {OpenRoom} from '../avatar-room.js';
import {FakeSession, type FakeSessionOptions, type SpeechMessages} from './fake-session.js';

export interface SessionStoreOptions extends FakeSessionOptions {
  /** Opens the room of a new session. */
  openRoom: OpenRoom;
  /** Makes the id of each session. Default: a random one. */
  newSessionId?: (() => string) | undefined;
  /** How many sessions may be open at once. Default: no limit. */
  concurrencyLimit?: number | undefined;
}

/** A session token and its use: one token creates one session. */
export interface TokenEntry {
  /** The body of the token request. */
  readonly body: Record<string, unknown>;
  /** The id of the session that this token creates. LiveAvatar returns it with the token. */
  readonly sessionId: string;
  /** `null` until the token is used, `'creating'` while HeyGen creates the session. */
  session: FakeSession | 'creating' | null;
}

/** HeyGen's tokens and the sessions that were created with them. */
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

  /** `tokenOf` writes the token. Default: one that says nothing, as those of the streaming API do. */
  createToken(
    body: Record<string, unknown> = {},
    tokenOf: (sessionId: string, body: Record<string, unknown>) => string = () =>
      btoa(JSON.stringify({token: uuid()})),
  ): {token: string; sessionId: string} {
    const sessionId = this.#options.newSessionId?.() ?? uuid();
    const token = tokenOf(sessionId, body);
    this.tokens.set(token, {body, sessionId, session: null});
    return {token, sessionId};
  }

  /** The open session with this id. */
  sessionOf(id: unknown): FakeSession | undefined {
    return this.sessions.find(({sessionId, state}) => sessionId === id && state !== 'stopped');
  }

  /** Creates the session of a token. */
  async open(
    entry: TokenEntry,
    request: StreamingNewRequest,
    messages: SpeechMessages,
    overrides: FakeSessionOptions = {},
  ): Promise<FakeSession> {
    entry.session = 'creating';
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

/** The session token of a request. */
export function bearer(headers: Headers): string {
  return headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
}

/** Whether a request has an API key, as a server of the account sends it. The fake HeyGen accepts any key. */
export function hasApiKey(headers: Headers): boolean {
  return Boolean(headers.get('x-api-key'));
}
