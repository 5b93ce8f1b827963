import type {ReactiveController} from 'lit';

/** What a page downloads ahead: nothing, code on interest, code and token on interest, or code when idle and in view. */
export type Preload = 'none' | 'intent' | 'token' | 'auto';

/** What tells that a visitor may be about to start. */
const SIGNS = ['pointerenter', 'focusin', 'touchstart'];

/** Tells once, by the `preload` attribute, when the rest of the code is worth fetching. */
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
      this.#host.addEventListener(sign, () => this.#notice(['intent', 'token', 'auto']), {
        passive: true,
        signal,
      });
    }
    const view = new IntersectionObserver((entries) => {
      this.#isInView = entries.at(-1)?.isIntersecting ?? false;
      this.hostUpdated();
    });
    view.observe(this.#host);
    signal.addEventListener('abort', () => view.disconnect());
  }

  /** In view, or `preload` has changed: the code is fetched when the page is idle. */
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
