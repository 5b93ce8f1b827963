import type {AllowedSetting} from './choices.js';
import type {TokenServerProblem} from './upstream-errors.js';
import type {RateLimitOptions} from './rate-limit.js';

export interface TokenHandlerOptions {
  /** Which server the key is for. */
  backend: 'streaming' | 'liveavatar';
  /** The API key of the account. It stays here. */
  apiKey: string | undefined;
  /** Origins of the pages that may ask, such as `https://example.com`: exactly, no patterns. */
  allowedOrigins: readonly string[];
  /**
   * What every session has, whatever the page says: fields of the body of LiveAvatar's `/v1/sessions/token`, of which
   * `avatar_id` is needed. Only for `liveavatar`: tokens of `streaming` carry no settings. Default: `mode` `FULL`, and an
   * `avatar_persona` with all its defaults where there is no `voice_agent`.
   */
  settings?: Record<string, unknown>;
  /**
   * What a page's attributes may choose: laid over `settings`, each checked. Only for `liveavatar`. Default: nothing.
   */
  allow?: readonly AllowedSetting[];
  /** Limit per address, see below; `false` for none. Default: 10 tokens a minute. */
  rateLimit?: RateLimitOptions | false;
  /**
   * Hears of what went wrong between this server and the API: `{call, problem, message, status, code}`, for your log. It is
   * never given the key. Default: nobody hears of it.
   */
  onError?: (problem: TokenServerProblem) => void;
  /** Base of the API, for a gateway. Default: the back end's own. */
  apiUrl?: string | undefined;
  /** How long the API may take to answer, and a page to send its request, each in ms. Default 10,000. */
  timeoutMs?: number;
  /** How the API is called. Default: the platform's `fetch`. */
  fetch?: typeof globalThis.fetch;
}
