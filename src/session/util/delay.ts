import {abortable} from './abort.js';
import {timerMs} from './timer-ms.js';

/** Resolves after `ms`, or rejects with the signal's reason. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const passed = new Promise<void>((resolve) => (timer = setTimeout(resolve, timerMs(ms))));
  return abortable(passed, signal).finally(() => clearTimeout(timer));
}
