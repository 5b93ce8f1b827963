import {AvatarError} from './errors/avatar-error.js';
import {avatarError, avatarErrorFrom} from './errors/make-error.js';
import {isAbort, withTimeout} from './util/abort.js';
import type {Backend, BackendEvent, CreatedSession, SpeakOptions} from './backends/backend.js';
import {Conversation} from './speech/conversation.js';
import {deferred} from './util/deferred.js';
import {
  AvatarEndEvent,
  AvatarErrorEvent,
  AvatarMicrophoneChangeEvent,
  AvatarPlayingEvent,
  AvatarQualityEvent,
  AvatarStateChangeEvent,
  AvatarTimeWarningEvent,
} from './events.js';
import {KeepAlive} from './keep-alive.js';
import type {RemoteSession} from './remote-session.js';
import {DEFAULT_TIMEOUTS, LONGEST_TEXT, type Timeouts} from './util/timeouts.js';
import {isLive, isOver, TRANSITIONS, type EndReason, type SessionState} from './session-state.js';
import type {SpeechTask} from './speech/speech-tracker.js';
import {StreamSink, type MediaSink} from './media-sink.js';
import {TimeLimit} from './time-limit.js';
import {RoomConnection} from './room/room-lifetime.js';
import type {SessionInfo} from './session-info.js';
import type {AvatarSessionOptions} from './session-options.js';
import {startSession, type StartHooks} from './start-session.js';
import type {RoomEnd} from './room/transport.js';
import {SerialQueue} from './util/serial-queue.js';
import {PushToTalk} from './microphone/push-to-talk.js';
import {MicrophoneController, type MicrophoneOptions} from './microphone/microphone-controller.js';

/**
 * One session with an avatar, from the token to the end; single use. It knows no DOM: it asks the server by HTTP, joins
 * the room, hands the tracks to a stage and tells what happens by events (`AvatarSessionEventMap`). Whatever happens, a
 * session that the server has made is stopped again, once.
 */
export class AvatarSession extends EventTarget {
  readonly #options: AvatarSessionOptions;
  readonly #limits: Timeouts;
  readonly #stage: MediaSink;
  readonly #conversation: Conversation;
  /** Calls that go out side by side may arrive in another order; what is to be said may not. */
  readonly #speaking = new SerialQueue();
  /** Aborts when the session is over or about to be; everything that the session does hangs on it. */
  readonly #life = new AbortController();
  #state: SessionState = 'idle';
  #info: SessionInfo | null = null;
  #error: AvatarError | null = null;
  #endReason: EndReason | null = null;
  readonly #room: RoomConnection;
  readonly #voice: MicrophoneController;
  readonly #pushToTalk: PushToTalk;
  #isHalfDuplex = false;
  #backend: Backend | undefined;
  #lease: RemoteSession | undefined;
  #released: Promise<void> | undefined;
  readonly #settled = deferred<void>();
  #keepAlive: KeepAlive | undefined;
  #timeLimit: TimeLimit | undefined;
  #isWanted = true;
  #lastActivity = Date.now();

