import type {Backend, BackendName, BackendOptions} from './backend.js';
import {LiveAvatarBackend} from './liveavatar/liveavatar-backend.js';
import {StreamingBackend} from './streaming/streaming-backend.js';

/**
 * Makes the back end of one session. Both are in one chunk: which one is meant is known only by the token's reply, and a
 * round trip then would cost more than the second's 2 kB do.
 */
export function createBackend(name: BackendName, options: BackendOptions): Backend {
  switch (name) {
    case 'streaming':
      return new StreamingBackend(options);
    case 'liveavatar':
      return new LiveAvatarBackend(options);
  }
}
