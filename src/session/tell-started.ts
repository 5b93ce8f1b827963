import type {AvatarSessionOptions} from './session-options.js';
import type {SessionToken} from './token/session-token.js';

/**
 * Tells the page of a session that its server has started. What the page's function throws goes to the console: the start must be able to
 * stop the session all the same.
 */
export function tellStarted(
  {started, stopTicket}: SessionToken,
  {onStartedByServer}: Pick<AvatarSessionOptions, 'onStartedByServer'>,
): void {
  if (!started) return;
  try {
    onStartedByServer?.({id: started.session_id, stopTicket: stopTicket ?? null});
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
