import type {ReactiveController} from 'lit';
import {listen} from '../session/util/listen.js';

/** What is downloaded before a start: nothing; the code on intent; code and token on intent; the code when the page is idle. */
export type Preload = 'none' | 'intent' | 'token' | 'auto';

/** Events that show that a visitor may be about to start. */
const SIGNS = ['pointerenter', 'focusin', 'touchstart'];

/** Calls back once, as the `preload` attribute says, when it is time to load the rest of the code. */
export class PreloadController implements ReactiveController {
  readonly #host: HTMLElement & {preload: Preload};
  readonly #onInterest: () => void;
  #watching: AbortController | undefined;
  #isInView = false;
  #isDue = false;

  constructor(host: HTMLElement & {preload: Preload}, onInterest: () => void) {
    this.#host = host;
    this.#onInterest = onInterest;
  }

  hostConnected(): void {
    const {signal} = (this.#watching = new AbortController());
    for (const sign of SIGNS) {
      listen(this.#host, sign, () => this.#notice(['intent', 'token', 'auto']), {
        passive: true,
        signal,
      });
    }
    this.#isInView = !globalThis.IntersectionObserver;
    if (this.#isInView) return;
    const view = new IntersectionObserver((entries) => {
      this.#isInView = entries.at(-1)?.isIntersecting ?? false;
      this.hostUpdated();
    });
    view.observe(this.#host);
    signal.addEventListener('abort', () => view.disconnect());
  }

  /** The element has come into view, or `preload` has changed: the code is loaded when the page is idle. */
  hostUpdated(): void {
    const signal = this.#watching?.signal;
    if (this.#isDue || !this.#isInView || this.#host.preload !== 'auto' || signal?.aborted) return;
    this.#isDue = true;
    const whenIdle = globalThis.requestIdleCallback ?? setTimeout; // Safari has none
    whenIdle(() => {
      this.#isDue = false;
      if (this.#isInView && !signal?.aborted) this.#notice(['auto']);
    });
  }

  hostDisconnected(): void {
    this.#isInView = false;
    this.#watching?.abort();
  }

  #notice(preloads: readonly Preload[]): void {
    if (!preloads.includes(this.#host.preload)) return;
    this.#watching?.abort();
    this.#onInterest();
  }
}
