import {abortable} from '../session/util/abort.js';

/** A start that several may wait for; one that nobody waits for any more is given up. */
export class SharedStart {
  readonly #done: Promise<void>;
  readonly #controller = new AbortController();
  #waiting = 0;

  constructor(start: (signal: AbortSignal) => Promise<void>) {
    this.#done = start(this.#controller.signal);
  }

  /** True once nobody waits for it, or it was stopped: it may still be clearing away what it made. */
  get isGivenUp(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Settles as the start does, or rejects with the signal's reason. */
  async join(signal: AbortSignal | undefined): Promise<void> {
    this.#waiting++;
    try {
      await (signal ? abortable(this.#done, signal) : this.#done);
    } finally {
      this.#waiting--;
      if (signal?.aborted && this.#waiting === 0) this.giveUp(signal.reason);
    }
  }

  giveUp(reason: unknown): void {
    this.#controller.abort(reason);
  }
}
