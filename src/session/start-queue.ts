import {AvatarError} from './errors/avatar-error.js';
import {abortable} from './util/abort.js';
import {delay} from './util/delay.js';
import {deferred} from './util/deferred.js';

/** The pauses between two tries, in ms, where the server asks for none. The last one repeats. */
const PAUSES_MS = [3_000, 5_000, 10_000, 15_000, 30_000];

/** Whether the server has refused a session because too many are open. */
export const isBusy = (error: unknown): error is AvatarError =>
  error instanceof AvatarError && error.code === 'concurrency-limit';

/**
 * The starts of this page that wait for a free avatar, in their order. Only the first of them tries again, so that several elements
 * trouble the server no more than one does.
 */
export class StartQueue {
  #waiting: object[] = [];
  /** How often the server has refused in a row. */
  #refusals = 0;
  #nextTryAt = 0;
  #changed = deferred<void>();

  /** Resolves when `start` may try: at once where nobody waits, or when it is the first one and the pause is over. */
  async turn(start: object, signal: AbortSignal): Promise<void> {
    if (this.#waiting.length === 0) return;
    if (!this.#waiting.includes(start)) this.#waiting.push(start);
    while (this.#waiting[0] !== start) await abortable(this.#changed.promise, signal);
    await delay(Math.max(0, this.#nextTryAt - Date.now()), signal);
  }

  /** The server has refused `start`, which waits from now on. */
  refused(start: object, {retryAfterMs = 0}: AvatarError): void {
    if (!this.#waiting.includes(start)) this.#waiting.push(start);
    const pause = PAUSES_MS[this.#refusals++] ?? PAUSES_MS.at(-1) ?? 0;
    this.#nextTryAt = Date.now() + Math.max(pause, retryAfterMs);
  }

  /** `start` has a session, or waits no longer. */
  leave(start: object, {hasSession}: {hasSession: boolean}): void {
    const isWaiting = this.#waiting.includes(start);
    this.#waiting = this.#waiting.filter((each) => each !== start);
    if (hasSession || this.#waiting.length === 0) {
      this.#refusals = 0;
      this.#nextTryAt = 0;
    }
    if (!isWaiting) return;
    this.#changed.resolve();
    this.#changed = deferred();
  }

  /** Whether anybody waits. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }
}

/** The one of this page. */
export const startQueue = new StartQueue();
