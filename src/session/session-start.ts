import {API_URLS} from './backends/api-urls.js';
import type {Backend, CreatedSession} from './backends/backend.js';
import {createBackend} from './backends/create-backend.js';
import {AvatarProgressEvent} from './events.js';
import {lastHosts} from './last-hosts.js';
import type {MediaSink} from './media-sink.js';
import {RemoteSession} from './remote-session.js';
import type {RoomConnection} from './room/room-connection.js';
import type {SessionClocks} from './session-clocks.js';
import type {SessionInfo} from './session-info.js';
import type {AvatarSessionOptions} from './session-options.js';
import type {StartStep} from './session-state.js';
import {checkedSettings} from './settings/checked-settings.js';
import type {SessionSettings} from './settings/session-settings.js';
import type {Conversation} from './speech/conversation.js';
import {QueuePlace} from './queue-place.js';
import {awaitFirstFrame, beginLoading, connect, makeSession, prepareRoom} from './start-steps.js';
import {StartToken} from './start-token.js';
import {tellStarted} from './tell-started.js';
import type {SessionToken} from './token/session-token.js';
import {abortable, withTimeout} from './util/abort.js';
import type {EventQueue} from './util/event-queue.js';
import type {Timeouts} from './util/timeouts.js';
import {secureUrl} from './util/url.js';

/** What a start works with. */
export interface StartParts {
  readonly options: AvatarSessionOptions;
  readonly timeouts: Timeouts;
  readonly events: EventQueue;
  readonly clocks: SessionClocks;
  readonly conversation: Conversation;
  readonly room: RoomConnection;
  readonly sink: MediaSink;
  /** Resolves when the visitor has answered the browser's question for the microphone, if there is one. */
  readonly microphoneAnswered: (signal: AbortSignal) => Promise<void>;
}

/** The start of one session, and what it has made: the session needs that until its end, also where the start fails. */
export class SessionStart {
  readonly #parts: StartParts;
  #step: StartStep = 'token';
  #backend: Backend | undefined;
  #remote: RemoteSession | undefined;
  #info: SessionInfo | null = null;
  #stopTicket: string | null = null;
  readonly #place: QueuePlace;

  constructor(parts: StartParts) {
    this.#parts = parts;
    this.#place = new QueuePlace(parts.options.queueLimit ?? 0, () => this.#enter('queue'));
  }

  /** The step that the start is at, or was at when it ended. */
  get step(): StartStep {
    return this.#step;
  }

  /** When it began to wait for a free avatar, in ms since 1970; `null` where there was one. */
  get queuedAt(): number | null {
    return this.#place.since;
  }

  get backend(): Backend | undefined {
    return this.#backend;
  }

  /** The session on the server: from the request for it on, there may be one that must be stopped. */
  get remote(): RemoteSession | undefined {
    return this.#remote;
  }

  /** The same object until it changes: the agent may become known during the session. */
  get info(): SessionInfo | null {
    const {mode = 'full', agent = null} = this.#backend ?? {};
    if (this.#info && (this.#info.agent !== agent || this.#info.mode !== mode)) {
      this.#info = Object.freeze({...this.#info, mode, agent});
    }
    return this.#info;
  }

  get stopTicket(): string | null {
    return this.#stopTicket;
  }

  /** Resolves when the first frame is shown. The visitor may take `answerMs` to answer the browser's question for the microphone. */
  run(life: AbortSignal, {answerMs}: {answerMs: number}): Promise<void> {
    const {options, timeouts} = this.#parts;
    const limitMs = timeouts.start + answerMs + (options.queueLimit ?? 0);
    return withTimeout(limitMs, 'the whole start', life, (limit) => this.#run(limit));
  }

  async #run(signal: AbortSignal): Promise<void> {
    const {options, timeouts, room, sink} = this.#parts;
    const settings = checkedSettings(options.settings ?? {}, options.sessionSettings);
    // With the token there may come a session that the owner's server has started: without this address it could not be stopped.
    if (options.apiUrl !== undefined) secureUrl(options.apiUrl, 'api-url', options.baseUrl);
    const loading = beginLoading(options);

    this.#enter('token');
    if (options.prepare) await abortable(options.prepare(signal), signal);
    prepareRoom(loading, room, signal).catch(() => {}); // the join waits for the same code, and reports its failure
    const token = new StartToken(options, settings, timeouts);
    const {backend, created} = await this.#makeInTurn(token, loading, signal);

    this.#enter('connection');
    await connect({backend, room, sink, created, loading}, timeouts, signal);
    const {apiUrl = API_URLS[backend.name]} = options;
    Object.assign(lastHosts, {backend: backend.name, apiUrl, roomUrl: created.roomUrl});

    this.#enter('picture');
    await awaitFirstFrame(sink, timeouts, signal);
  }

