/** How long the controls stay without a sign of the visitor. */
const IDLE_MS = 3_500;
const SIGNS = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin'];

/**
 * Whether the visitor is about to touch something: the controls hide while he only watches and listens. The press that
 * brings them back does nothing else: it was not meant for what nobody could see.
 */
export class AutoHide {
  isIdle = false;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWaking = false;

  constructor(target: EventTarget, signal: AbortSignal, changed: () => void) {
    this.#changed = changed;
    const inTime = {capture: true, signal};
    target.addEventListener('pointerdown', (event) => this.#onPress(event), inTime);
    target.addEventListener('click', (event) => this.#onClick(event), inTime);
    for (const sign of SIGNS) target.addEventListener(sign, () => this.notice(), {passive: true, signal});
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** There he is. */
  notice(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#set(true), IDLE_MS);
    this.#set(false);
  }

  /** Hidden controls let a press through to what is behind them; what is still shown, such as the text box, takes it. */
  #onPress(event: Event): void {
    this.#isWaking = this.isIdle && !isOnControl(event);
  }

  /** By the time of the click the controls are back. A click without a press is the keyboard's or a screen reader's. */
  #onClick(event: Event): void {
    if (!this.#isWaking || (event as MouseEvent).detail === 0 || !isOnControl(event)) return;
    event.stopPropagation();
    event.preventDefault();
  }

  #set(isIdle: boolean): void {
    if (this.isIdle === isIdle) return;
    this.isIdle = isIdle;
    this.#changed();
  }
}

const isOnControl = (event: Event): boolean =>
  event.composedPath().some((each) => each instanceof Element && each.matches('.bar *'));
