import type {ReactiveController} from 'lit';

/** What a page downloads ahead: nothing, code on interest, code and token on interest, or code when idle and in view. */
export type Preload = 'none' | 'intent' | 'token' | 'auto';

/** What tells that a visitor may be about to start. */
const SIGNS = ['pointerenter', 'focusin', 'touchstart'];

/** Tells once, by the `preload` attribute, when the rest of the code is worth fetching. */
export class Interest implements ReactiveController {
  readonly #host: HTMLElement & {preload: Preload};
  readonly #onInterest: () => void;
  #watching: AbortController | undefined;

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
      if (!entries.some((entry) => entry.isIntersecting)) return;
      const whenIdle = globalThis.requestIdleCallback ?? setTimeout; // Safari has none
      whenIdle(() => signal.aborted || this.#notice(['auto']));
    });
    view.observe(this.#host);
    signal.addEventListener('abort', () => view.disconnect());
  }

  hostDisconnected(): void {
    this.#watching?.abort();
  }

  #notice(preloads: readonly Preload[]): void {
    if (!preloads.includes(this.#host.preload)) return;
    this.#watching?.abort();
    this.#onInterest();
  }
}
