import {avatarError} from '../session/errors/make-error.js';
import {lazily} from '../session/util/lazily.js';
import type {AvatarHost} from './avatar-host.js';

const fetchSandbox = lazily(() => import('../sandbox/sandbox.js'));

/** Loads and starts the in-page stand-in for HeyGen. Its avatar stands before a green screen while `background` is `chroma`. */
export async function startSandbox(host: AvatarHost): Promise<void> {
  const sandbox = await fetchSandbox()
    .catch((error: unknown) => {
      throw avatarError('load-failed', {cause: error});
    })
    .then((module) => module.startSandbox());
  sandbox.wall = () => (host.background === 'chroma' ? (host.chromaColor ?? '#00ff00') : null);
}
