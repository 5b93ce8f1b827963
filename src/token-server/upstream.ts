import * as z from 'zod/mini';
import {withTimeout} from '../session/util/abort.js';
import {AvatarError} from '../session/errors/avatar-error.js';
import {apiErrorOf as liveAvatarError} from '../session/backends/liveavatar/liveavatar-api-errors.js';
import {apiErrorOf as streamingError} from '../session/backends/streaming/streaming-api-errors.js';
import {parseJson} from '../session/util/json.js';
import type {TokenHandlerOptions} from './options.js';
import type {Failure, UpstreamCall} from './upstream-errors.js';

const Token = z.string().check(z.minLength(8), z.maxLength(8192));

/** The addresses of each back end, its response with a token, and its errors. */
const APIS = {
  streaming: {
    base: 'https://api.heygen.com',
    token: '/v1/streaming.create_token',
    start: '/v1/streaming.new',
    stop: '/v1/streaming.stop',
    TokenResponse: z.object({data: z.object({token: Token})}),
    errorOf: streamingError,
  },
  liveavatar: {
    base: 'https://api.liveavatar.com',
    token: '/v1/sessions/token',
    start: '/v1/sessions/start',
    stop: '/v1/sessions/stop',
    TokenResponse: z.object({data: z.object({session_token: Token, session_id: z.string()})}),
    errorOf: liveAvatarError,
  },
} as const;

/** What a page needs of a session that is started. */
const Started = z.object({
  session_id: z.string(),
  livekit_url: z.string(),
  livekit_client_token: Token,
  max_session_duration: z.catch(z.optional(z.number()), undefined),
  ws_url: z.catch(z.optional(z.string()), undefined),
});
const StartResponse = z.object({data: Started});

/** The parts of an error response that may be logged: the code, and the names of the fields that do not match the schema. */
const ErrorBody = z.object({
  code: z.catch(z.optional(z.union([z.number(), z.string().check(z.regex(/^\w{1,40}$/))])), undefined),
  detail: z.catch(z.array(z.object({loc: z.array(z.union([z.number(), z.string()]))})), []),
});

interface ApiResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly text: string;
  readonly retryAfter: string | null;
}

/** The API's calls that need the key. Each resolves with the API's result or with the failure; none rejects. */
export class Upstream {
  readonly #options: TokenHandlerOptions & {apiKey: string};

  constructor(options: TokenHandlerOptions & {apiKey: string}) {
    this.#options = options;
  }

  get #api() {
    return APIS[this.#options.backend];
  }

  /** Creates a token for a session with these settings. */
  async mint(
    settings: Readonly<Record<string, unknown>>,
  ): Promise<{token: Record<string, string>} | Failure> {
    const response = await this.#post('token', settings);
    if ('reason' in response) return response;
    const minted = this.#api.TokenResponse.safeParse(parseJson(response.text));
    return minted.success ? {token: minted.data.data} : this.#failure(response);
  }

  /** Starts the session of a token of LiveAvatar: its room, and where the page sends the avatar's voice to. */
  async start(token: string): Promise<{session: z.output<typeof Started>} | Failure> {
    const response = await this.#post('start', {}, {authorization: `Bearer ${token}`});
    if ('reason' in response) return response;
    const started = StartResponse.safeParse(parseJson(response.text));
    return started.success ? {session: started.data.data} : this.#failure(response);
  }

  /** Ends a session. A session that has ended already is a success. */
  async stop(sessionId: string): Promise<Failure | undefined> {
    const response = await this.#post('stop', {session_id: sessionId});
    const isStopped = !('reason' in response) || response.reason === 'session-not-found';
    return isStopped ? undefined : response;
  }

  /** `credentials` is the header that says who calls; by default that of the key. */
  async #post(
    call: UpstreamCall,
    body: Readonly<Record<string, unknown>>,
    credentials: Record<string, string> = {'x-api-key': this.#options.apiKey},
  ): Promise<ApiResponse | Failure> {
    const {timeoutMs = 10_000} = this.#options;
    try {
      const response = await withTimeout(timeoutMs, 'answering', undefined, (signal) =>
        this.#send(call, body, credentials, signal),
      );
      return response.ok ? response : this.#failure(response);
    } catch (error) {
      return networkFailure(error);
    }
  }

  async #send(
    call: UpstreamCall,
    body: Readonly<Record<string, unknown>>,
    credentials: Record<string, string>,
    signal: AbortSignal,
  ): Promise<ApiResponse> {
    const {apiUrl = this.#api.base, fetch = globalThis.fetch} = this.#options;
    const response = await fetch(apiUrl.replace(/\/$/, '') + this.#api[call], {
      method: 'POST',
      headers: {...credentials, 'content-type': 'application/json', accept: 'application/json'},
      body: JSON.stringify(body),
      redirect: 'manual', // key and token must not follow a redirect to another server
      signal,
    });
    const {status, ok, headers} = response;
    return {status, ok, text: await response.text(), retryAfter: headers.get('retry-after')};
  }

  #failure(response: ApiResponse): Failure {
    const {status, retryAfter} = response;
    const {code: reason} = this.#api.errorOf({...response, retryAfterMs: undefined});
    const {code, detail = []} = ErrorBody.safeParse(parseJson(response.text)).data ?? {};
    const names = detail.map(({loc}) => loc.filter((each) => each !== 'body').join('.'));
    const fields = names.filter((name) => /^[\w.]{1,100}$/.test(name));
    return {reason, status, code: code === undefined ? undefined : String(code), fields, retryAfter};
  }
}

/** The failure of a call without a response. It keeps only the system's error code, because the message may repeat a header. */
function networkFailure(error: unknown): Failure {
  if (error instanceof AvatarError) return {reason: error.code};
  const {cause} = error as {cause?: {code?: unknown}};
  const code = typeof cause?.code === 'string' ? cause.code : undefined;
  return {reason: 'unreachable', code};
}
