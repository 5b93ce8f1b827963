import * as z from 'zod/mini';
import {isRefusal} from '../session/util/refusal.js';
import type {Caller} from './client-address.js';
import {corsHeaders, errorResponse, toResponse, type ResponseParts} from './responses.js';
import {parseBody, readBody, textOf} from './body.js';
import {longestBody} from './choices.js';
import {checkOptions} from './option-checks.js';
import type {TokenHandlerOptions} from './options.js';
import {plainerBodies} from './plainer-bodies.js';
import {preflightResponse} from './preflight.js';
import {
  problemOf,
  reportOf,
  type Failure,
  type TokenServerProblem,
  type UpstreamCall,
} from './upstream-errors.js';
import {rateLimiter, type LimitedCall, type Verdict} from './rate-limit.js';
import {RateLimitStoreError} from './rate-limit-store.js';
import {sessionBodies} from './allowed-settings.js';
import {StopTickets} from './stop-ticket.js';
import {Upstream} from './upstream.js';

export type {Caller} from './client-address.js';
export type {AllowedField, AllowedSetting} from './choices.js';
export type {TokenHandlerOptions} from './options.js';
export type {TokenServerProblem, UpstreamProblem} from './upstream-errors.js';
export {memoryStore, type RateLimitCount, type RateLimitOptions, type RateLimitStore} from './rate-limit.js';

/** Answers a request of a page. `caller` is what the server knows about the client beyond the request. Never rejects. */
export type TokenHandler = (request: Request, caller?: Caller) => Promise<Response>;

/** What became of one request to the API: what the page gets, or why there is nothing. */
type Made = {reply: Record<string, string | number>} | {call: UpstreamCall; failure: Failure};

const StopBody = z.object({
  session_id: z.string().check(z.regex(/^[\w-]{1,100}$/)),
  stop_ticket: z.optional(z.string()),
});

/**
 * Creates the handler of a token endpoint, for every server that works with `Request` and `Response`. The handler keeps the
 * API key secret, answers only pages of the allowed origins, limits the requests of each address and of all together, and
 * takes from a page's body only the settings that the owner allows. `POST` to the handler's `path` returns a token; the
 * request must have what only a script can set: `content-type: application/json` or `x-requested-with: heygen-avatar`. `POST`
 * to the path with `/stop` ends the session that the body names (`{session_id, stop_ticket}`); a page sends this as a beacon
 * when the visitor leaves. Every other path is a 404.
 *
 * For LiveAvatar the token comes with a `stop_ticket`, which proves to `/stop` that the page got this session's token.
 *
 * Throws if the options cannot work, such as a missing key, so that the server does not start with them.
 */
