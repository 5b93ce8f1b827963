import {AvatarError} from '../errors/avatar-error.js';
import {ENTRY_ERROR_MESSAGES} from '../errors/entry-error-messages.js';

/** The longest text that a task may have, in UTF-16 code units. Source: `text` of `streaming.task`. */
export const LONGEST_TEXT = 5_000;

/** Spaces, and what no one can say: zero-width characters and soft hyphens, which editors paste along. */
const SILENT = /^[\s\p{Cf}]*$/u;

/** The text as HeyGen gets it. Throws `bad-text` where it has nothing to say, is too long, or not a string. */
export function checkedText(text: unknown): string {
  const trimmed = typeof text === 'string' ? text.trim() : '';
  if (SILENT.test(trimmed) || trimmed.length > LONGEST_TEXT) {
    throw new AvatarError('bad-text', ENTRY_ERROR_MESSAGES['bad-text']);
  }
  return trimmed;
}
