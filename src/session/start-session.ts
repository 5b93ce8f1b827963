import {AvatarError} from './errors/avatar-error.js';
import {avatarError} from './errors/make-error.js';
import {abortable, withTimeout} from './util/abort.js';
import type {AvatarSessionOptions} from './session-options.js';
import type {Backend, BackendEvent, CreatedSession} from './backends/backend.js';
import {createBackend} from './backends/create-backend.js';
import type {SessionSettings} from './backends/streaming/streaming-schemas.js';
import {checkedSettings} from './backends/streaming/checked-settings.js';
import {RemoteSession} from './remote-session.js';
import type {Timeouts} from './util/timeouts.js';
import type {RoomConnection} from './room/room-lifetime.js';
import type {StartStep} from './session-state.js';
import {fetchToken, type SessionToken} from './token/session-token.js';
import {loadTransport} from './room/load-transport.js';

/** What a start needs of the session that it is for. */
export interface StartHooks {
  readonly room: RoomConnection;
  readonly onEvent: (event: BackendEvent) => void;
  onStep(step: StartStep): void;
  /** From here on there may be something at the server that must be released. */
  onLease(backend: Backend, lease: RemoteSession): void;
  onCreated(backend: Backend, created: CreatedSession): void;
  firstFrame(signal: AbortSignal): Promise<void>;
}

/** Brings a session up: token, then session, then start and room side by side, then the picture; each within its limit. */
export async function startSession(
  options: AvatarSessionOptions,
  limits: Timeouts,
  hooks: StartHooks,
  signal: AbortSignal,
): Promise<void> {
  const settings = checkedSettings(options.settings ?? {});
  const transport = options.transport ? Promise.resolve(options.transport) : loadTransport();
  transport.catch(() => {}); // reported where it is awaited, which a failed token never reaches

  hooks.onStep('token');
  const {prepare} = options;
  if (prepare) await abortable(prepare(signal), signal);
  const {token, backend: kind} = await withTimeout(limits.token, 'getting the token', signal, (limit) =>
    getToken(options, settings, limit),
  );
  // Where that code has failed to arrive already, no session is made that could not be used.
  await Promise.race([transport, Promise.resolve()]);

  hooks.onStep('session');
  const {backend: wanted = 'auto', apiUrl, baseUrl} = options;
  const name = wanted === 'auto' ? kind : wanted;
  const {room, onEvent} = hooks;
  const backend = createBackend(name, {token, settings, apiUrl, baseUrl, room, onEvent});
  const lease = new RemoteSession(backend, limits);
  hooks.onLease(backend, lease);
  const created = await withTimeout(limits.session, 'making the session', signal, () => lease.create());
  signal.throwIfAborted();
  hooks.onCreated(backend, created);

  hooks.onStep('connection');
  await withTimeout(limits.connection, 'joining the room', signal, async (limit) => {
    const {avatarIdentity} = backend;
    const joined = transport.then((factory) => room.join(factory, created, avatarIdentity, limit));
    await Promise.all([backend.start(limit), joined]);
  });

  hooks.onStep('picture');
  await withTimeout(limits.picture, 'showing the picture', signal, (limit) => hooks.firstFrame(limit)).catch(
    (error: unknown) => {
      const isLate = error instanceof AvatarError && error.code === 'timeout';
      throw isLate ? avatarError('no-video', {cause: error}) : error;
    },
  );
}

/** The token that was fetched ahead; one that could not be is asked for again. */
async function getToken(
  options: AvatarSessionOptions,
  settings: SessionSettings,
  signal: AbortSignal,
): Promise<SessionToken> {
  const ahead = await options.preloadedToken?.catch(() => undefined);
  return ahead ?? fetchToken(options, settings, signal);
}