export function createTokenHandler(options: TokenHandlerOptions): TokenHandler {
  checkOptions(options);
  const {path = '/api/avatar-token', rateLimit = {}, trustedProxies = 0, timeoutMs = 10_000} = options;
  const {backend, onError, requireStopTicket = true, start = false, agentType} = options;
  const maxBytes = longestBody(options.allow ?? []);
  const origins = new Set(options.allowedOrigins);
  const upstream = new Upstream(options);
  const tickets = backend === 'liveavatar' ? new StopTickets(options.apiKey) : undefined;
  const sessionBody = sessionBodies(options);
  const within: Verdict = {seconds: 0};
  const count = rateLimit === false ? () => Promise.resolve(within) : rateLimiter(rateLimit, trustedProxies);
  const calls = new Map<string | undefined, LimitedCall>([
    [path, 'token'],
    [path.endsWith('/') ? (path === '/' ? '/stop' : `${path}stop/`) : `${path}/stop`, 'stop'],
  ]);
  let hasToldPath = false;

  return async (request, caller = {}) => {
    try {
      return await answer(request, caller);
    } catch (cause) {
      report({call: 'token', problem: 'internal', message: 'The token handler failed. See cause.', cause});
      endOtherResponse(caller);
      return toResponse(errorResponse('internal'));
    }
  };

  async function answer(request: Request, caller: Caller): Promise<Response> {
    if (typeof request?.headers?.get !== 'function') {
      throw new TypeError(
        'The handler takes a Request of the fetch API. In Express and node:http, use toNodeHandler(handle) of heygen-avatar/token-server/node.',
      );
    }
    const pathname = pathOf(request);
    const call = calls.get(pathname);
    const origin = request.headers.get('origin');
    if (origin !== null && origins.has(origin)) {
      return toResponse(
        call ? await handleCall(call, request, caller) : notFound(pathname),
        corsHeaders(origin),
      );
    }
    // Browsers send the origin with every POST, so a request without one comes from no page.
    const isBeacon = call === 'stop' && isSameOrigin(request);
    return toResponse(
      isBeacon ? await handlePost(call, request, caller) : errorResponse('origin-not-allowed'),
    );
  }

  async function handleCall(call: LimitedCall, request: Request, caller: Caller): Promise<ResponseParts> {
    return request.method === 'OPTIONS' ? preflightResponse(request) : handlePost(call, request, caller);
  }

  async function handlePost(call: LimitedCall, request: Request, caller: Caller): Promise<ResponseParts> {
    if (request.method !== 'POST') return errorResponse('method-not-allowed', {allow: 'POST, OPTIONS'});
    if (call === 'token' && !isOfScript(request)) return errorResponse('not-json');
    try {
      // This comes before the body is read: a client over its limit must cost this server nothing.
      const {seconds, news} = await count(call, request, caller);
      if (news !== undefined) report({call, problem: 'rate-limited', message: news});
      if (seconds > 0) return errorResponse('rate-limited', {'retry-after': String(seconds)});
      const read = await bodyText(request, caller);
      if ('problem' in read) return errorResponse(read.problem);
      const posted = parseBody(read.text);
      if (call === 'stop') return await stop(posted);
      return posted ? await mint(posted) : errorResponse('bad-request');
    } catch (cause) {
      if (cause instanceof RateLimitStoreError) return storeFailed(call, cause);
      report({call, problem: 'internal', message: 'The token handler failed. See cause.', cause});
      return errorResponse('internal');
    }
  }

  function bodyText(request: Request, {body}: Caller) {
    if (body !== undefined && body !== null) return textOf(body, maxBytes);
    if (!request.bodyUsed) return readBody(request, {maxBytes, timeoutMs});
    throw new TypeError(
      'Something read the request’s body before the handler. Pass what was read: handle(request, {body}).',
    );
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
    // Nobody has asked for a session yet where the token is fetched ahead.
    const starts = start && posted['prefetch'] !== true;
    let first: Made | undefined;
    for (const body of plainerBodies(session.body)) {
      const made = await make(body, starts);
      if ('reply' in made) return {status: 200, body: made.reply};
      first ??= made;
      if (made.failure.reason !== 'bad-request') break;
    }
    // Where the settings were not the cause, the first refusal says more.
    return first && 'failure' in first ? failed(first.call, first.failure) : errorResponse('internal');
  }

  /** Makes a token, and where this server starts the sessions, that as well. */
  async function make(body: Readonly<Record<string, unknown>>, starts: boolean): Promise<Made> {
    const minted = await upstream.mint(body);
    if (!('token' in minted)) return {call: 'token', failure: minted};
    const token = {...(await withTicket(minted.token)), ...(agentType && {agent_type: agentType})};
    if (!starts) return {reply: token};
    const {session_token: sessionToken = '', session_id: sessionId = ''} = minted.token;
    const started = await upstream.start(sessionToken);
    if ('session' in started) return {reply: {...token, ...withoutUnset(started.session)}};
    // The page asks again after such a failure: a session that was started all the same would stay open beside the next one.
    if (!isRefusal(started.status ?? 0)) await end(sessionId);
    return {call: 'start', failure: started};
  }

  function failed(call: UpstreamCall, failure: Failure): ResponseParts {
    report(reportOf(call, failure));
    const {retryAfter} = failure;
    return errorResponse(problemOf(failure), retryAfter ? {'retry-after': retryAfter} : {});
  }

  async function withTicket(token: Record<string, string>): Promise<Record<string, string>> {
    const {session_id: sessionId} = token;
    return tickets && sessionId !== undefined
      ? {...token, stop_ticket: await tickets.sign(sessionId)}
      : token;
  }

  async function stop(posted: unknown): Promise<ResponseParts> {
    const body = StopBody.safeParse(posted);
    // The page that sent the beacon is gone and reads no response, so only the owner can learn of a failure.
    if (!body.success) {
      report({call: 'stop', problem: 'bad-request', message: UNREADABLE_STOP});
      return errorResponse('bad-request');
    }
    const {session_id: sessionId, stop_ticket: ticket} = body.data;
    if (!(await mayStop(sessionId, ticket))) {
      report({call: 'stop', problem: 'bad-ticket', message: BAD_TICKET});
      return errorResponse('bad-ticket');
    }
    await end(sessionId);
    return {status: 204};
  }

  async function end(sessionId: string): Promise<void> {
    const failure = await upstream.stop(sessionId);
    if (failure) report(reportOf('stop', failure));
  }

  async function mayStop(sessionId: string, ticket: string | undefined): Promise<boolean> {
    if (!tickets) return true;
    return ticket === undefined ? !requireStopTicket : tickets.isValid(ticket, sessionId);
  }

  function notFound(pathname = 'an invalid URL'): ResponseParts {
    if (!hasToldPath) {
      hasToldPath = true; // one line is enough: clients choose how often they ask
      const [token, ending] = calls.keys();
      const message = `The handler answers at ${token} and ${ending}, and not at ${pathname.slice(0, 100)}. Set the option path if the endpoint is elsewhere.`;
      report({call: 'token', problem: 'not-found', message});
    }
    return errorResponse('not-found');
  }

  function report(problem: TokenServerProblem): void {
    try {
      const logged: unknown = onError?.(problem);
      // A log that fails later must not end the process either.
      Promise.resolve(logged).catch(() => {});
    } catch {
      // The page gets its response even if the owner's log throws.
    }
  }
}

