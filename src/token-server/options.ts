import type {SessionSettings} from '../session/backends/streaming/schemas.js';
import type {RateLimitStore} from './rate-limit.js';

/** A setting that the page may choose, if the owner allows it: a field of `streaming.new`, nested ones by a dot. */
export type AllowedSetting =
  | Exclude<keyof SessionSettings, 'voice' | 'stt_settings'>
  | 'voice.voice_id'
  | 'voice.rate'
  | 'voice.emotion'
  | 'voice.elevenlabs_settings'
  | 'stt_settings.provider'
  | 'stt_settings.confidence';

export interface RateLimitOptions {
  /** How many tokens one address may get in a window. Default 10. */
  max?: number;
  /** Length of the window in ms. Default 60,000. */
  windowMs?: number;
  /** Where the counts are kept. Default: this process's memory; with several processes, bring one that they share. */
  store?: RateLimitStore;
  /**
   * The address of who asks. Default: the first of `x-forwarded-for`, which is only as honest as the proxy before this
   * server; without a proxy, take it from the connection.
   */
  addressOf?: (request: Request) => string;
}

export interface TokenHandlerOptions {
  /** Which far end the key is for. */
  backend: 'streaming' | 'liveavatar';
  /** The API key of the account. It stays here. */
  apiKey: string | undefined;
  /** Origins of the pages that may ask, such as `https://example.com`: exactly, no patterns. */
  allowedOrigins: readonly string[];
  /**
   * What every session has, whatever the page says. For `liveavatar`, the body of `/v1/sessions/token`; `streaming` tokens
   * carry no settings. Default: `mode` `FULL`.
   */
  settings?: Record<string, unknown>;
  /** What a page may choose: laid over `settings`, each checked. Default: nothing. */
  allow?: readonly AllowedSetting[];
  /** Limit per address; `false` for none. Default: 10 a minute. */
  rateLimit?: RateLimitOptions | false;
  /** Base of the API. Default: the back end's own. */
  apiUrl?: string;
  /** How long the API may take, in ms. Default 10,000. */
  timeoutMs?: number;
  /** How the API is called. Default: the platform's `fetch`. */
  fetch?: typeof globalThis.fetch;
}
