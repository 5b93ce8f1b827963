import type {AllowedSetting} from './choices.js';
import type {TokenServerProblem} from './upstream-errors.js';
import type {RateLimitOptions} from './rate-limit.js';

export interface TokenHandlerOptions {
  /** The API that the key is for. */
  backend: 'streaming' | 'liveavatar';
  /** The API key of the account. The handler sends it to the API only. */
  apiKey: string | undefined;
  /** Origins of the pages that get tokens, such as `https://example.com`. Each is compared exactly; patterns are not allowed. */
  allowedOrigins: readonly string[];
  /**
   * Settings of every session, which a page cannot change: fields of the body of LiveAvatar's `/v1/sessions/token`.
   * `avatar_id` is required. Only for `liveavatar`: tokens of `streaming` carry no settings. Default: `mode` `FULL`, and an
   * `avatar_persona` with all its defaults if there is no `voice_agent`.
   */
  settings?: Record<string, unknown>;
  /**
   * Settings that a page's attributes may choose. The handler checks each and lays it over `settings`. Only for `liveavatar`.
   * Default: none.
   */
  allow?: readonly AllowedSetting[];
  /** Limit for each address, see below; `false` for no limit. Default: 10 tokens a minute. */
  rateLimit?: RateLimitOptions | false;
  /**
   * The handler calls this when a call of the API fails, so that you can log it: `{call, problem, message, status, code}`. It
   * never gets the key. Default: problems are not reported.
   */
  onError?: (problem: TokenServerProblem) => void;
  /** Base URL of the API, for a gateway. Default: the back end's own. */
  apiUrl?: string | undefined;
  /** How long the API may take to answer, and a page to send its body, each in ms. Default 10,000. */
  timeoutMs?: number;
  /** The function that sends requests to the API. Default: the platform's `fetch`. */
  fetch?: typeof globalThis.fetch;
}
