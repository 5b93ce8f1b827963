import * as z from 'zod/mini';
import {parseJson} from '../session/json.js';
import type {TokenHandlerOptions} from './options.js';

/** Why no token could be had, in a word that may be told to anybody. */
export type UpstreamProblem = 'busy' | 'no-credits' | 'rate-limited' | 'refused' | 'unreachable' | 'timeout';

/** What the API gave: a reply for the page, or why there is none. Never the API's own words. */
export type Minted =
  {ok: true; body: Record<string, string>} | {ok: false; problem: UpstreamProblem; retryAfter: string | null};

const Token = z.string().check(z.minLength(8), z.maxLength(8192));
const StreamingReply = z.object({data: z.object({token: Token})});
const LiveAvatarReply = z.object({data: z.object({session_token: Token, session_id: z.string()})});

const BASES = {streaming: 'https://api.heygen.com', liveavatar: 'https://api.liveavatar.com'} as const;

/** The API's calls that need the key. */
export class Upstream {
  readonly #options: TokenHandlerOptions & {apiKey: string};

  constructor(options: TokenHandlerOptions & {apiKey: string}) {
    this.#options = options;
  }

  /** Has the API make a token, for a session with these settings. */
  async mint(settings: Record<string, unknown>): Promise<Minted> {
    if (this.#options.backend === 'streaming') {
      const reply = await this.#post('/v1/streaming.create_token', {});
      return 'problem' in reply
        ? {ok: false, ...reply}
        : read(StreamingReply, reply.body, ({data}) => ({token: data.token}));
    }
    const reply = await this.#post('/v1/sessions/token', settings);
    return 'problem' in reply
      ? {ok: false, ...reply}
      : read(LiveAvatarReply, reply.body, ({data: {session_token, session_id}}) => ({
          session_token,
          session_id,
        }));
  }

  /** Has the API end a session. */
  async stop(sessionId: string): Promise<boolean> {
    const path = this.#options.backend === 'streaming' ? '/v1/streaming.stop' : '/v1/sessions/stop';
    return 'body' in (await this.#post(path, {session_id: sessionId}));
  }

  async #post(
    path: string,
    body: Record<string, unknown>,
  ): Promise<{body: unknown} | {problem: UpstreamProblem; retryAfter: string | null}> {
    const {
      backend,
      apiKey,
      apiUrl = BASES[backend],
      timeoutMs = 10_000,
      fetch = globalThis.fetch,
    } = this.#options;
    try {
      const reply = await fetch(apiUrl.replace(/\/$/, '') + path, {
        method: 'POST',
        headers: {'x-api-key': apiKey, 'content-type': 'application/json', accept: 'application/json'},
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await reply.text();
      if (reply.ok) return {body: parseJson(text)};
      return {problem: problemOf(reply.status, text), retryAfter: reply.headers.get('retry-after')};
    } catch (error) {
      const isLate = error instanceof DOMException && error.name === 'TimeoutError';
      return {problem: isLate ? 'timeout' : 'unreachable', retryAfter: null};
    }
  }
}

function read<T extends z.ZodMiniType>(
  schema: T,
  body: unknown,
  pick: (reply: z.output<T>) => Record<string, string>,
): Minted {
  const reply = schema.safeParse(body);
  return reply.success
    ? {ok: true, body: pick(reply.data)}
    : {ok: false, problem: 'refused', retryAfter: null};
}

/** Read here, and not passed on: the API's words may name the account. */
function problemOf(status: number, text: string): UpstreamProblem {
  if (/concurren/i.test(text)) return 'busy';
  if (status === 402 || /credit|quota/i.test(text)) return 'no-credits';
  return status === 429 ? 'rate-limited' : 'refused';
}
