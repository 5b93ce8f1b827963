import {AvatarError} from '../errors/avatar-error.js';

/** Never aborts: for what nothing bounds but its own limit. */
export const forever = new AbortController().signal;

/** Settles as `promise` does, or rejects with the signal's reason as soon as it aborts; what comes later is ignored. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, {once: true});
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/**
 * Runs `work` with a signal that aborts when `signal` does or when `limitMs` have passed; the latter rejects with a
 * `timeout` error that names the step.
 */
export async function withTimeout<T>(
  limitMs: number,
  step: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(timeoutError(step, limitMs)), limitMs);
  const either = AbortSignal.any([signal, limit.signal]);
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

/** Resolves after `ms`, or rejects with the signal's reason. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const passed = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  return abortable(passed, signal).finally(() => clearTimeout(timer));
}

/** True if `thrown` is what an aborted call rejects with, not a failure. */
export function isAbort(thrown: unknown, signal?: AbortSignal): boolean {
  if (thrown instanceof AvatarError) return false;
  return (signal?.aborted ?? false) || (thrown instanceof DOMException && thrown.name === 'AbortError');
}
