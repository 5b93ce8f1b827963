import {AvatarError} from '../errors/avatar-error.js';
import {abortable} from '../util/abort.js';
import {timerMs} from '../util/timer-ms.js';
import {hasWord, SentenceSplitter} from './sentence-splitter.js';
import {checkedText, isSilent, LONGEST_TEXT, type TextStream} from './speech-text.js';
import {streamFailed, StreamSource} from './stream-source.js';

/** How long a whole sentence waits for what may still belong to it, in ms: a model that calls a tool is silent for seconds. */
const PAUSE_MS = 400;
/** A stream that gives this many chunks without a word is taken for an endless one: it may never let a timer run. */
const MOST_SILENT_CHUNKS = 1_000;

/** The sentences of a page's stream. It is read only as far as the next sentence needs. */
export class SentenceSource {
  readonly #source: StreamSource;
  readonly #limitMs: number;
  readonly #splitter = new SentenceSplitter();
  readonly #ready: string[] = [];
  /** The chunk that has been requested. */
  #reading: ReturnType<StreamSource['next']> | undefined;
  #isDone = false;
  #failure: AvatarError | undefined;
  #hasSpoken = false;

  /** `limitMs` is how long the stream may give nothing to say. */
  constructor(stream: TextStream, limitMs: number) {
    this.#source = new StreamSource(stream);
    this.#limitMs = limitMs;
  }

  /**
   * The next sentence, with the space after it, or `undefined` at the end. Rejects with `stream-failed` or `timeout`, or with the
   * signal's reason.
   */
  async next(signal: AbortSignal): Promise<string | undefined> {
    let until = Date.now() + this.#limitMs;
    for (let silent = 0; this.#ready.length === 0; silent++) {
      if (this.#failure) throw this.#failure;
      if (this.#isDone) return undefined;
      if (silent > MOST_SILENT_CHUNKS) throw new AvatarError('stream-failed', ENDLESS);
      const piece = await this.#read(until - Date.now(), signal);
      if (piece === undefined) {
        // Half a sentence of a stream that has failed is not said.
        if (!this.#failure || this.#splitter.isAtRest) this.#give(this.#splitter.flush());
        continue;
      }
      if (hasWord(piece)) {
        silent = 0;
        until = Date.now() + this.#limitMs;
      }
      this.#give(this.#splitter.push(piece));
    }
    this.#hasSpoken = true;
    return this.#ready.shift();
  }

  /** Frees the stream, whether or not it has ended. */
  close(reason?: unknown): void {
    void this.#source.close(reason);
  }

  /** A smile alone can be said, but is not worth a pause within a text. */
  #give(sentences: string[]): void {
    const isAll = this.#isDone && !this.#hasSpoken;
    this.#ready.push(...sentences.filter((each) => hasWord(each) || (isAll && !isSilent(each))));
  }

  /** The next piece; `undefined` at the end, at a pause after a whole sentence, and where the stream fails after one. */
  async #read(limitMs: number, signal: AbortSignal): Promise<string | undefined> {
    const {isAtRest} = this.#splitter;
    try {
      const chunk = await this.#chunk(isAtRest ? PAUSE_MS : limitMs, signal);
      if (chunk === PAUSED && !isAtRest) throw new AvatarError('timeout', tooSlow(this.#limitMs));
      this.#isDone = chunk !== PAUSED && chunk.done === true;
      if (chunk === PAUSED || chunk.done) return undefined;
      if (typeof chunk.value === 'string') return chunk.value;
      throw new AvatarError('stream-failed', NO_TEXT);
    } catch (error) {
      signal.throwIfAborted();
      this.#failure = streamFailed(error);
      return undefined;
    }
  }

  async #chunk(
    limitMs: number,
    signal: AbortSignal,
  ): Promise<typeof PAUSED | IteratorResult<unknown, unknown>> {
    this.#reading ??= this.#source.next();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pause = new Promise<typeof PAUSED>((resolve) => {
      timer = setTimeout(() => resolve(PAUSED), timerMs(limitMs));
    });
    try {
      const chunk = await abortable(Promise.race([this.#reading, pause]), signal);
      if (chunk !== PAUSED) this.#reading = undefined;
      return chunk;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The whole text of a stream, as one question. It is read no further than a question may be long. */
export async function wholeText(stream: TextStream, limitMs: number, signal: AbortSignal): Promise<string> {
  const source = new SentenceSource(stream, limitMs);
  let text = '';
  try {
    for (let next; text.length <= LONGEST_TEXT && (next = await source.next(signal)) !== undefined;)
      text += next;
  } finally {
    source.close();
  }
  return checkedText(text);
}

const PAUSED = Symbol('paused');
const NO_TEXT =
  'The page’s stream gives something else than text. Give strings; pipe a response’s body through TextDecoderStream.';
const ENDLESS = 'The page’s stream gives no words, but does not end. End it where there is nothing to say.';
const tooSlow = (ms: number) =>
  `The page’s stream gave nothing for ${ms / 1000} s. End it where there is nothing more to say.`;
