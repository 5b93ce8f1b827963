import * as z from 'zod/mini';
import {AvatarError} from '../errors/avatar-error.js';
import {avatarError, avatarErrorFrom} from '../errors/make-error.js';
import {abortable, isAbort} from '../util/abort.js';
import type {BackendName} from '../backends/backend.js';
import type {SessionSettings} from '../settings/session-settings.js';
import {post, retrying} from '../util/http.js';
import {parseJson} from '../util/json.js';
import {isFinal, tokenErrorOf} from './token-errors.js';
import {secureUrl} from '../util/url.js';

/** What a token endpoint or a `tokenProvider` may return: one of the documented objects, or the bare token. */
export type TokenReply = string | Record<string, unknown>;

/** Returns the token of one session. Called once for each session; must make a new token each time. */
export type TokenProvider = (request: {
  /** The settings of the session, as in the body of `streaming.new`. */
  settings: SessionSettings;
  /** Aborts when the start is given up. */
  signal: AbortSignal;
}) => TokenReply | Promise<TokenReply>;

/** Where the token of a session comes from. */
export interface TokenSource {
  /** The address of an endpoint that answers `POST` with a token. */
  tokenUrl?: string | undefined;
  /** The base of a relative address. Default: the address of the page. */
  baseUrl?: string | undefined;
  /** Cookies on that request. Default `same-origin`. */
  tokenCredentials?: RequestCredentials | undefined;
  /** Called instead of `tokenUrl`, where it is set. */
  tokenProvider?: TokenProvider | undefined;
}

/** A session token, and the back end that it is for. */
export interface SessionToken {
  readonly token: string;
  readonly backend: BackendName;
  /** Proves to the owner's server that this page got the token of the session; absent where the reply has none. A secret. */
  readonly stopTicket?: string;
  /** Who thinks behind a LiveAvatar token, as the reply says it. Source: `agent_type`. */
  readonly agentType?: string;
}

/** A token is sent in a header, so it is printable ASCII without spaces. `<` and `>` are excluded: an HTML page is no token. */
const Token = z.string().check(z.regex(/^[\x21-\x3b\x3d\x3f-\x7e]{8,8192}$/));

const StreamingReply = z.object({token: Token});
const LiveAvatarReply = z.object({
  session_token: Token,
  agent_type: z.catch(z.optional(z.string()), undefined),
});

/** Fetches the token of one session. */
export async function fetchToken(
  source: TokenSource,
  settings: SessionSettings,
  signal: AbortSignal,
): Promise<SessionToken> {
  const reply = source.tokenProvider
    ? await askProvider(source.tokenProvider, settings, signal)
    : await askEndpoint(source, settings, signal);
  const token = readToken(reply);
  if (!token) {
    throw source.tokenProvider
      ? new AvatarError(
          'token-invalid',
          'tokenProvider returned no token. It should return the token as a string, or an object like {token: "…"}.',
        )
      : avatarError('token-invalid');
  }
  return token;
}

/**
 * Markup can post a form to an address of the page's own origin, but it cannot set a header: a token endpoint may insist on this
 * one. An endpoint of another origin does not get it, since it would have to allow it; there, the JSON content type says the same.
 */
const headersFor = (url: string): Record<string, string> =>
  new URL(url).origin === globalThis.location?.origin ? {'x-requested-with': 'heygen-avatar'} : {};

/** What the owner's server gives with the token, to end the session by. Of any form; one that is no such text is ignored. */
const StopTicket = z.object({stop_ticket: Token});

/** The token in a response of any documented form. */
function readToken(reply: unknown): SessionToken | undefined {
  const bare = Token.safeParse(typeof reply === 'string' ? reply.trim() : reply);
  if (bare.success) return {token: bare.data, backend: 'streaming'};
  for (const candidate of [reply, (reply as {data?: unknown} | null | undefined)?.data]) {
    const {stop_ticket: stopTicket} = StopTicket.safeParse(candidate).data ?? {};
    const ticket = stopTicket === undefined ? {} : {stopTicket};
    const liveAvatar = LiveAvatarReply.safeParse(candidate);
    if (liveAvatar.success) {
      const {session_token: token, agent_type: agentType} = liveAvatar.data;
      return {token, backend: 'liveavatar', ...ticket, ...(agentType !== undefined && {agentType})};
    }
    const streaming = StreamingReply.safeParse(candidate);
    if (streaming.success) return {token: streaming.data.token, backend: 'streaming', ...ticket};
  }
  return undefined;
}

async function askProvider(
  provider: TokenProvider,
  settings: SessionSettings,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    // A provider may throw instead of returning a promise that rejects.
    return await abortable(
      Promise.resolve().then(() => provider({settings, signal})),
      signal,
    );
  } catch (error) {
    if (isAbort(error, signal)) throw error;
    throw avatarErrorFrom(error, 'token-unreachable');
  }
}

async function askEndpoint(
  {tokenUrl, baseUrl, tokenCredentials = 'same-origin'}: TokenSource,
  settings: SessionSettings,
  signal: AbortSignal,
): Promise<unknown> {
  if (!tokenUrl) {
    throw new AvatarError(
      'bad-config',
      'The avatar needs a token-url (or a tokenProvider): the address of your server that makes session tokens.',
    );
  }
  const url = secureUrl(tokenUrl, 'token-url', baseUrl).href;
  const outcome = await retrying(signal, async () => {
    const reply = await post(
      url,
      {body: settings, headers: headersFor(url), credentials: tokenCredentials, signal},
      'token-unreachable',
    );
    if (reply.ok) return reply.text;
    const error = tokenErrorOf(reply);
    // Returned and not thrown, so that it is not retried: the account will not have changed in a second.
    if (isFinal(error)) return error;
    throw error;
  });
  if (outcome instanceof AvatarError) throw outcome;
  return parseJson(outcome) ?? outcome;
}
