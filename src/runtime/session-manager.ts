import type {AvatarHost} from './avatar-host.js';
import {ChromaController} from './chroma-controller.js';
import {VideoSink, type Blocked} from './video-sink.js';
import {SANDBOX_ORIGIN, SANDBOX_TOKEN_URL} from '../sandbox/sandbox-address.js';
import {abortable, withTimeout} from '../session/util/abort.js';
import {AvatarSession} from '../session/avatar-session.js';
import {avatarError} from '../session/errors/make-error.js';
import {DEFAULT_TIMEOUTS} from '../session/util/timeouts.js';
import type {AvatarSessionOptions} from '../session/session-options.js';
import type {SpeakOptions} from '../session/backends/backend.js';
import {AvatarMicrophoneChangeEvent} from '../session/events.js';
import {isLive, isOver, type EndReason, type StartStep} from '../session/session-state.js';
import type {SpeechTask} from '../session/speech/speech-tracker.js';
import type {MicrophoneOptions} from '../session/microphone/microphone-controller.js';
import {loadTransport} from '../session/room/load-transport.js';
import {warmUp} from '../session/room/warm-up.js';
import {AutoplayUnlock} from './autoplay-unlock.js';
import {SharedStart} from './shared-start.js';
import {StopBeacon} from './stop-beacon.js';
import {TokenPrefetch} from './token-prefetch.js';
import {watchPage} from './page-lifecycle.js';

/** How long an element may be out of the document, to be moved, before its session is stopped. */
const REMOVAL_GRACE_MS = 1_000;

/** The element's sessions, one at a time: loaded on interest, made at a start. */
export class SessionManager {
  readonly #host: AvatarHost;
  readonly #tokens: TokenPrefetch;
  #session: AvatarSession | null = null;
  /** Sessions that are not over, or whose end the server has not heard of. */
  readonly #unsettled = new Set<AvatarSession>();
  #stage: VideoSink | null = null;
  #run: SharedStart | null = null;
  #step: StartStep = 'token';
  readonly #refusal: AutoplayUnlock;
  /** How many wait for a session that can hear. */
  #voicesWanted = 0;
  /** Aborts what waits to open the microphone when that is stopped. */
  #microphoneStops = new AbortController();
  /** Counts presses and releases of push-to-talk. */
  #presses = 0;
  #removal: ReturnType<typeof setTimeout> | undefined;

  constructor(host: AvatarHost) {
    this.#host = host;
    this.#tokens = new TokenPrefetch(host);
    this.#refusal = new AutoplayUnlock(host, () => this.unlock());
    host.addController(new ChromaController(host));
  }

  /** The newest session, also once it is over. */
  get current(): AvatarSession | null {
    return this.#session;
  }

  /** True from a call of `start` until it settles. */
  get isStarting(): boolean {
    return this.#run !== null;
  }

  /** Where the start is. */
  get step(): StartStep {
    return this.#step;
  }

  /** What autoplay rules refuse, until the visitor's next gesture. */
  get blocked(): Blocked | null {
    return this.#refusal.blocked;
  }

  get idleAt(): number | null {
    return this.#session?.idleAt ?? null;
  }

  get microphoneTrack(): MediaStreamTrack | undefined {
    return this.#session?.microphoneTrack;
  }

