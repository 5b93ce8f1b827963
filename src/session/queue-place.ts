import {avatarError} from './errors/make-error.js';
import {isBusy, startQueue} from './start-queue.js';
import {withTimeout} from './util/abort.js';

/** The place of one start in the queue of the page, which it takes where all avatars are busy. */
export class QueuePlace {
  readonly #limitMs: number;
  readonly #onEnter: () => void;
  #since: number | null = null;

  /** A start with a limit of 0 ms does not wait. `onEnter` is called when the start begins to wait. */
  constructor(limitMs: number, onEnter: () => void) {
    this.#limitMs = limitMs;
    this.#onEnter = onEnter;
  }

  /** When the start began to wait, in ms since 1970; `null` where it has not waited. */
  get since(): number | null {
    return this.#since;
  }

  /** Takes a place behind the starts that wait already, where there are any. */
  joinOthers(): void {
    if (this.#limitMs > 0 && !startQueue.isEmpty) this.#enter();
  }

  /** Resolves when the start may try. Rejects with `concurrency-limit` where that is not in time. */
  async turn(signal: AbortSignal): Promise<void> {
    if (this.#limitMs <= 0) return;
    const left = Math.max(0, this.#limitMs - this.#waited);
    await withTimeout(left, 'the queue', signal, (limit) => startQueue.turn(this, limit)).catch(
      (error: unknown) => {
        signal.throwIfAborted();
        throw avatarError('concurrency-limit', {cause: error});
      },
    );
  }

  /** Returns whether the start waits after `error`: because all avatars are busy, and there is time for another try. */
  waitAfter(error: unknown): boolean {
    if (this.#limitMs <= 0 || !isBusy(error)) return false;
    if (this.#waited + (error.retryAfterMs ?? 0) >= this.#limitMs) return false;
    startQueue.refused(this, error);
    this.#enter();
    return true;
  }

  leave({hasSession}: {hasSession: boolean}): void {
    startQueue.leave(this, {hasSession});
  }

  get #waited(): number {
    return this.#since === null ? 0 : Date.now() - this.#since;
  }

  #enter(): void {
    if (this.#since !== null) return;
    this.#since = Date.now();
    this.#onEnter();
  }
}
