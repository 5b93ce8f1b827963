import {createBackend} from './backends/create-backend.js';
import type {BackendRoom} from './backends/backend.js';
import {RemoteSession} from './remote-session.js';
import type {AvatarSessionOptions} from './session-options.js';
import {tellStarted} from './tell-started.js';
import type {SessionToken} from './token/session-token.js';
import {DEFAULT_TIMEOUTS} from './util/timeouts.js';

const noRoom: BackendRoom = {send: () => Promise.resolve(), waitFor: () => Promise.resolve()};

/**
 * Stops the session that a token came with, where the owner's server has started one that nobody wants any more, or nobody has
 * asked for. Without a token of it only the owner's server can stop it: `onStartedByServer` gets it first. Resolves when the stop is
 * confirmed or could not be delivered in time; never rejects.
 */
export async function stopUnwanted(
  reply: SessionToken,
  {apiUrl, baseUrl, ...hooks}: Pick<AvatarSessionOptions, 'apiUrl' | 'baseUrl' | 'onStartedByServer'>,
): Promise<void> {
  const {token, started} = reply;
  if (!started) return;
  tellStarted(reply, hooks);
  const options = {token, started, settings: {quality: 'medium'}, room: noRoom, onEvent: () => {}} as const;
  try {
    const backend = createBackend('liveavatar', {...options, apiUrl, baseUrl});
    await new RemoteSession(backend, DEFAULT_TIMEOUTS).release();
  } catch {
    // The address of the API is not secure: whoever asks for a token checks it before.
  }
}
