/** How many seconds before the limit the page is warned. */
const WARNINGS = [60, 10];
/** How long after its limit a session is taken for ended though the server has not said so, in seconds. */
const OVERTIME = 10;

/** The longest wait that a timer can keep, in seconds, with room for the overtime. */
const LONGEST_TIMER = 2_000_000;

/** Watches a session's longest duration: warns before it, and tells when it is over. */
export class TimeLimit {
  /** In seconds; `Infinity` where there is none, or one too far away for a timer. */
  readonly #limit: number;
  readonly #startedAt: number;
  readonly #timers: ReturnType<typeof setTimeout>[];

  constructor({
    limit,
    startedAt,
    onWarning,
    onOver,
  }: {
    /** In seconds, or `null` where the server names none. */
    limit: number | null;
    startedAt: number;
    onWarning: (remaining: number) => void;
    onOver: () => void;
  }) {
    this.#limit = limit && limit > 0 && limit < LONGEST_TIMER ? limit : Infinity;
    this.#startedAt = startedAt;
    this.#timers = this.#limit === Infinity ? [] : this.#schedule(onWarning, onOver);
  }

  #schedule(onWarning: (remaining: number) => void, onOver: () => void): ReturnType<typeof setTimeout>[] {
    const limit = this.#limit;
    const at = (seconds: number, act: () => void) => setTimeout(act, (seconds - this.#elapsed) * 1000);
    const warnings = WARNINGS.filter((before) => before < limit - this.#elapsed);
    return [
      ...warnings.map((before) => at(limit - before, () => onWarning(before))),
      at(limit + OVERTIME, onOver),
    ];
  }

  /** True where an end by the server is the limit's doing. */
  get isReached(): boolean {
    return this.#elapsed >= this.#limit - 2;
  }

  get #elapsed(): number {
    return (Date.now() - this.#startedAt) / 1000;
  }

  stop(): void {
    this.#timers.forEach(clearTimeout);
  }
}
