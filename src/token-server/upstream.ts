import * as z from 'zod/mini';
import {withTimeout} from '../session/util/abort.js';
import {AvatarError} from '../session/errors/avatar-error.js';
import {apiErrorOf as liveAvatarProblem} from '../session/backends/liveavatar/liveavatar-api-errors.js';
import {apiErrorOf as streamingProblem} from '../session/backends/streaming/streaming-api-errors.js';
import {parseJson} from '../session/util/json.js';
import type {TokenHandlerOptions} from './options.js';
import type {Failure} from './upstream-errors.js';

const Token = z.string().check(z.minLength(8), z.maxLength(8192));

/** Where each back end is, how it tells of a token, and how it refuses. */
const APIS = {
  streaming: {
    base: 'https://api.heygen.com',
    token: '/v1/streaming.create_token',
    stop: '/v1/streaming.stop',
    Reply: z.object({data: z.object({token: Token})}),
    refusalOf: streamingProblem,
  },
  liveavatar: {
    base: 'https://api.liveavatar.com',
    token: '/v1/sessions/token',
    stop: '/v1/sessions/stop',
    Reply: z.object({data: z.object({session_token: Token, session_id: z.string()})}),
    refusalOf: liveAvatarProblem,
  },
} as const;

/** As much of a refusal as a log may have: a code, and the names of the fields that a schema refuses. */
const Refusal = z.object({
  code: z.catch(z.optional(z.union([z.number(), z.string().check(z.regex(/^\w{1,40}$/))])), undefined),
  detail: z.catch(z.array(z.object({loc: z.array(z.union([z.number(), z.string()]))})), []),
});

interface Reply {
  readonly status: number;
  readonly ok: boolean;
  readonly text: string;
  readonly retryAfter: string | null;
}

/** The API's calls that need the key. They give what the API gave, or why not; they do not reject. */
export class Upstream {
  readonly #options: TokenHandlerOptions & {apiKey: string};

  constructor(options: TokenHandlerOptions & {apiKey: string}) {
    this.#options = options;
  }

  get #api() {
    return APIS[this.#options.backend];
  }

  /** Has the API make a token, for a session with these settings. */
  async mint(settings: Record<string, unknown>): Promise<{token: Record<string, string>} | Failure> {
    const reply = await this.#post('token', settings);
    if ('reason' in reply) return reply;
    const minted = this.#api.Reply.safeParse(parseJson(reply.text));
    return minted.success ? {token: minted.data.data} : this.#failure(reply);
  }

  /** Has the API end a session; one that has ended already is what was wanted. */
  async stop(sessionId: string): Promise<Failure | undefined> {
    const reply = await this.#post('stop', {session_id: sessionId});
    const isStopped = !('reason' in reply) || reply.reason === 'session-not-found';
    return isStopped ? undefined : reply;
  }

  async #post(call: 'token' | 'stop', body: Record<string, unknown>): Promise<Reply | Failure> {
    const {apiKey, apiUrl = this.#api.base, timeoutMs = 10_000, fetch = globalThis.fetch} = this.#options;
    try {
      const reply = await withTimeout(timeoutMs, 'answering', undefined, async (signal) => {
        const response = await fetch(apiUrl.replace(/\/$/, '') + this.#api[call], {
          method: 'POST',
          headers: {'x-api-key': apiKey, 'content-type': 'application/json', accept: 'application/json'},
          body: JSON.stringify(body),
          redirect: 'manual', // the key is for the API alone
          signal,
        });
        const {status, ok, headers} = response;
        return {status, ok, text: await response.text(), retryAfter: headers.get('retry-after')};
      });
      return reply.ok ? reply : this.#failure(reply);
    } catch (error) {
      return unanswered(error);
    }
  }

  #failure(reply: Reply): Failure {
    const {status, retryAfter} = reply;
    const {code: reason} = this.#api.refusalOf({...reply, retryAfterMs: undefined});
    const {code, detail = []} = Refusal.safeParse(parseJson(reply.text)).data ?? {};
    const names = detail.map(({loc}) => loc.filter((each) => each !== 'body').join('.'));
    const fields = names.filter((name) => /^[\w.]{1,100}$/.test(name));
    return {reason, status, code: code === undefined ? undefined : String(code), fields, retryAfter};
  }
}

/** Of what was thrown only the system's code is told: its words may repeat a header. */
function unanswered(error: unknown): Failure {
  if (error instanceof AvatarError) return {reason: error.code};
  const {cause} = error as {cause?: {code?: unknown}};
  const code = typeof cause?.code === 'string' ? cause.code : undefined;
  return {reason: 'unreachable', code};
}
