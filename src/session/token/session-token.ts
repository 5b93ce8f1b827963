import {AvatarError} from '../errors/avatar-error.js';
import {avatarError, avatarErrorFrom} from '../errors/make-error.js';
import {abortable} from '../util/abort.js';
import {isAbort} from '../util/is-abort.js';
import type {SessionSettings} from '../settings/session-settings.js';
import {post, retrying} from '../util/http.js';
import {parseJson} from '../util/json.js';
import {isFinal, tokenErrorOf} from './token-errors.js';
import {readToken, type SessionToken} from './token-reply.js';
import {secureUrl} from '../util/url.js';

export type {SessionToken} from './token-reply.js';

/**
 * What a token endpoint or a `tokenProvider` may return: one of the documented objects, the bare token, or a LiveAvatar session that
 * the server has started.
 */
export type TokenReply = string | Record<string, unknown>;

/** Returns the token of one session. Called once for each session; must make a new token each time. */
export type TokenProvider = (request: {
  /** The settings of the session, as in the body of `streaming.new`. */
  settings: SessionSettings;
  /** Aborts when the start is given up. */
  signal: AbortSignal;
  /** Set where the token is fetched ahead, with `preload="token"`. Then no session may be started: nobody has asked for one yet. */
  isPrefetch?: true;
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

/**
 * Fetches the token of one session. A request that is given up goes on to its end, since its reply may be a session that must be
 * stopped: `onLate` gets what arrives then.
 */
export function fetchToken(
  source: TokenSource,
  settings: SessionSettings,
  signal: AbortSignal,
  {isPrefetch = false, onLate}: {isPrefetch?: boolean; onLate?: (token: SessionToken) => void} = {},
): Promise<SessionToken> {
  const fetching = requestToken(source, settings, signal, isPrefetch);
  fetching.then(
    (token) => void (signal.aborted && onLate?.(token)),
    () => {}, // the caller reports it, or has given up
  );
  return abortable(fetching, signal);
}

async function requestToken(
  source: TokenSource,
  settings: SessionSettings,
  signal: AbortSignal,
  isPrefetch: boolean,
): Promise<SessionToken> {
  const reply = source.tokenProvider
    ? await askProvider(source.tokenProvider, {settings, signal, ...(isPrefetch && {isPrefetch})})
    : await askEndpoint(source, isPrefetch ? {...settings, prefetch: true} : settings, signal);
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

async function askProvider(provider: TokenProvider, request: Parameters<TokenProvider>[0]): Promise<unknown> {
  try {
    return await provider(request);
  } catch (error) {
    if (isAbort(error, request.signal)) throw error;
    throw avatarErrorFrom(error, 'token-unreachable');
  }
}

/** A signal that does not abort. */
const never = new AbortController().signal;

async function askEndpoint(
  {tokenUrl, baseUrl, tokenCredentials = 'same-origin'}: TokenSource,
  body: object,
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
      {body, headers: headersFor(url), credentials: tokenCredentials, signal: never},
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
