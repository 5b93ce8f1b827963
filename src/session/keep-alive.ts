import {timerMs} from './util/timer-ms.js';

/** How many calls fall into one idle time, so that one lost call does no harm. */
const CALLS_PER_IDLE_TIME = 3;

/** Keeps the server from ending an idle session while the avatar is visible. */
export class KeepAlive {
  readonly #intervalMs: number;
  readonly #ping: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #isVisible: boolean;
  #lastPing = Date.now();

  constructor({
    idleTimeout,
    isVisible,
    ping,
  }: {
    /** In seconds. */
    idleTimeout: number;
    isVisible: boolean;
    ping: () => void;
  }) {
    this.#intervalMs = timerMs((idleTimeout * 1000) / CALLS_PER_IDLE_TIME);
    this.#ping = ping;
    this.#isVisible = isVisible;
    this.#timer = setInterval(() => this.#beat(), this.#intervalMs);
  }

  /** Pings at once when the avatar is visible again after a while. */
  set isVisible(isVisible: boolean) {
    const isBack = isVisible && !this.#isVisible;
    this.#isVisible = isVisible;
    if (isBack && Date.now() - this.#lastPing >= this.#intervalMs) this.#beat();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    if (!this.#isVisible) return;
    this.#lastPing = Date.now();
    this.#ping();
  }
}