  constructor(options: AvatarSessionOptions) {
    super();
    this.#options = options;
    this.#limits = {...DEFAULT_TIMEOUTS, ...options.timeouts};
    this.#stage = options.stage ?? new StreamSink();
    this.#conversation = new Conversation((event) => {
      this.#holdVoice();
      this.#dispatch(event);
    });
    this.#room = new RoomConnection(this.#limits, {
      onTrack: (track) => this.#stage.add(track),
      onTrackGone: (track) => this.#stage.remove(track),
      onAvatarLeft: () => this.#onRoomEnd('closed'),
      onData: (message) => {
        const event = this.#backend?.read(message);
        if (event) this.#onEvent(event);
      },
      onReconnecting: () => this.#state === 'live' && this.#move('reconnecting'),
      onReconnected: () => this.#state === 'reconnecting' && this.#move('live'),
      onQuality: (quality) => this.#dispatch(new AvatarQualityEvent(quality)),
      onEnd: (end) => this.#onRoomEnd(end),
    });
    this.#isHalfDuplex = options.halfDuplex ?? false;
    this.#voice = new MicrophoneController(
      {
        publish: (track) => this.#room.publishMicrophone(track),
        onChange: () =>
          this.#dispatch(new AvatarMicrophoneChangeEvent(this.microphoneOpen, this.microphoneMuted)),
        onLost: (error) => this.#dispatch(new AvatarErrorEvent(error)),
      },
      {muted: options.microphoneMuted ?? options.settings?.interactivity_type === 'PUSH_TO_TALK'},
    );
    this.#pushToTalk = new PushToTalk(this.#voice, (isPressed, signal) =>
      withTimeout(this.#limits.pushToTalk, 'push-to-talk', signal, async (limit) => {
        await (isPressed ? this.#backend?.startPushToTalk(limit) : this.#backend?.stopPushToTalk(limit));
      }),
    );
  }

  get state(): SessionState {
    return this.#state;
  }

  /** What the server said of the session, `null` until it has made one. */
  get info(): SessionInfo | null {
    return this.#info;
  }

  /** Why the session failed, if it did. */
  get error(): AvatarError | null {
    return this.#error;
  }

  /** Why the session is over, `null` while it is not. */
  get endReason(): EndReason | null {
    return this.#endReason;
  }

  /** True while the avatar's voice is heard. */
  get speaking(): boolean {
    return this.#conversation.isSpeaking;
  }

  /** When the server will end the session for idleness, in ms since 1970; `null` where it will not. */
  get idleAt(): number | null {
    const idleTimeout = this.#backend?.idleTimeout;
    if (!idleTimeout || this.#keepAlive || !isLive(this.#state)) return null;
    return this.#lastActivity + idleTimeout * 1000;
  }

  /** Where picture and voice go. */
  get stage(): MediaSink {
    return this.#stage;
  }

  /** Whether anybody looks at the avatar. One that nobody does is not kept alive. Default true. */
  get pageVisible(): boolean {
    return this.#isWanted;
  }
  set pageVisible(isWanted: boolean) {
    this.#isWanted = isWanted;
    if (this.#keepAlive) this.#keepAlive.pageVisible = isWanted;
  }

  /**
   * Starts the session; resolves when the first frame is shown. Rejects with an `AvatarError`, or, where the start is
   * aborted or stopped, with the signal's reason or an `AbortError`. To be called once.
   */
  async start({signal}: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.#state !== 'idle') {
      throw new AvatarError('wrong-state', 'A session can be started once. Make a new AvatarSession.');
    }
    const onAbort = () => void this.#stop('aborted', signal?.reason);
    signal?.addEventListener('abort', onAbort, {once: true});
    this.#move('connecting');
    try {
      await withTimeout(this.#limits.start, 'the whole start', this.#life.signal, (limit) =>
        startSession(this.#options, this.#limits, this.#startHooks(), limit),
      );
    } catch (error) {
      this.#life.signal.throwIfAborted();
      throw this.#fail(avatarErrorFrom(error, 'connection-failed'));
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
    this.#life.signal.throwIfAborted();
    this.#goLive();
  }

  /**
   * Ends the session. Resolves when the server has confirmed that or could not be reached in time; never rejects. Safe
   * in every state, and any number of times: once it is over, a server that could not be reached is tried again at once.
   */
  stop(reason: EndReason = 'stopped'): Promise<void> {
    return this.#stop(reason, new DOMException('The session was stopped.', 'AbortError'));
  }

  /**
   * Resolves once the session is over and the server has heard of that, which goes on being tried for a while where
   * `stop` has given up; or once nobody can be told any more.
   */
  get stopConfirmed(): Promise<void> {
    return this.#settled.promise;
  }

  /**
   * Has the avatar say `text` (type `repeat`) or answer it (type `chat`). Resolves once the server has accepted it, which
   * is asked in the order of the calls.
   * Rejects with an `AvatarError`: `bad-text`, `not-live`, or what the server says; or with the signal's reason.
   */
  async speak(
    text: string,
    {signal, ...options}: SpeakOptions & {signal?: AbortSignal | undefined} = {},
  ): Promise<SpeechTask> {
    const said = text.trim();
    if (said.length === 0 || said.length > LONGEST_TEXT) throw avatarError('bad-text');
    const typed = options.type === 'chat' ? this.#conversation.typing(said) : undefined;
    try {
      const task = await this.#speaking.take(signal, () =>
        this.#command('speaking', signal, (backend, limit) => backend.speak(said, options, limit)),
      );
      typed?.(task);
      return this.#conversation.accept(task);
    } catch (error) {
      typed?.();
      throw error;
    }
  }

  /** Stops the current speech, at once. Without effect while the avatar is silent; what is said after it is not meant. */
  async interrupt({signal}: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    const settle = this.#conversation.interrupting({dropsQueue: this.#backend?.interruptDropsQueue ?? false});
    try {
      const done = this.#command('interrupting', signal, (backend, limit) => backend.interrupt(limit));
      this.#speaking.cut(done);
      await done;
      settle(true);
    } catch (error) {
      settle(false);
      throw error;
    }
  }

  /** Tells the server that the session is still wanted. */
  keepAlive({signal}: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    return this.#command('keeping alive', signal, (backend, limit) => backend.keepAlive(limit));
  }

  /** Has the avatar look as if it listened. */
  startListening({signal}: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    return this.#command('listening', signal, (backend, limit) => backend.startListening(limit));
  }

  /** Ends what `startListening` began. */
  stopListening({signal}: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    return this.#command('ending to listen', signal, (backend, limit) => backend.stopListening(limit));
  }

  /** True while a microphone is open. */
  get microphoneOpen(): boolean {
    return this.#voice.isOpen;
  }

  /** Whether the microphone is muted, or will be once it is open. Default false; with push-to-talk, true. */
  get microphoneMuted(): boolean {
    return this.#voice.muted;
  }
  set microphoneMuted(isMuted: boolean) {
    this.#voice.muted = isMuted;
  }

  /** What the microphone captures, for who draws its level; `undefined` while it is closed. */
  get microphoneTrack(): MediaStreamTrack | undefined {
    return this.#voice.track;
  }

  /** Whether the visitor is not heard while the avatar speaks. Default false. */
  get halfDuplex(): boolean {
    return this.#isHalfDuplex;
  }
  set halfDuplex(isHalfDuplex: boolean) {
    this.#isHalfDuplex = isHalfDuplex;
    this.#holdVoice();
  }

  /**
   * Opens a microphone, or changes over to another; the browser may ask the visitor first. Rejects with an `AvatarError`
   * (`microphone-…`, `bad-config`, `not-live`), which does not end the session; with the signal's reason; or, if
   * `stopMicrophone` was called meanwhile, with an `AbortError`.
   */
  startMicrophone({deviceId, signal}: MicrophoneOptions = {}): Promise<void> {
    return this.#voiceCommand('opening the microphone', signal, (limit) => this.#voice.open(deviceId, limit));
  }

  /** Closes the microphone, and frees the device. Safe in every state; never rejects. */
  stopMicrophone(): Promise<void> {
    return this.#voice.close();
  }

  /** The visitor holds the button: opens the microphone, if need be, and unmutes it once the server listens. */
  startPushToTalk({signal}: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    return this.#voiceCommand('push-to-talk', signal, (limit) => this.#pushToTalk.press(limit));
  }

  /** The visitor has let the button go: mutes the microphone at once, and tells the server. */
  async stopPushToTalk({signal}: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    await this.#command('push-to-talk', signal, (_, limit) => this.#pushToTalk.release(limit), {
      isReadyNeeded: false,
    });
  }

  #voiceCommand(
    name: string,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const run = (backend: Backend, limit: AbortSignal) => {
      backend.startVoice(this.#life.signal);
      return work(limit);
    };
    return this.#command(name, signal, run, {limitMs: this.#limits.microphone, isReadyNeeded: false});
  }

  /** What a start needs of the session. */
  #startHooks(): StartHooks {
    return {
      room: this.#room,
      onEvent: (event) => this.#onEvent(event),
      onStep: (step) => this.#options.onStep?.(step),
      onLease: (backend, lease) => {
        this.#backend = backend;
        this.#lease = lease;
      },
      onCreated: (backend, created) => this.#onCreated(backend, created),
      firstFrame: (signal) => this.#stage.firstFrame(signal),
    };
  }

  #onCreated(backend: Backend, {id, durationLimit, isPaid, realtimeEndpoint}: CreatedSession): void {
    const startedAt = Date.now();
    this.#info = Object.freeze({
      id,
      backend: backend.name,
      durationLimit,
      startedAt,
      isPaid,
      realtimeEndpoint,
    });
    this.#timeLimit = new TimeLimit({
      limit: durationLimit,
      startedAt,
      onWarning: (remaining) => this.#dispatch(new AvatarTimeWarningEvent(remaining)),
      onOver: () => this.#onServerEnd('time-limit'),
    });
  }

  #goLive(): void {
    const {greeting, keepAlive = true} = this.#options;
    const idleTimeout = this.#backend?.idleTimeout;
    this.#lastActivity = Date.now();
    if (keepAlive && idleTimeout) {
      const ping = () => void this.keepAlive().catch(() => {}); // the next one may get through; if not, the room ends
      this.#keepAlive = new KeepAlive({idleTimeout, isWanted: this.#isWanted, ping});
    }
    this.#move('live');
    this.#dispatch(new AvatarPlayingEvent());
    if (greeting) {
      this.speak(greeting).catch((error: unknown) => {
        if (isLive(this.#state))
          this.#dispatch(new AvatarErrorEvent(avatarErrorFrom(error, 'speech-failed')));
      });
    }
  }

  /** Runs one command of a live session within its limit; one that the session does not outlive is rejected. */
  async #command<T>(
    name: string,
    signal: AbortSignal | undefined,
    work: (backend: Backend, signal: AbortSignal) => Promise<T>,
    {limitMs = this.#limits.command, isReadyNeeded = true} = {},
  ): Promise<T> {
    const backend = this.#backend;
    if (!backend || !isLive(this.#state)) throw avatarError('not-live');
    const life = this.#life.signal;
    try {
      const either = signal ? AbortSignal.any([signal, life]) : life;
      if (isReadyNeeded) {
        await withTimeout(this.#limits.ready, 'waiting for the avatar', either, (limit) =>
          backend.ready(limit),
        );
      }
      const result = await withTimeout(limitMs, name, either, (limit) => work(backend, limit));
      this.#lastActivity = Date.now();
      return result;
    } catch (error) {
      signal?.throwIfAborted();
      if (life.aborted) throw new AvatarError('not-live', 'The session ended before that was done.');
      if (isAbort(error)) throw error;
      const problem = avatarErrorFrom(error, 'unreachable');
      if (problem.code === 'session-not-found') this.#onServerEnd();
      throw problem;
    }
  }

  #holdVoice(): void {
    this.#voice.held = this.#isHalfDuplex && this.speaking;
  }

  #onEvent(event: BackendEvent): void {
    if (this.#life.signal.aborted) return;
    this.#lastActivity = Date.now();
    if (event.type !== 'ended') {
      this.#conversation.receive(event);
    } else if (event.reason === 'error') this.#fail(avatarError('server-error'));
    else this.#onServerEnd(event.reason);
  }

  #onRoomEnd(end: RoomEnd): void {
    if (end === 'replaced') this.#onServerEnd('replaced');
    else if (end === 'closed') this.#onServerEnd();
    else this.#fail(avatarError(this.#state === 'connecting' ? 'connection-failed' : 'connection-lost'));
  }

  /** The server is through with us; without a reason given, the clocks tell it. */
  #onServerEnd(reason?: EndReason): void {
    if (this.#state === 'connecting') {
      this.#fail(
        reason === 'no-credits'
          ? avatarError('no-credits')
          : new AvatarError(
              'connection-failed',
              'HeyGen closed the session before the avatar appeared. Try again.',
            ),
      );
    } else if (isLive(this.#state)) {
      this.#finish('ended', reason ?? this.#guessedReason());
    }
  }

  #guessedReason(): EndReason {
    if (this.#timeLimit?.isReached) return 'time-limit';
    const idleTimeout = this.#backend?.idleTimeout;
    const idleMs = Date.now() - this.#lastActivity;
    return idleTimeout && idleMs >= (idleTimeout - 5) * 1000 ? 'idle-timeout' : 'server';
  }

  #fail(error: AvatarError): AvatarError {
    if (isOver(this.#state) || this.#state === 'stopping') return error;
    this.#error = error;
    this.#finish('failed', 'error', error);
    return error;
  }

  /** The end that comes from outside: over at once, and released in the background. */
  #finish(state: 'ended' | 'failed', reason: EndReason, error?: AvatarError): void {
    this.#endReason = reason;
    this.#released = this.#release(error ?? new DOMException('The session has ended.', 'AbortError'));
    this.#move(state);
    if (error) this.#dispatch(new AvatarErrorEvent(error));
    this.#dispatch(new AvatarEndEvent(reason));
  }

  #stop(reason: EndReason, abortReason: unknown): Promise<void> {
    if (this.#state === 'idle') {
      this.#endReason = reason;
      this.#settled.resolve();
      this.#move('ended');
    } else if (!isOver(this.#state) && this.#state !== 'stopping') {
      this.#endReason = reason;
      // Asked first and told afterwards: on pagehide there may be no time left after the listeners of the event.
      const released = this.#release(abortReason, {isLeaving: reason === 'page-hidden'});
      this.#released = released.then(() => {
        this.#move('ended');
        this.#dispatch(new AvatarEndEvent(reason));
      });
      this.#move('stopping');
    } else {
      // Where the server has not heard of it yet, it is told at once: on pagehide there may be no later.
      void this.#lease?.release({isLeaving: reason === 'page-hidden'});
    }
    return this.#released ?? Promise.resolve();
  }

  /** Lets go of everything, once. Never rejects, and always settles. */
  async #release(reason: unknown, page?: {isLeaving: boolean}): Promise<void> {
    this.#life.abort(reason);
    this.#keepAlive?.stop();
    this.#timeLimit?.stop();
    const stopped = this.#lease?.release(page);
    void (this.#lease?.stopConfirmed ?? Promise.resolve()).then(() => this.#settled.resolve());
    this.#conversation.close();
    this.#voice.dispose();
    await Promise.all([stopped, this.#room.leave()]);
  }

  #move(state: SessionState): void {
    const oldState = this.#state;
    if (!TRANSITIONS[oldState].includes(state)) return;
    this.#state = state;
    this.#dispatch(new AvatarStateChangeEvent(state, oldState));
  }

  #dispatch(event: Event): void {
    if (this.#options.dispatch) this.#options.dispatch(event);
    else this.dispatchEvent(event);
  }
}
