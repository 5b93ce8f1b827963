/**
 * The states of a session:
 *
 * - `idle`: nothing has begun; nothing costs anything.
 * - `connecting`: from the token to the first frame.
 * - `live`: the avatar is on screen.
 * - `reconnecting`: the connection is lost; the session tries to restore it.
 * - `stopping`: the session waits until the server confirms the stop.
 * - `ended`: over, without an error.
 * - `failed`: over, because of an error.
 */
export type SessionState = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'stopping' | 'ended' | 'failed';

/** The allowed moves. A session never leaves `ended` or `failed`: a new start makes a new session. */
export const TRANSITIONS: Readonly<Record<SessionState, readonly SessionState[]>> = {
  idle: ['connecting', 'ended'],
  connecting: ['live', 'stopping', 'failed', 'ended'],
  live: ['reconnecting', 'stopping', 'ended', 'failed'],
  reconnecting: ['live', 'stopping', 'ended', 'failed'],
  stopping: ['ended'],
  ended: [],
  failed: [],
};

/**
 * Why a session ended:
 *
 * - `stopped`: the page called `stop()` or the visitor pressed stop.
 * - `aborted`: the signal of the start aborted.
 * - `removed`: the page removed the element from the document.
 * - `hidden`: the page did not show the element for longer than `hidden-grace`.
 * - `page-hidden`: the visitor left the page.
 * - `server`: HeyGen closed the session, or the avatar left the room.
 * - `idle-timeout`: HeyGen closed the session because nothing happened in it.
 * - `time-limit`: the session's longest duration was reached.
 * - `no-credits`: the account's credits were used up.
 * - `replaced`: somebody else joined the room with this session's token.
 * - `error`: the session failed; `error` says why.
 */
export type EndReason =
  | 'stopped'
  | 'aborted'
  | 'removed'
  | 'hidden'
  | 'page-hidden'
  | 'server'
  | 'idle-timeout'
  | 'time-limit'
  | 'no-credits'
  | 'replaced'
  | 'error';

/** The steps of a start, in the order in which they begin. `queue` only where all avatars are busy: the start waits for one. */
export type StartStep = 'token' | 'session' | 'queue' | 'connection' | 'picture';

/** True while the avatar is on screen, or the connection to it is being restored. */
export const isLive = (state: SessionState): boolean => state === 'live' || state === 'reconnecting';

/** True once the session is over. */
export const isOver = (state: SessionState): boolean => state === 'ended' || state === 'failed';
