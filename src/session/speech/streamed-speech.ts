import {AvatarError} from '../errors/avatar-error.js';
import type {SpeechEndReason} from '../events.js';
import {abortable, abortError} from '../util/abort.js';
import {deferred} from '../util/deferred.js';
import type {SpeechFact} from './conversation.js';
import {JoinedSpeech} from './joined-speech.js';
import {SentenceSource} from './sentence-source.js';
import type {SpeechTask} from './speech-tracker.js';
import {streamFailed} from './stream-source.js';
import type {TextStream} from './speech-text.js';

export {wholeText} from './sentence-source.js';

/** How many sentences the server has at most: the one that the avatar speaks, and the next. */
const AHEAD = 2;

/** What a streamed speech needs of its session. */
export interface StreamHooks {
  /** Has the server accept one sentence. Calls `adopt` where the avatar speaks it before that. */
  send(sentence: string, adopt: (taskId: string) => void): Promise<SpeechTask>;
  /** Stops the avatar, which has begun a sentence that is not wanted any more. */
  silence(): void;
  /** Tells the page of an end that no message of the server has brought. */
  tell(facts: readonly SpeechFact[]): void;
}

/** A text that is spoken while it is being written: sentence by sentence, as one task for the page. */
export class StreamedSpeech {
  readonly joined: JoinedSpeech;
  readonly #hooks: StreamHooks;
  readonly #source: SentenceSource;
  readonly #begun = deferred<SpeechTask>();
  readonly #ended = deferred<SpeechEndReason>();
  readonly #stop = new AbortController();
  /** The sentences that the server has accepted and the avatar has not finished, each with its end. */
  readonly #open = new Map<string, Promise<unknown>>();
  #hasBegun = false;
  #isSent = false;
  /** Why the rest is dropped. */
  #dropped: SpeechEndReason | undefined;
  /** Whether what the server has already is not wanted either. */
  #isSilenced = false;
  #isOver = false;
  #error: AvatarError | undefined;

  /** `limitMs` is how long the stream may give nothing to say. */
  constructor(stream: TextStream, limitMs: number, hooks: StreamHooks) {
    this.#hooks = hooks;
    this.#source = new SentenceSource(stream, limitMs);
    this.joined = new JoinedSpeech({
      onStart: () => this.#isSilenced && hooks.silence(),
      onEnd: (taskId, reason) => this.#onEnd(taskId, reason),
      onUserSpeech: () => this.drop('interrupted', {silences: true}),
    });
    this.#begun.promise.catch(() => {}); // whoever made this may be gone
  }

  /** Resolves when the server has accepted the first sentence. */
  get begun(): Promise<SpeechTask> {
    return this.#begun.promise;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when the server has all that will be said. Never rejects: `begun` and the task tell what went wrong. */
  async run(): Promise<void> {
    try {
      for (;;) {
        if (this.#open.size >= AHEAD) await abortable(Promise.race(this.#open.values()), this.#stop.signal);
        const sentence = await this.#source.next(this.#stop.signal);
        if (sentence === undefined) break;
        await this.#say(sentence);
        this.#stop.signal.throwIfAborted();
      }
      if (!this.#hasBegun) throw new AvatarError('bad-text', EMPTY);
    } catch (error) {
      this.#onFailure(error);
    } finally {
      this.#source.close(this.#stop.signal.reason ?? this.#error);
      this.#isSent = true;
      this.#finishIfDone();
    }
  }

  /**
   * Drops what the server does not have yet; with `silences`, also what it has and the avatar has not begun. The avatar's current
   * sentence ends by itself, or by the interrupt that the caller sends.
   */
  drop(reason: SpeechEndReason, {silences = false, cause}: {silences?: boolean; cause?: unknown} = {}): void {
    if (this.#isOver) return;
    this.#isSilenced ||= silences;
    this.#dropRest(reason, cause);
    this.#finishIfDone();
  }

  #dropRest(reason: SpeechEndReason, cause?: unknown): void {
    this.#dropped ??= reason;
    this.#stop.abort(cause ?? abortError('The speech was interrupted before it began.'));
  }

  async #say(sentence: string): Promise<void> {
    this.joined.expect(sentence);
    const {taskId, ended} = await this.#hooks.send(sentence.trim(), (early) => this.joined.adopt(early));
    this.joined.adopt(taskId);
    const over = ended.then((reason) => {
      // Where the avatar was heard, its events have told this already.
      const whole = this.#onEnd(taskId, reason);
      if (whole) this.#hooks.tell(this.joined.end(whole));
    });
    if (!this.#isOver) this.#open.set(taskId, over);
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    const error = () => this.#error;
    this.#begun.resolve({
      taskId,
      durationMs: null,
      ended: this.#ended.promise,
      get error() {
        return error();
      },
    });
  }

  #onFailure(error: unknown): void {
    if (this.#dropped === undefined) {
      this.#dropped = 'failed';
      this.#error = streamFailed(error);
    }
    if (this.#hasBegun) return;
    this.#begun.reject(error);
    this.#hooks.tell(this.joined.end(this.#close(this.#dropped)));
  }

  /** A sentence is over. Returns how the whole has ended, if it has. */
  #onEnd(taskId: string, reason: SpeechEndReason): SpeechEndReason | undefined {
    if (!this.#open.delete(taskId) || this.#isOver) return undefined;
    if (reason !== 'finished') {
      this.#isSilenced = true;
      this.#dropRest(reason);
      return this.#close(this.#dropped ?? reason);
    }
    return this.#isDone ? this.#close(this.#dropped ?? reason) : undefined;
  }

  get #isDone(): boolean {
    return this.#hasBegun && this.#open.size === 0 && (this.#isSent || this.#dropped !== undefined);
  }

  #finishIfDone(): void {
    if (this.#isDone && !this.#isOver)
      this.#hooks.tell(this.joined.end(this.#close(this.#dropped ?? 'finished')));
  }

  #close(reason: SpeechEndReason): SpeechEndReason {
    this.#isOver = true;
    this.#ended.resolve(reason);
    return reason;
  }
}

const EMPTY = 'The page’s stream ended without a word to say.';
