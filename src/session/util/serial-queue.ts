import {abortable} from './abort.js';

/** Lets work run one at a time, in the order of the calls, whether what came before succeeds or fails. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for its turn, and settles as `work` does; a signal that aborts gives the turn up. */
  take<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    this.#last = turn.catch(() => {});
    return signal ? abortable(turn, signal) : turn;
  }

  /** Has the turns after it wait for what is under way, which has not waited for those before it. */
  cut(underway: Promise<unknown>): void {
    this.#last = Promise.allSettled([this.#last, underway]);
  }
}
