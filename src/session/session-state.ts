/**
 * The states of a session:
 *
 * - `idle`: nothing has begun; nothing costs anything.
 * - `connecting`: from the token to the first frame.
 * - `live`: the avatar is on screen.
 * - `reconnecting`: the connection was lost and is being restored.
 * - `stopping`: the server is being told to stop.
 * - `ended`: over, as somebody wanted.
 * - `failed`: over, because of an error.
 */
export type SessionState = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'stopping' | 'ended' | 'failed';

/** Every legal move. A session never leaves `ended` or `failed`: a new start is a new session. */
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
 * - `stopped`: `stop()` was called or the visitor pressed stop.
 * - `aborted`: the start was aborted by its signal.
 * - `removed`: the element was taken out of the document.
 * - `page-hidden`: the page was left.
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
  | 'page-hidden'
  | 'server'
  | 'idle-timeout'
  | 'time-limit'
  | 'no-credits'
  | 'replaced'
  | 'error';

/** The steps of a start, in order of beginning, for progress that is honest. */
export type StartStep = 'token' | 'session' | 'connection' | 'picture';

/** True while the avatar is on screen or on its way back. */
export const isLive = (state: SessionState): boolean => state === 'live' || state === 'reconnecting';

/** True once nothing more will come. */
export const isOver = (state: SessionState): boolean => state === 'ended' || state === 'failed';