  /** Fetches the rest of the code ahead, warms WebRTC up and, if wished, the token of the next session. */
  async preload({token}: {token: boolean}): Promise<void> {
    const isTokenWanted = token && !this.#run;
    await Promise.all([isTokenWanted && this.#tokens.fetch(), loadTransport().then(warmUp)]);
  }

  /** Starts a session, or joins the start under way. One that nobody waits for any more is given up. */
  async start({signal}: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    signal?.throwIfAborted();
    const current = this.#run?.isGivenUp ? null : this.#run;
    if (!current && this.#session && isLive(this.#session.state)) return;
    await (current ?? this.#begin()).join(signal);
  }

  async stop(reason: EndReason = 'stopped'): Promise<void> {
    const stopped = this.#session?.stop(reason);
    this.#run?.giveUp(new DOMException('The start was stopped.', 'AbortError'));
    await stopped;
  }

  async speak(
    text: string,
    options: SpeakOptions & {signal?: AbortSignal | undefined} = {},
  ): Promise<SpeechTask> {
    await this.start(options);
    return this.#live().speak(text, options);
  }

  async interrupt(options: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    if (this.#session && isLive(this.#session.state)) await this.#session.interrupt(options);
  }

  async keepAlive(options: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    await this.#live().keepAlive(options);
  }

  async startListening(options: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    await this.#live().startListening(options);
  }

  async stopListening(options: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    await this.#live().stopListening(options);
  }

  /** Opens a microphone; a session that is started for it is made for it. Given up by a stop that comes meanwhile. */
  async startMicrophone(options: MicrophoneOptions = {}): Promise<void> {
    const stopped = this.#microphoneStops.signal;
    await this.#startForVoice(options);
    stopped.throwIfAborted();
    await this.#live().startMicrophone(options);
  }

  async stopMicrophone(): Promise<void> {
    this.#microphoneStops.abort(new DOMException('The microphone was stopped.', 'AbortError'));
    this.#microphoneStops = new AbortController();
    await this.#session?.stopMicrophone();
  }

  /** A button that is let go before there is a session is not pressed any more once there is. */
  async startPushToTalk(options: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    const press = ++this.#presses;
    const stopped = this.#microphoneStops.signal;
    await this.#startForVoice(options);
    stopped.throwIfAborted();
    if (press === this.#presses) await this.#live().startPushToTalk(options);
  }

  async stopPushToTalk(options: {signal?: AbortSignal | undefined} = {}): Promise<void> {
    this.#presses++;
    if (this.#session && isLive(this.#session.state)) await this.#session.stopPushToTalk(options);
  }

  async #startForVoice(options: {signal?: AbortSignal | undefined}): Promise<void> {
    this.#voicesWanted++;
    try {
      await this.start(options);
    } finally {
      this.#voicesWanted--;
    }
  }

  set microphoneMuted(isMuted: boolean) {
    if (this.#session && !isOver(this.#session.state)) this.#session.microphoneMuted = isMuted;
  }

  set halfDuplex(isHalfDuplex: boolean) {
    if (this.#session) this.#session.halfDuplex = isHalfDuplex;
  }

  set muted(isMuted: boolean) {
    if (this.#stage) this.#stage.muted = isMuted;
  }

  /** Plays with sound again: to be called within the visitor's gesture. */
  unlock(): void {
    void this.#stage?.unlock();
  }

  /** The element is in the document, or back in it. */
  connected(): void {
    clearTimeout(this.#removal);
    void this.#stage?.play();
  }

  /** The element has left the document: to be moved, or for good. */
  disconnected(): void {
    clearTimeout(this.#removal);
    this.#removal = setTimeout(() => void this.stop('removed'), REMOVAL_GRACE_MS);
  }

  #live(): AvatarSession {
    if (!this.#session || !isLive(this.#session.state)) throw avatarError('not-live');
    return this.#session;
  }

  #begin(): SharedStart {
    const run: SharedStart = new SharedStart((signal) =>
      this.#startNew(signal).finally(() => {
        if (this.#run === run) this.#run = null;
      }),
    );
    this.#run = run;
    if (!this.#host.isConnected) this.disconnected();
    return run;
  }

  async #startNew(signal: AbortSignal): Promise<void> {
    if (this.#session) await abortable(this.#session.stop(), signal);
    signal.throwIfAborted();
    const host = this.#host;
    const wasMuted = host.microphoneMuted;
    const options = this.#options();
    const isPushToTalk = options.settings?.interactivity_type === 'PUSH_TO_TALK';
    const [life, watch] = [new AbortController(), new AbortController()];
    const beacon = new StopBeacon(host);
    const stage = new VideoSink(host.video, {
      muted: host.muted,
      onBlocked: (blocked) => this.#refusal.set(blocked, life.signal),
    });
    const session = new AvatarSession({
      ...options,
      prepare: (limit) => this.#prepare(session, limit),
      stage,
      onStep: (step) => {
        this.#step = step;
        host.requestUpdate();
      },
      dispatch: (event) => {
        if (event.type === 'avatar-statechange' && (session.state === 'stopping' || isOver(session.state))) {
          beacon.send(session.info);
        }
        if (event instanceof AvatarMicrophoneChangeEvent) host.microphoneMuted = event.muted;
        if (isOver(session.state)) {
          // The button's mute is not the visitor's choice for the next session.
          if (isPushToTalk) host.microphoneMuted = wasMuted;
          life.abort();
          stage.release();
          void session.stopConfirmed.then(() => {
            watch.abort();
            this.#unsettled.delete(session);
          });
        }
        host.deliver(event);
      },
    });
    this.#session = session;
    this.#unsettled.add(session);
    this.#stage = stage;
    const isNewest = () => this.#session === session;
    // Also once it is over: the server may still have to be told.
    const leave = () => void (isNewest() ? this.stop('page-hidden') : session.stop('page-hidden'));
    watchPage(session, leave, watch.signal);
    await session.start({signal});
  }

  /** Everything that the element's attributes and properties say of the next session. */
  #options(): AvatarSessionOptions {
    const {settings, backend, greeting, noKeepAlive, halfDuplex, microphoneMuted} = this.#host;
    const common = {
      settings: this.#voicesWanted > 0 ? {...settings, ia_is_livekit_transport: true} : settings,
      greeting: greeting ?? undefined,
      keepAlive: !noKeepAlive,
      halfDuplex,
      microphoneMuted: microphoneMuted || undefined, // the session has a default of its own for push-to-talk
    };
    if (backend === 'sandbox')
      return {...common, tokenUrl: SANDBOX_TOKEN_URL, apiUrl: SANDBOX_ORIGIN, backend: 'streaming'};
    const preloadedToken = this.#tokens.take();
    return {
      ...common,
      ...this.#tokens.source,
      preloadedToken,
      backend,
      apiUrl: this.#host.apiUrl ?? undefined,
    };
  }

  /**
   * What must be done before a session is asked for: an earlier one that the server is still making for us, or whose end
   * it has not heard of, would be open beside it; and the sandbox is fetched where that is the server.
   */
  async #prepare(session: AvatarSession, signal: AbortSignal): Promise<void> {
    const earlier = [...this.#unsettled].filter((each) => each !== session);
    await withTimeout(DEFAULT_TIMEOUTS.session, 'ending the session before', signal, () => {
      for (const each of earlier) void each.stop();
      return Promise.all(earlier.map(({stopConfirmed}) => stopConfirmed));
    });
    if (this.#host.backend !== 'sandbox') return;
    await withTimeout(DEFAULT_TIMEOUTS.session, 'getting the sandbox', signal, () => this.#startSandbox());
  }

  /** The stand-in in the page, started on demand; before a green screen where that is to be taken away. */
  async #startSandbox(): Promise<void> {
    const {startSandbox} = await import('../sandbox/sandbox.js').catch((error: unknown) => {
      throw avatarError('load-failed', {cause: error});
    });
    const sandbox = await startSandbox();
    const host = this.#host;
    sandbox.wall = () => (host.background === 'chroma' ? (host.chromaColor ?? '#00ff00') : null);
  }
}
