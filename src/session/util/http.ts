import {AvatarError} from '../errors/avatar-error.js';
import type {AvatarErrorCode} from '../errors/error-messages.js';
import {avatarErrorFrom} from '../errors/make-error.js';
import {delay} from './delay.js';

/** Options of a call. */
export interface PostOptions {
  body: unknown;
  headers?: Record<string, string>;
  credentials?: RequestCredentials;
  /** Whether the request outlives the page. Default false. */
  keepalive?: boolean;
  signal: AbortSignal;
}

/** A response whose body has been read. */
export interface Reply {
  status: number;
  ok: boolean;
  text: string;
  retryAfterMs: number | undefined;
}

/** POSTs JSON and reads the response as text. A network failure rejects with the error code `unreachable`, as given. */
export async function post(
  url: string,
  {body, headers, signal, credentials = 'omit', keepalive = false}: PostOptions,
  unreachable: AvatarErrorCode,
): Promise<Reply> {
  const request: RequestInit = {
    method: 'POST',
    headers: {'content-type': 'application/json', accept: 'application/json, text/plain', ...headers},
    body: JSON.stringify(body),
    credentials,
    keepalive,
    signal,
    referrerPolicy: 'strict-origin-when-cross-origin',
  };
  try {
    const response = await fetch(url, request);
    const text = await response.text();
    const {status, ok} = response;
    return {status, ok, text, retryAfterMs: retryAfterMs(response.headers.get('retry-after'))};
  } catch (error) {
    signal.throwIfAborted();
    throw avatarErrorFrom(error, unreachable);
  }
}

/** `Retry-After` in ms. The header is a number of seconds or a date. */
export function retryAfterMs(header: string | null, now = Date.now()): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** The pauses before a retry, in ms, where the server sends no `Retry-After`. */
const BACKOFF_MS = [300, 1000];
/** The longest pause. Where the server asks for a longer one, the caller gets the error instead. */
const LONGEST_WAIT_MS = 10_000;

/** Retries a call after 429 and 5xx. Only for calls that do no harm when the server carries them out twice. */
export async function retrying<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  for (const backoff of BACKOFF_MS) {
    try {
      return await call();
    } catch (error) {
      const wait =
        error instanceof AvatarError && isPassing(error) ? (error.retryAfterMs ?? backoff) : Infinity;
      if (wait > LONGEST_WAIT_MS) throw error;
      await delay(wait, signal);
    }
  }
  return call();
}

/** True where a retry may help: too many requests, or a fault of the server. */
function isPassing({code, status = 0}: AvatarError): boolean {
  return code === 'rate-limited' || status >= 500;
}
