import type {VisitorAction} from './failure-words.js';

/** How far off the button the visitor slides to cancel, in CSS pixels. */
const CANCEL_PX = 60;
/** How long after a cancel the avatar may begin to answer what it has heard, in ms. */
const ANSWER_MS = 10_000;

type Attempt = (action: VisitorAction, work: () => Promise<unknown>) => Promise<boolean>;

interface HeldButtonHost {
  startPushToTalk(): Promise<void>;
  stopPushToTalk(): Promise<void>;
  interrupt(): Promise<void>;
}

/**
 * The push-to-talk button, while the visitor holds it. No server can forget what it has heard: after a cancel, the avatar is
 * interrupted where it begins to answer.
 */
export class HeldButton {
  /** True while it is held; `pointer` where the visitor can slide off it. */
  held: 'pointer' | 'key' | null = null;
  readonly #host: HeldButtonHost;
  readonly #attempt: Attempt;
  /** An answer that begins before this time is one to what was cancelled. */
  #cancelledUntil = 0;

  constructor(host: HeldButtonHost, attempt: Attempt) {
    this.#host = host;
    this.#attempt = attempt;
  }

  press(by: 'pointer' | 'key'): void {
    this.held = by;
    this.expectAnswer();
    void this.#attempt('microphone', () => this.#host.startPushToTalk());
  }

  /** Whatever ends the hold counts as a release. */
  release(): void {
    this.held = null;
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
    if (type !== 'avatar-speechstart' || Date.now() >= this.#cancelledUntil) return;
    this.expectAnswer();
    void this.#attempt('interrupt', () => this.#host.interrupt());
  }
}
