import type {AvatarError} from '../errors/avatar-error.js';
import type {AvatarErrorCode} from '../errors/error-messages.js';
import {avatarError} from '../errors/make-error.js';
import type {Reply} from '../util/http.js';

/** The meaning of an HTTP status, used where the server sends no code of its own. */
const BY_STATUS: Readonly<Record<number, AvatarErrorCode>> = {
  400: 'bad-request',
  401: 'unauthorized',
  402: 'no-credits',
  403: 'forbidden',
  410: 'retired',
  422: 'bad-request',
  429: 'rate-limited',
};

/** How much of the server's message an error quotes, in characters. */
const LONGEST_QUOTE = 200;

/** The error code for an HTTP status. */
export function codeOfStatus(status: number): AvatarErrorCode {
  return BY_STATUS[status] ?? (status >= 500 ? 'server-error' : 'protocol');
}

/** The error of a refused call. Its cause quotes the server's own code and message. */
export function httpError(
  {status, retryAfterMs}: Reply,
  code: AvatarErrorCode,
  {code: ownCode, words}: {code: number | string | null | undefined; words: string},
): AvatarError {
  const cause = words && new Error(`${ownCode ?? status}: ${words.slice(0, LONGEST_QUOTE)}`);
  return avatarError(code, {status, retryAfterMs, cause});
}
