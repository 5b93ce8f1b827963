/** The longest time that a timer can wait, in ms: it counts in 32 bits, and fires at once where it gets more, or `Infinity`. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** `ms` as a timer can wait for it: 24 days at most. For every timer whose time a page or a server can set. */
export const timerMs = (ms: number): number => Math.min(ms, LONGEST_TIMER_MS);
