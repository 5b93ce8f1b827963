/** How often within the idle time the server hears from us, so that one lost call does no harm. */
const CALLS_PER_IDLE_TIME = 3;

/** Keeps an idle session from being ended while somebody wants it. */
export class KeepAlive {
  readonly #intervalMs: number;
  readonly #ping: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isWanted: boolean;
  #lastPing = Date.now();

  constructor({idleTimeout, isWanted, ping}: {idleTimeout: number; isWanted: boolean; ping: () => void}) {
    this.#intervalMs = (idleTimeout * 1000) / CALLS_PER_IDLE_TIME;
    this.#ping = ping;
    this.#isWanted = isWanted;
    this.#timer = setInterval(() => this.#beat(), this.#intervalMs);
  }

  /** Whether anybody looks at the avatar. One that is wanted again after a while is kept alive at once. */
  set pageVisible(isWanted: boolean) {
    const isBack = isWanted && !this.#isWanted;
    this.#isWanted = isWanted;
    if (isBack && Date.now() - this.#lastPing >= this.#intervalMs) this.#beat();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    if (!this.#isWanted) return;
    this.#lastPing = Date.now();
    this.#ping();
  }
}
