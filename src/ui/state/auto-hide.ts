import {listen} from '../../session/util/listen.js';

/** How long the controls stay after the visitor's last movement, press or key. */
const IDLE_MS = 3_500;
const ACTIVITY = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin'];

/**
 * Says when to hide the controls: while the visitor only watches and listens. A visitor with a keyboard always sees the focus. The
 * press that brings the controls back does nothing else, because the visitor could not see what they pressed.
 */
export class AutoHide {
  isIdle = false;
  readonly #target: HTMLElement;
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWakingPress = false;
  /** Where the mouse was last, on the screen. */
  #mouseAt: string | undefined;

  constructor(target: HTMLElement, signal: AbortSignal, onChange: () => void) {
    this.#target = target;
    this.#onChange = onChange;
    const capture = {capture: true, signal};
    listen(target, 'pointerdown', (event: PointerEvent) => this.#onPress(event), capture);
    listen(target, 'click', (event: MouseEvent) => this.#onClick(event), capture);
    // On the way down: the keys of a control do not come back up to the element.
    for (const type of ACTIVITY) {
      const onActivity = (event: Event) => this.#isAtRest(event) || this.wake();
      listen(target, type, onActivity, {capture: true, passive: true, signal});
    }
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** Shows the controls, and hides them again after a while. */
  wake(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#hasFocus() ? this.wake() : this.#set(true)), IDLE_MS);
    this.#set(false);
  }

  /** Safari sends a move for a mouse that rests too, when something changes below it. The first one only says where it is. */
  #isAtRest(event: Event): boolean {
    if (!(event instanceof PointerEvent) || event.type !== 'pointermove') return false;
    const at = `${event.screenX} ${event.screenY}`;
    const before = this.#mouseAt;
    this.#mouseAt = at;
    return before === undefined || before === at;
  }

  #hasFocus(): boolean {
    const focused = this.#target.shadowRoot?.activeElement;
    return focused?.matches('.footer button:focus-visible') ?? false;
  }

  /** Hidden controls let a press through. A control that is still shown, such as the text box, takes it as usual. */
  #onPress(event: Event): void {
    this.#isWakingPress = this.isIdle && !isOnControl(event);
  }

  /** The press has brought the controls back before its click. A keyboard or a screen reader clicks without a press. */
  #onClick(event: Event): void {
    if (!this.#isWakingPress || (event as MouseEvent).detail === 0 || !isOnControl(event)) return;
    event.stopPropagation();
    event.preventDefault();
  }

  #set(isIdle: boolean): void {
    if (this.isIdle === isIdle) return;
    this.isIdle = isIdle;
    this.#onChange();
  }
}

const isOnControl = (event: Event): boolean =>
  event.composedPath().some((each) => each instanceof Element && each.matches('.footer *'));
