import {parseJson} from '../session/json.js';
import type {TokenHandlerOptions} from './options.js';
import {rateLimiter} from './rate-limit.js';
import {liveAvatarBody} from './settings.js';
import {Upstream, type UpstreamProblem} from './upstream.js';

export type {AllowedSetting, RateLimitOptions, TokenHandlerOptions} from './options.js';
export {memoryStore, type RateLimitCount, type RateLimitStore} from './rate-limit.js';

/** The longest body that is read, in characters. */
const LONGEST_BODY = 20_000;

/** What the page is told of each problem: enough to act on, nothing of the account. */
const STATUS: Readonly<Record<UpstreamProblem, number>> = {
  busy: 503,
  'no-credits': 503,
  'rate-limited': 429,
  refused: 502,
  unreachable: 502,
  timeout: 504,
};

/**
 * Makes the handler of a token endpoint: `Request` in, `Response` out, for any server that speaks `fetch`. It keeps the API
 * key, answers only pages of the allowed origins, limits how often one address may ask, and takes from what a page asks for
 * only what the owner allows. `POST` to its path gives a token; `POST` to its path with `/stop` ends the session that the
 * body names (`{session_id}`), for the beacon that a page sends when it goes.
 *
 * Throws where the key is missing or an origin is not one: a server that could never answer should not start.
 */
export function createTokenHandler(options: TokenHandlerOptions): (request: Request) => Promise<Response> {
  const {apiKey, allowedOrigins, settings = {}, allow = [], rateLimit = {}} = options;
  if (!apiKey) throw new Error('createTokenHandler needs an apiKey: is the environment variable set?');
  const origins = new Set(allowedOrigins.map(checkedOrigin));
  const upstream = new Upstream({...options, apiKey});
  const waitFor = rateLimit === false ? () => Promise.resolve(0) : rateLimiter(rateLimit);

  return async (request) => {
    const origin = request.headers.get('origin');
    // Browsers name the origin on every POST; who names none is not a page.
    if (origin === null || !origins.has(origin)) return answer(403, {error: 'origin-not-allowed'});
    if (request.method === 'OPTIONS') return answer(204, undefined, preflight(origin));
    const cors = {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      vary: 'origin',
    };
    if (request.method !== 'POST')
      return answer(405, {error: 'method-not-allowed'}, {...cors, allow: 'POST, OPTIONS'});

    const text = await request.text();
    const posted = text.length > LONGEST_BODY ? undefined : parse(text);
    if (posted === undefined) return answer(400, {error: 'bad-request'}, cors);
    if (new URL(request.url).pathname.endsWith('/stop')) return stop(posted, cors);

    const seconds = await waitFor(request);
    if (seconds > 0) return answer(429, {error: 'rate-limited'}, {...cors, 'retry-after': String(seconds)});
    const body = options.backend === 'streaming' ? {} : liveAvatarBody(settings, posted, allow);
    if (!body) return answer(400, {error: 'bad-settings'}, cors);
    const minted = await upstream.mint(body);
    if (minted.ok) return answer(200, minted.body, cors);
    const retry = minted.retryAfter === null ? {} : {'retry-after': minted.retryAfter};
    return answer(STATUS[minted.problem], {error: minted.problem}, {...cors, ...retry});
  };

  async function stop(posted: Record<string, unknown>, cors: Record<string, string>): Promise<Response> {
    const {session_id: sessionId} = posted;
    if (typeof sessionId !== 'string' || !/^[\w-]{1,100}$/.test(sessionId)) {
      return answer(400, {error: 'bad-request'}, cors);
    }
    // A session that has ended already is what was wanted, and whoever sent a beacon reads no answer.
    await upstream.stop(sessionId);
    return answer(204, undefined, cors);
  }
}

function checkedOrigin(origin: string): string {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
    throw new Error(`allowedOrigins: "${origin}" is not an origin. Write it like "https://example.com".`);
  }
  return origin;
}

function preflight(origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '600',
    vary: 'origin',
  };
}

function parse(text: string): Record<string, unknown> | undefined {
  const value = text.trim() === '' ? {} : parseJson(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}

function answer(
  status: number,
  body?: Record<string, string>,
  headers: Record<string, string> = {},
): Response {
  const all = {'cache-control': 'no-store', 'content-type': 'application/json', ...headers};
  return new Response(body === undefined ? null : JSON.stringify(body), {status, headers: all});
}
