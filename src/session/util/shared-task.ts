import {abortable} from './abort.js';

/** One task that several callers wait for. When the last of them gives up, so does the task. */
export class SharedTask {
  readonly #done: Promise<void>;
  readonly #controller = new AbortController();
  #waiting = 0;

  constructor(work: (task: SharedTask) => Promise<void>) {
    this.#done = work(this);
  }

  /** Aborts when the task is given up. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True once the task is given up. It may still be clearing away what it made. */
  get isGivenUp(): boolean {
    return this.signal.aborted;
  }

  /** Settles as the task does, or rejects with the reason of whichever signal aborts first. */
  async join(signal: AbortSignal | undefined): Promise<void> {
    this.#waiting++;
    try {
      await abortable(this.#done, signal);
    } finally {
      this.#waiting--;
      if (signal?.aborted && this.#waiting === 0) this.giveUp(signal.reason);
    }
  }

  giveUp(reason: unknown): void {
    this.#controller.abort(reason);
  }
}