  /** Makes the session. Tries again after a refusal that another token, or a free avatar, may end. */
  async #makeInTurn(
    token: StartToken,
    loading: Promise<unknown>,
    signal: AbortSignal,
  ): Promise<{backend: Backend; created: CreatedSession}> {
    const place = this.#place;
    let hasSession = false;
    try {
      await token.takePrefetched(signal);
      if (!token.isStarted) place.joinOthers();
      for (;;) {
        try {
          const made = await this.#try(token, loading, signal);
          hasSession = true;
          return made;
        } catch (error) {
          signal.throwIfAborted();
          if (token.dropAfter(error, this.#backend?.name)) continue;
          if (!place.waitAfter(error)) throw error;
          token.keep();
        }
      }
    } finally {
      place.leave({hasSession});
    }
  }

  async #try(
    token: StartToken,
    loading: Promise<unknown>,
    signal: AbortSignal,
  ): Promise<{backend: Backend; created: CreatedSession}> {
    if (!token.isStarted) await this.#place.turn(signal);
    const current = await token.get(signal);
    // A session that was started elsewhere must be known here, so that it is stopped whatever happens.
    const ready = token.isStarted ? await this.#make(current, token.settings, signal) : undefined;
    // Where the code has failed to load already, no session is made that could not be used.
    await Promise.race([loading, Promise.resolve()]);
    // A visitor who refuses the microphone may not want the session, which costs money from here on.
    await this.#parts.microphoneAnswered(signal);
    if (this.queuedAt === null) this.#enter('session');
    return ready ?? this.#make(current, token.settings, signal);
  }

  async #make(
    reply: SessionToken,
    settings: SessionSettings,
    signal: AbortSignal,
  ): Promise<{backend: Backend; created: CreatedSession}> {
    const {token, backend: tokenKind, stopTicket, agentType, started} = reply;
    const {options, timeouts, conversation, room} = this.#parts;
    const {backend: wanted = 'auto', agent, apiUrl, baseUrl} = options;
    this.#stopTicket = stopTicket ?? null;
    // Before anything can fail: only the owner's server can stop a session that came without its token.
    tellStarted(reply, options);
    const backend = createBackend(wanted === 'auto' || started ? tokenKind : wanted, {
      token,
      settings,
      started,
      agentType,
      agent,
      apiUrl,
      baseUrl,
      room,
      onEvent: conversation.handle,
    });
    conversation.reader = backend.messages;
    this.#backend = backend;
    this.#remote = new RemoteSession(backend, timeouts);
    // A start that was given up while the reply arrived has released what there was before.
    if (started && signal.aborted) void this.#remote.release();
    const created = await makeSession(this.#remote, timeouts, signal);
    this.#describe(backend, created);
    return {backend, created};
  }

  #enter(step: StartStep): void {
    this.#step = step;
    this.#parts.events.add(new AvatarProgressEvent(step));
  }

  #describe(
    {name, mode, agent}: Backend,
    {id, durationLimit, isPaid, realtimeEndpoint}: CreatedSession,
  ): void {
    const startedAt = Date.now();
    const known = {durationLimit, startedAt, isPaid, realtimeEndpoint};
    this.#info = Object.freeze({id, backend: name, mode, agent, ...known});
    this.#parts.clocks.limit(durationLimit, startedAt);
  }
}
