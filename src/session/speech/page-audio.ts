import {AvatarError} from '../errors/avatar-error.js';
import {avatarError} from '../errors/make-error.js';

/** Sound in memory: raw PCM of signed 16-bit samples, or what `decodeAudioData` has made of a file. */
export type AudioChunk = ArrayBuffer | Int16Array | Uint8Array | AudioBuffer;

/** What the avatar can say in a LITE session: sound, or a stream of pieces of it. */
export type SpeechAudio = AudioChunk | AsyncIterable<AudioChunk> | ReadableStream<AudioChunk>;

/** Options of `speakAudio`. */
export interface SpeakAudioOptions {
  /** What is said in the audio: for captions, transcript and `avatar-message`. Default: none. */
  text?: string | undefined;
  /** Sample rate of raw PCM, in Hz, from 8,000 to 192,000. Default 24,000. An `AudioBuffer` has its own. */
  sampleRate?: number | undefined;
}

/** What kinds of sound have in common; a page's object may be of another realm. */
type Shape = Partial<
  Record<'getChannelData' | 'getReader' | 'locked' | typeof Symbol.asyncIterator, unknown> &
    Record<'byteLength' | 'length', number>
>;

/**
 * Throws `bad-audio` for what is no sound, a stream that somebody else reads or a sample rate that is none; `bad-text` for words
 * that are no text.
 */
export function checkAudio(audio: unknown, {text, sampleRate}: SpeakAudioOptions = {}): void {
  const shape: Shape = Object(audio);
  const isMemory = (shape.byteLength ?? 0) > 1 || (shape.getChannelData && shape.length);
  const isStream = shape.getReader ?? shape[Symbol.asyncIterator];
  if (!isMemory && !(isStream && !shape.locked)) throw avatarError('bad-audio');
  if (sampleRate !== undefined) checkRate(sampleRate);
  if (typeof (text ?? '') !== 'string') throw avatarError('bad-text');
}

/** Throws `bad-audio` for a number that is no sample rate. */
export function checkRate(sampleRate: number): void {
  if (!(sampleRate >= 8_000 && sampleRate <= 192_000)) throw new AvatarError('bad-audio', BAD_RATE);
}

const BAD_RATE = 'The sample rate must be a number of Hz from 8,000 to 192,000.';
