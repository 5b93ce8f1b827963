import {AvatarError} from '../errors/avatar-error.js';
import {ENTRY_ERROR_MESSAGES} from '../errors/entry-error-messages.js';

/** The longest text that a task may have, in UTF-16 code units. Source: `text` of `streaming.task`. */
export const LONGEST_TEXT = 5_000;

/** A text that is still being written, such as the answer of a language model. */
export type TextStream = AsyncIterable<string> | ReadableStream<string>;

/** What the avatar can say: a text, or a stream of the pieces of one. */
export type SpeechText = string | TextStream;

/** Spaces, and what no one can say: zero-width characters and soft hyphens, which editors paste along. */
const SILENT = /^[\s\p{Cf}]*$/u;

/** Whether nobody would hear this text. */
export const isSilent = (text: string): boolean => SILENT.test(text);

/**
 * The text as HeyGen gets it; a stream is returned as it is. Throws `bad-text` where a text has nothing to say or is too long,
 * where a stream is read by somebody else, or where it is neither.
 */
export function checkedText(text: string): string;
export function checkedText(text: SpeechText): SpeechText;
export function checkedText(text: SpeechText): SpeechText {
  const stream: Partial<ReadableStream & AsyncIterable<unknown>> = Object(text);
  if ((stream.getReader || stream[Symbol.asyncIterator]) && !stream.locked) return text;
  const trimmed = typeof text === 'string' ? text.trim() : '';
  if (isSilent(trimmed) || trimmed.length > LONGEST_TEXT) {
    throw new AvatarError('bad-text', ENTRY_ERROR_MESSAGES['bad-text']);
  }
  return trimmed;
}

/** Frees a stream that nobody has begun to read and nobody will: its source may hold a connection open. Never throws. */
export async function discard(stream: unknown): Promise<void> {
  const {cancel, return: end} = Object(stream) as Record<'cancel' | 'return', (() => unknown) | undefined>;
  try {
    await (cancel ?? end)?.call(stream);
  } catch {
    // It has failed, or somebody else reads it.
  }
}

/** Settles as `work` does, which comes before the stream is read. Where it fails, the stream is freed. */
export async function freeing<T>(stream: unknown, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    void discard(stream);
    throw error;
  }
}

/** The same for work that is done at once: an `await` here would let a later call of the page overtake this one. */
export function freeingAtOnce<T>(stream: unknown, work: () => T): T {
  try {
    return work();
  } catch (error) {
    void discard(stream);
    throw error;
  }
}
