import type {Backend, BackendName, BackendOptions} from './backend.js';
import {LiveAvatarBackend} from './liveavatar/liveavatar-backend.js';
import {StreamingBackend} from './streaming/streaming-backend.js';

/**
 * Makes the back end of one session. Both are in one chunk: only the token's reply says which one is needed, and another
 * download at that moment would cost more time than the 2 kB of the second one.
 */
export function createBackend(name: BackendName, options: BackendOptions): Backend {
  switch (name) {
    case 'streaming':
      return new StreamingBackend(options);
    case 'liveavatar':
      return new LiveAvatarBackend(options);
  }
}