/** Leaves out the fields that the API did not send. */
function withoutUnset(session: Record<string, string | number | undefined>): Record<string, string | number> {
  const said = Object.entries(session).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as Record<string, string | number>;
}

const UNREADABLE_STOP =
  'A stop call had no readable session_id, so it ended no session. If something reads bodies before the handler, pass what it read: handle(request, {body}).';
const BAD_TICKET =
  'A stop call had no valid stop_ticket for its session, so it ended no session. If this comes from your own pages, update the element there, or set requireStopTicket: false until you have.';

/** Express and `node:http` pass a response of their own and ignore what is returned: unanswered, their client would wait. */
function endOtherResponse(
  outgoing: Caller & {headersSent?: boolean; writeHead?: (status: number) => void; end?: () => void},
): void {
  // Where something has answered already, a second status would throw.
  if (!outgoing.headersSent) outgoing.writeHead?.(500);
  outgoing.end?.();
}

/** The path of a request; some frameworks give a URL without scheme and host. `undefined` where it is no URL. */
function pathOf({url}: Request): string | undefined {
  const base = 'http://localhost';
  return URL.canParse(url, base) ? new URL(url, base).pathname : undefined;
}

/**
 * Whether a script sent the request. A form that somebody put into a page can POST to this server with the page's origin, but it
 * cannot choose these headers.
 */
function isOfScript({headers}: Request): boolean {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/json' || headers.get('x-requested-with') === 'heygen-avatar';
}

/**
 * Whether a request with the origin `null` comes from a page of this server's own origin. The beacon of a page with
 * `Referrer-Policy: no-referrer` has that origin; `sec-fetch-site` is set by the browser, and a page cannot forge it.
 */
function isSameOrigin({headers}: Request): boolean {
  return headers.get('origin') === 'null' && headers.get('sec-fetch-site') === 'same-origin';
}
