import type {AvatarErrorCode} from './error-messages.js';

/** Options of an `AvatarError`. */
export interface AvatarErrorOptions {
  /** HTTP status of the response that caused it. */
  status?: number | undefined;
  /** The error or the server's message that caused it. Never a token. */
  cause?: unknown;
  /** How long the server asks to wait before a retry, in ms. Source: `Retry-After`. */
  retryAfterMs?: number | undefined;
}

/**
 * The only error class of the element and of `AvatarSession`. `code` is for programs. `message` tells a site owner what
 * happened and what to do. An abort is not an error and never becomes one.
 */
export class AvatarError extends Error {
  readonly code: AvatarErrorCode;
  /** HTTP status of the response that caused the error, or `undefined`. */
  readonly status: number | undefined;
  /** How long the server asked to wait before a retry, in ms, or `undefined`. Source: `Retry-After`. */
  readonly retryAfterMs: number | undefined;

  constructor(code: AvatarErrorCode, message: string, options: AvatarErrorOptions = {}) {
    super(message, 'cause' in options ? {cause: options.cause} : undefined);
    this.code = code;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Always `AvatarError`. A getter: on a page that has frozen `Error.prototype`, nothing can be assigned to `name`. */
  override get name(): string {
    return 'AvatarError';
  }
}
