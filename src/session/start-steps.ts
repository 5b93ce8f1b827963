import type {Backend, CreatedSession} from './backends/backend.js';
import {AvatarError} from './errors/avatar-error.js';
import {avatarError} from './errors/make-error.js';
import type {MediaSink} from './media-sink.js';
import type {RemoteSession} from './remote-session.js';
import {loadLiveKit} from './room/load-livekit.js';
import type {RoomConnection} from './room/room-connection.js';
import type {RoomFactory} from './room/room.js';
import type {AvatarSessionOptions} from './session-options.js';
import type {SessionSettings} from './settings/session-settings.js';
import {fetchToken, type SessionToken} from './token/session-token.js';
import {stopUnwanted} from './unwanted-session.js';
import {withTimeout} from './util/abort.js';
import {delay} from './util/delay.js';
import type {Timeouts} from './util/timeouts.js';

/**
 * The steps of a start, in their order. Each waits within its limit and returns what it found: the session decides what to
 * do with it.
 */

/** Begins to fetch the code that joins the room. The result is awaited later, so that the token is fetched meanwhile. */
export function beginLoading({roomFactory}: AvatarSessionOptions): Promise<RoomFactory> {
  const loading = roomFactory ? Promise.resolve(roomFactory) : loadLiveKit();
  loading.catch(() => {}); // a failed token may end the start before anybody awaits this
  return loading;
}

/** Has the room make ready what needs no address, while the server is asked for one. */
export async function prepareRoom(
  loading: Promise<RoomFactory>,
  room: RoomConnection,
  signal: AbortSignal,
): Promise<void> {
  const factory = await loading;
  await delay(0, signal); // the requests of the start leave first: to make a peer connection blocks the page for some ms
  room.prepare(factory);
}

/** The token that was fetched ahead, or `undefined` where there is none or its request has failed. */
export async function prefetchedToken(
  {preloadedToken}: AvatarSessionOptions,
  {token: limitMs}: Timeouts,
  signal: AbortSignal,
): Promise<SessionToken | undefined> {
  if (!preloadedToken) return undefined;
  return withTimeout(limitMs, 'getting the token', signal, () => preloadedToken.catch(() => undefined));
}

/** A new token; one without a setting that must not fail a start, where the API refuses that. */
export async function newToken(
  options: AvatarSessionOptions,
  settings: SessionSettings,
  {token: limitMs}: Timeouts,
  signal: AbortSignal,
): Promise<SessionToken> {
  const fetch = (wanted: SessionSettings) =>
    withTimeout(limitMs, 'getting the token', signal, (limit) =>
      fetchToken(options, wanted, limit, {onLate: (late) => void stopUnwanted(late, options)}),
    );
  try {
    return await fetch(settings);
  } catch (error) {
    for (const plainer of plainerSettings(settings, error)) {
      const token = await fetch(plainer).catch(() => signal.throwIfAborted());
      if (token) return token;
    }
    throw error; // none of these settings was the cause
  }
}

/** What the API, and a token server that passes its refusal on, answer where a setting is refused. */
const REFUSED = [400, 422, 502];

/**
 * The settings without those that may be the cause of this error and must not fail a start: an earlier conversation, which the API
 * refuses where nothing was said in it, and the language, which the agents of ElevenLabs refuse. No answer names the cause in a
 * documented way.
 */
export function plainerSettings(settings: SessionSettings, error: unknown): SessionSettings[] {
  if (!(error instanceof AvatarError)) return [];
  const isOfSettings = error.code === 'bad-request' || error.code === 'token-refused';
  if (!isOfSettings || !REFUSED.includes(error.status ?? 0)) return [];
  const {memory, language, ...others} = settings;
  return [
    ...(memory && language !== undefined
      ? [
          {...others, language},
          {...others, memory},
        ]
      : []),
    ...((memory ?? language !== undefined) ? [others] : []),
  ];
}

/** Has the server make the session. */
export async function makeSession(
  remote: RemoteSession,
  {session: limitMs}: Timeouts,
  signal: AbortSignal,
): Promise<CreatedSession> {
  const created = await withTimeout(limitMs, 'making the session', signal, () => remote.create());
  signal.throwIfAborted();
  return created;
}

/** Has the server start the session, and joins its room meanwhile. A first frame shows that the server has started it. */
export async function connect(
  {
    backend,
    room,
    sink,
    created,
    loading,
  }: {
    backend: Backend;
    room: RoomConnection;
    sink: MediaSink;
    created: CreatedSession;
    loading: Promise<RoomFactory>;
  },
  {connection: limitMs}: Timeouts,
  signal: AbortSignal,
): Promise<void> {
  await withTimeout(limitMs, 'joining the room', signal, async (limit) => {
    const joined = loading.then((factory) => room.join(factory, created, backend.avatarIdentity, limit));
    await Promise.all([Promise.race([backend.start(limit), sink.firstFrame(limit)]), joined]);
  });
}

/** Waits for the first frame. Rejects with `no-video` where it does not come in time. */
export async function awaitFirstFrame(
  sink: MediaSink,
  {picture: limitMs}: Timeouts,
  signal: AbortSignal,
): Promise<void> {
  try {
    await withTimeout(limitMs, 'showing the picture', signal, (limit) => sink.firstFrame(limit));
  } catch (error) {
    const isLate = error instanceof AvatarError && error.code === 'timeout';
    throw isLate ? avatarError('no-video', {cause: error}) : error;
  }
}
