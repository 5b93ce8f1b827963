import {listen} from '../../session/util/listen.js';
import type {VisitorAction} from './failure-words.js';

/** How far off the button the visitor slides to cancel, in CSS pixels. */
const CANCEL_PX = 60;
/** How long after a cancel the avatar may begin to answer what it has heard, in ms. */
const ANSWER_MS = 10_000;

type Attempt = (action: VisitorAction, work: () => Promise<unknown>) => Promise<boolean>;

interface HeldButtonHost {
  requestUpdate(): void;
  startPushToTalk(): Promise<void>;
  stopPushToTalk(): Promise<void>;
  interrupt(): Promise<void>;
}

/**
 * The push-to-talk button, while the visitor holds it. No server can forget what it has heard: after a cancel, the avatar is
 * interrupted where it begins to answer.
 */
export class HeldButton {
  /** What the visitor holds it with; `null` while they do not. They can slide off it with a pointer. */
  held: 'pointer' | 'key' | null = null;
  readonly #host: HeldButtonHost;
  readonly #attempt: Attempt;
  /** Aborts the listeners of a hold. */
  #hold: AbortController | undefined;
  /** An answer that begins before this time is one to what was cancelled. */
  #cancelledUntil = 0;

  constructor(host: HeldButtonHost, attempt: Attempt) {
    this.#host = host;
    this.#attempt = attempt;
  }

  /** `pointerId` says which of the visitor's fingers holds it. */
  press(by: 'pointer' | 'key', pointerId?: number): void {
    this.held = by;
    this.#followHold(by, pointerId);
    this.expectAnswer();
    void this.#attempt('microphone', () => this.#host.startPushToTalk());
  }

  /** Whatever ends the hold counts as a release. */
  release(): void {
    this.held = null;
    this.#hold?.abort();
    void this.#attempt('microphone', () => this.#host.stopPushToTalk());
  }

  /** The visitor has slid off the button, or not far enough. */
  move({clientX, clientY}: PointerEvent, {left, right, top, bottom}: DOMRect): void {
    if (!this.held) return;
    const across = Math.max(left - clientX, clientX - right, 0);
    const down = Math.max(top - clientY, clientY - bottom, 0);
    if (Math.hypot(across, down) > CANCEL_PX) this.cancel();
  }

  cancel(): void {
    this.release();
    this.#cancelledUntil = Date.now() + ANSWER_MS;
  }

  /** The visitor asks something else. */
  expectAnswer(): void {
    this.#cancelledUntil = 0;
  }

  /** Takes an event of the element. */
  receive({type}: Event): void {
    if (type === 'avatar-end' && this.held) this.release();
    if (type !== 'avatar-speechstart' || Date.now() >= this.#cancelledUntil) return;
    this.expectAnswer();
    void this.#attempt('interrupt', () => this.#host.interrupt());
  }

  /**
   * The button itself may be gone when the visitor lets go: the page moves the element, or another view takes its place. The microphone
   * must not stay open then.
   */
  #followHold(by: 'pointer' | 'key', pointerId?: number): void {
    this.#hold?.abort();
    const {signal} = (this.#hold = new AbortController());
    const end = () => {
      this.release();
      this.#host.requestUpdate();
    };
    const onEnd = (event: Event) => {
      const {pointerId: ended, key} = event as PointerEvent & KeyboardEvent;
      if (by === 'pointer' ? ended === pointerId : key === ' ' || key === 'Enter') end();
    };
    const types = by === 'pointer' ? ['pointerup', 'pointercancel'] : ['keyup'];
    for (const type of types) listen(globalThis, type, onEnd, {signal, capture: true});
    // A window that takes the focus hears the end of a key press in our place. A pointer's end is still heard here.
    if (by === 'key') listen(globalThis, 'blur', end, {signal});
    // A tab that the visitor changes to hears the end of both.
    listen(document, 'visibilitychange', end, {signal});
  }
}
