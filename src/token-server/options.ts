import type {Caller} from './address.js';
import type {AllowedSetting} from './choices.js';
import type {TokenServerProblem} from './problems.js';
import type {RateLimitStore} from './rate-limit.js';

export interface RateLimitOptions {
  /**
   * How many tokens one address may get in a window; stops are counted by themselves, and may be five times as many.
   * Default 10.
   */
  max?: number;
  /** Length of the window in ms. Default 60,000. */
  windowMs?: number;
  /** Where the counts are kept. Default: this process's memory; with several processes, bring one that they share. */
  store?: RateLimitStore;
  /**
   * Who asks, as a key to count by. Default: the address that the server hands over with the request, or else the last entry
   * of `x-forwarded-for`, which is right behind one proxy; of an IPv6 address, its /64.
   */
  addressOf?: (request: Request, caller: Caller) => string;
}

export interface TokenHandlerOptions {
  /** Which far end the key is for. */
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
