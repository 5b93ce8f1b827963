import {AvatarError} from '../errors/avatar-error.js';
import {timerMs} from './timer-ms.js';

/**
 * Settles as `promise` does, or rejects with the signal's reason as soon as that aborts. What the promise does afterwards is
 * ignored.
 */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, {once: true});
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/**
 * Runs `work` with a signal that aborts when `signal` does, or after `limitMs`. After `limitMs` the promise rejects with a
 * `timeout` error that names the step.
 */
export async function withTimeout<T>(
  limitMs: number,
  step: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(timeoutError(step, limitMs)), timerMs(limitMs));
  const either = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
  try {
    return await abortable(work(either), either);
  } finally {
    clearTimeout(timer);
  }
}

function timeoutError(step: string, limitMs: number): AvatarError {
  return new AvatarError(
    'timeout',
    `The avatar took too long: ${step} was not done in ${limitMs / 1000} s. Try again.`,
  );
}

/** What a call rejects with when its work was stopped. */
export const abortError = (message: string): DOMException => new DOMException(message, 'AbortError');
