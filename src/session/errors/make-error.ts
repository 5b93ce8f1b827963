import {AvatarError, type AvatarErrorOptions} from './avatar-error.js';
import {ERROR_MESSAGES, type AvatarErrorCode} from './error-messages.js';

/** The error of a code, with its default message. */
export function avatarError(code: AvatarErrorCode, options?: AvatarErrorOptions): AvatarError {
  return new AvatarError(code, ERROR_MESSAGES[code], options);
}

/**
 * Makes an `AvatarError` of anything that was thrown. An `AvatarError` is returned as it is. Whatever else arrives here is an
 * exception of our own code, unless the caller knows better.
 */
export function avatarErrorFrom(thrown: unknown, code: AvatarErrorCode = 'internal'): AvatarError {
  return thrown instanceof AvatarError ? thrown : avatarError(code, {cause: thrown});
}
