import {AvatarError} from '../avatar-error.js';
import type {Backend, BackendName, BackendOptions} from './backend.js';
import {StreamingBackend} from './streaming/streaming-backend.js';

/** Makes the back end of one session. */
export function createBackend(name: BackendName, options: BackendOptions): Backend {
  switch (name) {
    case 'streaming':
      return new StreamingBackend(options);
    case 'liveavatar':
      throw new AvatarError(
        'bad-config',
        'The token is one for LiveAvatar, which this version of the element does not speak yet. Use a token of the streaming API.',
      );
  }
}
