import * as z from 'zod/mini';
import {parseJson} from '../session/util/json.js';
import type {Caller} from './client-address.js';
import {corsHeaders, errorResponse, PREFLIGHT_RESPONSE, toResponse, type ResponseParts} from './responses.js';
import {readBody} from './body.js';
import {checkedKey, checkedOrigins, checkUrl} from './checks.js';
import type {TokenHandlerOptions} from './options.js';
import {problemOf, reportOf, type TokenServerProblem} from './upstream-errors.js';
import {rateLimiter, type LimitedCall} from './rate-limit.js';
import {RateLimitStoreError} from './rate-limit-store.js';
import {sessionBodies} from './allowed-settings.js';
import {Upstream} from './upstream.js';

export type {Caller} from './client-address.js';
export type {AllowedSetting} from './choices.js';
export type {TokenHandlerOptions} from './options.js';
export type {TokenServerProblem, UpstreamProblem} from './upstream-errors.js';
export {memoryStore, type RateLimitCount, type RateLimitOptions, type RateLimitStore} from './rate-limit.js';

/** Answers a request of a page. `caller` is what the server knows about the client beyond the request. Never rejects. */
export type TokenHandler = (request: Request, caller?: Caller) => Promise<Response>;

const StopBody = z.object({session_id: z.string().check(z.regex(/^[\w-]{1,100}$/))});

/**
 * Creates the handler of a token endpoint, for every server that works with `Request` and `Response`. The handler keeps the
 * API key secret, answers only pages of the allowed origins, limits the requests of each address, and takes from a page's
 * body only the settings that the owner allows. `POST` to the handler's path returns a token. `POST` to the path with `/stop`
 * ends the session that the body names (`{session_id}`); a page sends this as a beacon when the visitor leaves.
 *
 * Throws if the options cannot work, such as a missing key, so that the server does not start with them.
 */
export function createTokenHandler(options: TokenHandlerOptions): TokenHandler {
  const {apiKey, allowedOrigins, apiUrl, rateLimit = {}, timeoutMs = 10_000, onError} = options;
  checkUrl(apiUrl);
  const origins = checkedOrigins(allowedOrigins);
  const upstream = new Upstream({...options, apiKey: checkedKey(apiKey)});
  const sessionBody = sessionBodies(options);
  const secondsToWait = rateLimit === false ? () => Promise.resolve(0) : rateLimiter(rateLimit);

  return async (request, caller = {}) => {
    const call = new URL(request.url).pathname.endsWith('/stop') ? 'stop' : 'token';
    const origin = request.headers.get('origin');
    if (origin !== null && origins.has(origin)) {
      const isPreflight = request.method === 'OPTIONS';
      const parts = isPreflight ? PREFLIGHT_RESPONSE : await handlePost(call, request, caller);
      return toResponse(parts, corsHeaders(origin));
    }
    // Browsers send the origin with every POST, so a request without one comes from no page.
    const isBeacon = call === 'stop' && isSameOrigin(request);
    return toResponse(
      isBeacon ? await handlePost(call, request, caller) : errorResponse('origin-not-allowed'),
    );
  };

  async function handlePost(call: LimitedCall, request: Request, caller: Caller): Promise<ResponseParts> {
    if (request.method !== 'POST') return errorResponse('method-not-allowed', {allow: 'POST, OPTIONS'});
    try {
      // This comes before the body is read: a client over its limit must cost this server nothing.
      const seconds = await secondsToWait(call, request, caller);
      if (seconds > 0) return errorResponse('rate-limited', {'retry-after': String(seconds)});
      const read = await readBody(request, timeoutMs);
      if ('problem' in read) return errorResponse(read.problem);
      const posted = parse(read.text);
      if (!posted) return errorResponse('bad-request');
      return await (call === 'stop' ? stop(posted) : mint(posted));
    } catch (cause) {
      if (cause instanceof RateLimitStoreError) return storeFailed(call, cause);
      report({call, problem: 'internal', message: 'The token handler failed. See cause.', cause});
      return errorResponse('internal');
    }
  }

  function storeFailed(call: LimitedCall, {cause}: RateLimitStoreError): ResponseParts {
    const message = 'The rate-limit store failed, so the handler refused the call. See cause.';
    report({call, problem: 'rate-limit-store', message, cause});
    return errorResponse('rate-limit-store');
  }

  async function mint(posted: Record<string, unknown>): Promise<ResponseParts> {
    const session = sessionBody(posted);
    if ('setting' in session) {
      return {...errorResponse('bad-settings'), body: {error: 'bad-settings', setting: session.setting}};
    }
    const minted = await upstream.mint(session.body);
    if ('token' in minted) return {status: 200, body: minted.token};
    report(reportOf('token', minted));
    const {retryAfter} = minted;
    return errorResponse(problemOf(minted), retryAfter ? {'retry-after': retryAfter} : {});
  }

  async function stop(posted: Record<string, unknown>): Promise<ResponseParts> {
    const body = StopBody.safeParse(posted);
    if (!body.success) return errorResponse('bad-request');
    const failure = await upstream.stop(body.data.session_id);
    // The page that sent the beacon is gone and reads no response, so only the owner learns of a failure.
    if (failure) report(reportOf('stop', failure));
    return {status: 204};
  }

  function report(problem: TokenServerProblem): void {
    try {
      onError?.(problem);
    } catch {
      // The page gets its response even if the owner's log throws.
    }
  }
}

/**
 * Whether a request with the origin `null` comes from a page of this server's own origin. The beacon of a page with
 * `Referrer-Policy: no-referrer` has that origin; `sec-fetch-site` is set by the browser, and a page cannot forge it.
 */
function isSameOrigin({headers}: Request): boolean {
  return headers.get('origin') === 'null' && headers.get('sec-fetch-site') === 'same-origin';
}

function parse(text: string): Record<string, unknown> | undefined {
  const value = text.trim() === '' ? {} : parseJson(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}
