/** How many calls fall into one idle time, so that one lost call does no harm. */
const CALLS_PER_IDLE_TIME = 3;

/** Keeps the server from ending an idle session while the page is visible. */
export class KeepAlive {
  readonly #intervalMs: number;
  readonly #ping: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #pageVisible: boolean;
  #lastPing = Date.now();

  constructor({
    idleTimeout,
    pageVisible,
    ping,
  }: {
    /** In seconds. */
    idleTimeout: number;
    pageVisible: boolean;
    ping: () => void;
  }) {
    this.#intervalMs = (idleTimeout * 1000) / CALLS_PER_IDLE_TIME;
    this.#ping = ping;
    this.#pageVisible = pageVisible;
    this.#timer = setInterval(() => this.#beat(), this.#intervalMs);
  }

  /** Pings at once when the page is visible again after a while. */
  set pageVisible(pageVisible: boolean) {
    const isBack = pageVisible && !this.#pageVisible;
    this.#pageVisible = pageVisible;
    if (isBack && Date.now() - this.#lastPing >= this.#intervalMs) this.#beat();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    if (!this.#pageVisible) return;
    this.#lastPing = Date.now();
    this.#ping();
  }
}
