/** How long the controls stay without a sign of the visitor. */
const IDLE_MS = 3_500;
const SIGNS = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin'];

/** Whether the visitor is about to touch something: the controls hide while he only watches and listens. */
export class Attention {
  isIdle = false;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(target: EventTarget, signal: AbortSignal, changed: () => void) {
    this.#changed = changed;
    for (const sign of SIGNS) target.addEventListener(sign, () => this.notice(), {passive: true, signal});
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** There he is. */
  notice(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#set(true), IDLE_MS);
    this.#set(false);
  }

  #set(isIdle: boolean): void {
    if (this.isIdle === isIdle) return;
    this.isIdle = isIdle;
    this.#changed();
  }
}
