import {AvatarError} from '../errors/avatar-error.js';

/** Options of the methods that wait for something. */
export interface MethodOptions {
  /**
   * Gives the wait up; the promise then rejects with the signal's reason. Where it is no `AbortSignal`, the method rejects with
   * `bad-config`, and has no effect. Default: none.
   */
  signal?: AbortSignal | undefined;
}

/**
 * The options that a page has called a method with; `null` is none. Throws `bad-config` for a signal that is none, such as the
 * controller itself, before the call has any effect.
 */
export function callOptions<T extends MethodOptions>(given: T | null | undefined): T {
  const options = (given ?? {}) as T;
  const {signal} = options;
  if ((signal ?? null) !== null && !signal?.throwIfAborted) throw new AvatarError('bad-config', NO_SIGNAL);
  return options;
}

const NO_SIGNAL = 'The option `signal` must be an AbortSignal, such as `controller.signal`.';
