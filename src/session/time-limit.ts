import {LONGEST_TIMER_MS} from './util/timer-ms.js';

/** How many seconds before the limit the page gets a warning. */
const WARNINGS = [60, 10];
/** How long after its limit a session counts as ended though the server has not said so, in seconds. */
const OVERTIME = 10;

/** The longest limit that a timer can follow to its end, in seconds. */
const LONGEST = LONGEST_TIMER_MS / 1000 - OVERTIME;

/** Follows the longest duration of a session: warns before it ends, and reports when it is over. */
export class TimeLimit {
  /** In seconds; `Infinity` where there is none, or where it is too far away for a timer. */
  readonly #limit: number;
  readonly #startedAt: number;
  readonly #timers: ReturnType<typeof setTimeout>[];

  constructor({
    limit,
    startedAt,
    onWarning,
    onOver,
  }: {
    /** In seconds, or `null` where the server sets none. */
    limit: number | null;
    startedAt: number;
    onWarning: (remaining: number) => void;
    onOver: () => void;
  }) {
    this.#limit = limit && limit > 0 && limit < LONGEST ? limit : Infinity;
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

  /** True where the limit explains that the server has ended the session. */
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
