import {AvatarError} from '../errors/avatar-error.js';

/** True if `thrown` is what an aborted call rejects with. An abort is not an error. */
export function isAbort(thrown: unknown, signal?: AbortSignal): boolean {
  if (thrown instanceof AvatarError) return false;
  return (signal?.aborted ?? false) || (thrown instanceof DOMException && thrown.name === 'AbortError');
}
