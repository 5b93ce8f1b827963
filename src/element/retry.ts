import type {ReactiveController} from 'lit';
import {listen} from '../session/util/listen.js';
import {isPageVisible} from '../session/util/page-visible.js';
import {LONGEST_TIMER_MS} from '../session/util/timer-ms.js';

/** After how long a download is tried again by itself, in ms. There are as many other addresses for a file (`lazily`). */
const PAUSES = [4_000, 16_000, 64_000];

/**
 * Downloads again what the visitor has no button for: the code of a place, the texts of a language. It is time when the network is
 * back, when the visitor comes back to the page or presses something there, and, a few times, after a pause.
 */
export class Retry implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #work: () => void;
  #pauses = [...PAUSES];
  /** While something is missing. */
  #waiting: AbortController | undefined;

  constructor(host: HTMLElement, work: () => void) {
    this.#host = host;
    this.#work = work;
  }

  /** Something could not be downloaded. */
  readonly plan = (): void => {
    this.#waiting?.abort();
    const {signal} = (this.#waiting = new AbortController());
    if (!this.#host.isConnected) return;
    const timer = setTimeout(this.#try, this.#pauses.shift() ?? LONGEST_TIMER_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
    for (const type of ['pointerdown', 'visibilitychange']) listen(document, type, this.#try, {signal});
    listen(globalThis.window, 'online', this.#try, {signal});
  };

  hostConnected(): void {
    if (!this.#waiting) return;
    this.plan();
    this.#try();
  }

  hostDisconnected(): void {
    this.#waiting?.abort();
  }

  readonly #try = (): void => {
    if (!navigator.onLine || !isPageVisible()) return;
    this.#waiting?.abort();
    this.#waiting = undefined;
    this.#work();
  };
}
