import type {AvatarErrorCode} from './error-messages.js';

export interface AvatarErrorOptions {
  /** HTTP status of the reply that caused it. */
  status?: number | undefined;
  /** The error or the reply's own words that caused it; never a token. */
  cause?: unknown;
  /** What the server asks us to wait before the next try, in ms (`Retry-After`). */
  retryAfterMs?: number | undefined;
}

/**
 * The one error class of the element and the session. `code` is for programs, `message` is a sentence that a site owner
 * can act on. An abort is not an error and never becomes one.
 */
export class AvatarError extends Error {
  override readonly name = 'AvatarError';
  readonly code: AvatarErrorCode;
  /** HTTP status of the reply that caused the error, if one did. */
  readonly status: number | undefined;
  /** How long the server asked to wait before the next try, in ms, if it did. */
  readonly retryAfterMs: number | undefined;

  constructor(code: AvatarErrorCode, message: string, options: AvatarErrorOptions = {}) {
    super(message, 'cause' in options ? {cause: options.cause} : undefined);
    this.code = code;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
  }
}
