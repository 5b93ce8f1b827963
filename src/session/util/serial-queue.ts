import {abortable} from './abort.js';

/** Runs one task at a time, in the order of the calls. A task that fails does not stop those after it. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits until the tasks before it are done, and settles as `work` does. Rejects with the signal's reason if that aborts. */
  run<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    this.#last = turn.catch(() => {});
    return abortable(turn, signal);
  }

  /** Makes the tasks that follow wait for `running` as well, which has not waited for those before it. */
  waitFor(running: Promise<unknown>): void {
    this.#last = Promise.allSettled([this.#last, running]);
  }
}
