import type {Backend} from './backends/backend.js';
import {AvatarError} from './errors/avatar-error.js';
import {avatarError, avatarErrorFrom} from './errors/make-error.js';
import type {SessionLifecycle} from './session-lifecycle.js';
import {withTimeout} from './util/abort.js';
import {isAbort} from './util/is-abort.js';
import type {Timeouts} from './util/timeouts.js';

/** How one command is run. */
export interface CommandOptions {
  signal: AbortSignal | undefined;
  /** How long it may take. Default: `timeouts.command`. */
  limitMs?: number;
  /** Whether the server must have said that it takes commands. Default true. */
  isReadyNeeded?: boolean;
}

/** Runs the commands of a live session, each within its limit. */
export class SessionCommands {
  readonly #lifecycle: SessionLifecycle;
  readonly #timeouts: Timeouts;
  readonly #onDone: (error?: AvatarError) => void;

  /** `onDone` is called after each command that the server has answered, with its error where it has refused. */
  constructor(lifecycle: SessionLifecycle, timeouts: Timeouts, onDone: (error?: AvatarError) => void) {
    this.#lifecycle = lifecycle;
    this.#timeouts = timeouts;
    this.#onDone = onDone;
  }

  /**
   * Runs a command that only takes something away, such as an interrupt. Resolves where there is no live session, or where it
   * ends meanwhile: nothing is left to take away.
   */
  async runIfLive(
    backend: Backend | undefined,
    step: string,
    options: CommandOptions,
    work: (backend: Backend, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const {life, isLive} = this.#lifecycle;
    options.signal?.throwIfAborted();
    if (!isLive) return;
    try {
      await this.run(backend, step, options, work);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!life.aborted) throw error;
    }
  }

  /** Rejects with `not-live` where there is no live session, also one that ends before the command is done. */
  async run<T>(
    backend: Backend | undefined,
    step: string,
    {signal, limitMs = this.#timeouts.command, isReadyNeeded = true}: CommandOptions,
    work: (backend: Backend, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const {life, isLive} = this.#lifecycle;
    if (!backend || !isLive) throw avatarError('not-live');
    const either = signal ? AbortSignal.any([signal, life]) : life;
    try {
      if (isReadyNeeded) {
        await withTimeout(this.#timeouts.ready, 'waiting for the avatar', either, (limit) =>
          backend.ready(limit),
        );
      }
      const result = await withTimeout(limitMs, step, either, (limit) => work(backend, limit));
      this.#onDone();
      return result;
    } catch (error) {
      signal?.throwIfAborted();
      if (life.aborted) throw new AvatarError('not-live', 'The session ended before that was done.');
      if (isAbort(error)) throw error;
      const problem = avatarErrorFrom(error);
      this.#onDone(problem);
      throw problem;
    }
  }
}
