import {avatarError} from '../errors/make-error.js';

/** The longest text that a task may have, in UTF-16 code units. Source: `text` of `streaming.task`. */
export const LONGEST_TEXT = 5_000;

/** The text as HeyGen gets it. Throws `bad-text` where it is empty or too long. */
export function checkedText(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > LONGEST_TEXT) throw avatarError('bad-text');
  return trimmed;
}
