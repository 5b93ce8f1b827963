import * as z from 'zod/mini';
import {parseJson} from '../session/util/json.js';
import type {Caller} from './client-address.js';
import {PREFLIGHT, readableBy, refusal, respond, type Answer} from './answer.js';
import {readBody} from './body.js';
import {checkedKey, checkedOrigins, checkUrl} from './checks.js';
import type {TokenHandlerOptions} from './options.js';
import {problemOf, reportOf, type TokenServerProblem} from './upstream-errors.js';
import {rateLimiter, type LimitedCall} from './rate-limit.js';
import {sessionBodies} from './allowed-settings.js';
import {Upstream} from './upstream.js';

export type {Caller} from './client-address.js';
export type {AllowedSetting} from './choices.js';
export type {TokenHandlerOptions} from './options.js';
export type {TokenServerProblem, UpstreamProblem} from './upstream-errors.js';
export {memoryStore, type RateLimitCount, type RateLimitOptions, type RateLimitStore} from './rate-limit.js';

/** Answers a request of a page; what the server knows of who asks may be handed over with it. Never rejects. */
export type TokenHandler = (request: Request, caller?: Caller) => Promise<Response>;

const StopBody = z.object({session_id: z.string().check(z.regex(/^[\w-]{1,100}$/))});

/**
 * Makes the handler of a token endpoint: `Request` in, `Response` out, for any server that speaks `fetch`. It keeps the API
 * key, answers only pages of the allowed origins, limits how often one address may ask, and takes from what a page asks for
 * only what the owner allows. `POST` to its path gives a token; `POST` to its path with `/stop` ends the session that the
 * body names (`{session_id}`), for the beacon that a page sends when it goes.
 *
 * Throws where the options cannot be right, such as a missing key: a server that could never answer should not start.
 */
export function createTokenHandler(options: TokenHandlerOptions): TokenHandler {
  const {apiKey, allowedOrigins, apiUrl, rateLimit = {}, timeoutMs = 10_000, onError} = options;
  checkUrl(apiUrl);
  const origins = checkedOrigins(allowedOrigins);
  const upstream = new Upstream({...options, apiKey: checkedKey(apiKey)});
  const sessionBody = sessionBodies(options);
  const waitFor = rateLimit === false ? () => Promise.resolve(0) : rateLimiter(rateLimit);

  return async (request, caller = {}) => {
    const call = new URL(request.url).pathname.endsWith('/stop') ? 'stop' : 'token';
    const origin = request.headers.get('origin');
    if (origin !== null && origins.has(origin)) {
      const isPreflight = request.method === 'OPTIONS';
      return respond(isPreflight ? PREFLIGHT : await answer(call, request, caller), readableBy(origin));
    }
    // Browsers name the origin on every POST; who names none is not a page.
    const isOurs = call === 'stop' && isSameOrigin(request);
    return respond(isOurs ? await answer(call, request, caller) : refusal('origin-not-allowed'));
  };

  async function answer(call: LimitedCall, request: Request, caller: Caller): Promise<Answer> {
    if (request.method !== 'POST') return refusal('method-not-allowed', {allow: 'POST, OPTIONS'});
    try {
      // Before anything is read: who asks too often is not listened to either.
      const seconds = await waitFor(call, request, caller);
      if (seconds > 0) return refusal('rate-limited', {'retry-after': String(seconds)});
      const read = await readBody(request, timeoutMs);
      if ('problem' in read) return refusal(read.problem);
      const posted = parse(read.text);
      if (!posted) return refusal('bad-request');
      return await (call === 'stop' ? stop(posted) : mint(posted));
    } catch (cause) {
      report({call, problem: 'internal', message: 'This server could not do its part.', cause});
      return refusal('internal');
    }
  }

  async function mint(posted: Record<string, unknown>): Promise<Answer> {
    const session = sessionBody(posted);
    if ('setting' in session) {
      return {...refusal('bad-settings'), body: {error: 'bad-settings', setting: session.setting}};
    }
    const minted = await upstream.mint(session.body);
    if ('token' in minted) return {status: 200, body: minted.token};
    report(reportOf('token', minted));
    const {retryAfter} = minted;
    return refusal(problemOf(minted), retryAfter ? {'retry-after': retryAfter} : {});
  }

  async function stop(posted: Record<string, unknown>): Promise<Answer> {
    const body = StopBody.safeParse(posted);
    if (!body.success) return refusal('bad-request');
    const failure = await upstream.stop(body.data.session_id);
    // Whoever sent a beacon reads no answer: the owner alone can do something about it.
    if (failure) report(reportOf('stop', failure));
    return {status: 204};
  }

  function report(problem: TokenServerProblem): void {
    try {
      onError?.(problem);
    } catch {
      // A log that fails is no reason to leave the page without an answer.
    }
  }
}

/**
 * Whether a request without an origin comes from a page of this very origin, by the browser's word, which no page can forge:
 * the beacon of a page with `Referrer-Policy: no-referrer` has the origin `null`.
 */
function isSameOrigin({headers}: Request): boolean {
  return headers.get('origin') === 'null' && headers.get('sec-fetch-site') === 'same-origin';
}

function parse(text: string): Record<string, unknown> | undefined {
  const value = text.trim() === '' ? {} : parseJson(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}
