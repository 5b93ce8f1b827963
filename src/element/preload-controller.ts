import type {ReactiveController} from 'lit';
import {listen} from '../session/util/listen.js';
import {whenIdle} from '../session/util/when-idle.js';

/** What is downloaded before a start: nothing; the code on intent; code and token on intent; the code when the page is idle. */
export type Preload = 'none' | 'intent' | 'token' | 'auto';

/** Events that show that a visitor may be about to start. */
const SIGNS = ['pointerenter', 'focusin', 'touchstart'];

/** Calls back as the `preload` attribute says: when it is time to load the rest of the code, and at each later sign of interest. */
export class PreloadController implements ReactiveController {
  readonly #host: HTMLElement & {preload: Preload};
  readonly #onInterest: (isFirst: boolean) => void;
  /** Aborts when the element leaves the document. */
  #connected: AbortController | undefined;
  /** Aborts with the first sign of interest too, which loads the code. */
  #waiting: AbortController | undefined;
  #isInView = false;
  #isDue = false;

  constructor(host: HTMLElement & {preload: Preload}, onInterest: (isFirst: boolean) => void) {
    this.#host = host;
    this.#onInterest = onInterest;
  }

  hostConnected(): void {
    const {signal} = (this.#connected = new AbortController());
    this.#waiting = new AbortController();
    for (const sign of SIGNS) {
      const notice = () => {
        if (this.#host.preload !== 'none') this.#notice();
      };
      listen(this.#host, sign, notice, {passive: true, signal});
    }
    this.#isInView = !globalThis.IntersectionObserver;
    if (this.#isInView) return;
    const view = new IntersectionObserver((entries) => {
      this.#isInView = entries.at(-1)?.isIntersecting ?? false;
      this.hostUpdated();
    });
    view.observe(this.#host);
    this.#waiting.signal.addEventListener('abort', () => view.disconnect());
  }

  /** The element has come into view, or `preload` has changed: the code is loaded when the page is idle. */
  hostUpdated(): void {
    if (this.#isDue || !this.#isWanted) return;
    this.#isDue = true;
    whenIdle(() => {
      this.#isDue = false;
      if (this.#isWanted) this.#notice();
    });
  }

  hostDisconnected(): void {
    this.#isInView = false;
    this.#connected?.abort();
    this.#waiting?.abort();
  }

  /** Whether the code is to be loaded without a sign of interest. */
  get #isWanted(): boolean {
    return this.#isInView && this.#host.preload === 'auto' && !this.#waiting?.signal.aborted;
  }

  #notice(): void {
    const isFirst = !this.#waiting?.signal.aborted;
    this.#waiting?.abort();
    this.#onInterest(isFirst);
  }
}
