import {SANDBOX_AGENT_TOKEN_URL, SANDBOX_ORIGIN, SANDBOX_TOKEN_URL} from '../sandbox/sandbox-address.js';
import type {AvatarSession} from '../session/avatar-session.js';
import {avatarError} from '../session/errors/make-error.js';
import {loadLiveKit} from '../session/room/load-livekit.js';
import {warmUp} from '../session/room/warm-up.js';
import type {AvatarSessionOptions} from '../session/session-options.js';
import type {VideoSink} from './video-sink.js';
import {isLive, type EndReason, type StartStep} from '../session/session-state.js';
import {checkAudio, type SpeakAudioOptions, type SpeechAudio} from '../session/speech/page-audio.js';
import {abortable, abortError, withTimeout} from '../session/util/abort.js';
import type {SharedTask} from '../session/util/shared-task.js';
import type {MethodOptions} from '../session/util/call-options.js';
import {DEFAULT_TIMEOUTS} from '../session/util/timeouts.js';
import {checkAddresses} from './address-permission.js';
import {AutoplayUnlock} from './autoplay-unlock.js';
import type {AvatarHost} from './avatar-host.js';
import {ChromaController} from './chroma-controller.js';
import {ConnectAhead} from './connect-ahead.js';
import {endEarlier, register} from './document-sessions.js';
import {elementSettings} from './element-settings.js';
import {EndReaction} from './end-reaction.js';
import {ManagedSession} from './managed-session.js';
import {startSandbox} from './sandbox-starter.js';
import {StartPermission} from './start-permission.js';
import {TokenPrefetch} from './token-prefetch.js';
import {primed, type Blocked} from './video-sink.js';
import {untilShown} from './visibility-watch.js';

/** How long an element may be out of the document before its session is stopped: a page may only be moving it. */
const REMOVAL_GRACE_MS = 1_000;

/** How often the agent is told at most that the visitor types: ElevenLabs' agents wait for about 2 s each time. */
const TYPING_MS = 1_000;

/** `queue-limit` where the page sets none, in seconds. */
const DEFAULT_QUEUE_S = 300;

/** The sessions of an element, one at a time. Loaded on intent. */
export class SessionManager {
  readonly #host: AvatarHost;
  readonly #tokens: TokenPrefetch;
  readonly #autoplay: AutoplayUnlock;
  readonly #permission: StartPermission;
  readonly #ahead: ConnectAhead;
  /** Called when the server announces how long a speech lasts, in ms. */
  onAnnounced: ((taskId: string, durationMs: number) => void) | undefined;
  #current: ManagedSession | null = null;
  readonly #reaction = new EndReaction();
  /** The start under way. */
  #start: SharedTask | null = null;
  #removal: ReturnType<typeof setTimeout> | undefined;
  /** When the agent was last told that the visitor types. */
  #typedAt = 0;

  constructor(host: AvatarHost) {
    this.#host = host;
    this.#tokens = new TokenPrefetch(host);
    this.#autoplay = new AutoplayUnlock(host, () => this.unlock());
    this.#permission = new StartPermission(host);
    this.#ahead = new ConnectAhead(host);
    host.addController(new ChromaController(host));
  }

  /** The newest session, also once it is over. */
  get current(): AvatarSession<VideoSink> | null {
    return this.#current?.session ?? null;
  }

  /** True while the page reacts to the end of a session: a call that needs a session does not start a new one then. */
  get isReactingToEnd(): boolean {
    return this.#reaction.isUnderWay;
  }

  /** True where there is neither a session nor a start under way. */
  get #isAtRest(): boolean {
    return !this.#start && !this.isLive;
  }

  get isLive(): boolean {
    return this.current !== null && isLive(this.current.state);
  }

  /** The step that the start is at. */
  get step(): StartStep {
    return this.current?.step ?? 'token';
  }

  /** True while the page holds a start back. */
  get isHeld(): boolean {
    return this.#permission.isHeld;
  }

  /** What autoplay rules block, until the visitor's next gesture. */
  get blocked(): Blocked | null {
    return this.#autoplay.blocked;
  }

  /** When the start began to wait for a free avatar. */
  get queuedAt(): number | null {
    return this.current?.queuedAt ?? null;
  }

  get queueLimit(): number {
    return queueLimitMs(this.#host);
  }

  get idleAt(): number | null {
    return this.current?.idleAt ?? null;
  }

  get microphoneAsking(): boolean {
    return this.current?.microphoneAsking ?? false;
  }

  get microphoneTrack(): MediaStreamTrack | undefined {
    return this.current?.microphoneTrack;
  }

  async mediaStats(): Promise<RTCStatsReport | undefined> {
    return this.current?.mediaStats();
  }

  /** Loads the rest of the code and warms WebRTC up; fetches the token of the next session too where that is wanted. */
  async preload({token}: {token: boolean}): Promise<void> {
    // With `auto`, the page was idle: nobody may be about to start.
    if (this.#host.preload !== 'auto') this.onInterest();
    await Promise.all([token && this.#prefetchToken(), loadLiveKit().then(warmUp)]);
  }

  /** The visitor may be about to start. */
  onInterest(): void {
    if (this.#isAtRest) this.#ahead.onIntent();
  }

  /** Makes a new session and starts it, for the callers who share `task`. Nothing is requested before the page permits it. */
  async start(task: SharedTask): Promise<void> {
    this.#start = task;
    try {
      if (!this.#host.isConnected) this.disconnected();
      primed(this.#host.video); // still within the visitor's press, which may be long ago once the page has decided
      await this.#permission.request('start', task.signal);
      this.#ahead.onPermission();
      await this.#startNew(task.signal);
    } finally {
      if (this.#start === task) this.#start = null;
    }
  }

  async stop(reason: EndReason = 'stopped'): Promise<void> {
    const stopped = this.#current?.stop(reason);
    this.#start?.giveUp(abortError('The start was stopped.'));
    await stopped;
    this.#reaction.end();
  }

  /** The session. Throws `not-live` where it is not live. */
  live(): AvatarSession<VideoSink> {
    if (!this.#current || !this.isLive) throw avatarError('not-live');
    return this.#current.session;
  }

  checkAudio(audio: SpeechAudio, options: SpeakAudioOptions): void {
    checkAudio(audio, options);
  }

  async interrupt(options: MethodOptions): Promise<void> {
    await this.current?.interrupt(options);
  }

  /** The visitor types: an agent that takes it waits for what they will say. */
  typing(): void {
    const {current} = this;
    if (current?.agent !== 'elevenlabs' || Date.now() - this.#typedAt < TYPING_MS) return;
    this.#typedAt = Date.now();
    current.sendUserActivity().catch(() => {}); // the next key tries again
  }

  async stopListening(options: MethodOptions): Promise<void> {
    await this.current?.stopListening(options);
  }

  set halfDuplex(isHalfDuplex: boolean) {
    if (this.current) this.current.halfDuplex = isHalfDuplex;
  }

  set muted(isMuted: boolean) {
    if (this.#current) this.#current.sink.muted = isMuted;
  }

  /** Plays with sound again. Must be called within the visitor's gesture. */
  unlock(): void {
    void this.#current?.sink.unlock();
  }

  /** The element is in the document, or back in it. */
  connected(): void {
    clearTimeout(this.#removal);
    void this.#current?.sink.play();
  }

  /** The element has left the document: the page moves it, or has removed it for good. */
  disconnected(): void {
    clearTimeout(this.#removal);
    this.#removal = setTimeout(() => void this.stop('removed'), REMOVAL_GRACE_MS);
  }

  /** The token is of no use once a session has begun without it. */
  async #prefetchToken(): Promise<void> {
    const isNeeded = () => this.#isAtRest && this.#host.extras.isPermitted && this.#tokens.isWanted;
    if (!isNeeded()) return;
    await this.#permission.request('prefetch');
    if (!isNeeded()) return;
    const fetched = await this.#tokens.fetch();
    if (fetched) this.#ahead.onPermission(fetched.backend);
  }

  async #startNew(signal: AbortSignal): Promise<void> {
    if (this.#current) await abortable(this.#current.stop('stopped'), signal);
    signal.throwIfAborted();
    // Also for a session that is over, whose stop may be unconfirmed. Only the newest one can have a start under way.
    const end = (reason: EndReason) =>
      void (this.#current === managed ? this.stop(reason) : managed.stop(reason));
    const managed: ManagedSession = new ManagedSession(
      this.#host,
      {...this.#options(), prepare: (limit) => this.#prepare(managed, limit)},
      {autoplay: this.#autoplay, reaction: this.#reaction, end},
    );
    const {session} = (this.#current = managed);
    register(managed);
    await session.start({signal});
  }

  /** What the element's attributes and properties say of the next session. */
  #options(): AvatarSessionOptions {
    const {settings, sessionSettings} = elementSettings(this.#host);
    const {backend, agent, greeting, noKeepAlive, halfDuplex, desiredMicrophone, tools} = this.#host;
    const common = {
      settings: desiredMicrophone.wasWanted ? {...settings, ia_is_livekit_transport: true} : settings,
      sessionSettings,
      agent,
      greeting: greeting ?? undefined,
      keepAlive: !noKeepAlive,
      queueLimit: this.queueLimit,
      halfDuplex,
      microphone: desiredMicrophone,
      tools,
      onAnnounced: this.onAnnounced,
    };
    if (backend === 'sandbox') {
      const server =
        agent === 'elevenlabs'
          ? ({tokenUrl: SANDBOX_AGENT_TOKEN_URL, backend: 'liveavatar'} as const)
          : ({tokenUrl: SANDBOX_TOKEN_URL, backend: 'streaming'} as const);
      return {...common, ...server, apiUrl: SANDBOX_ORIGIN};
    }
    const preloadedToken = this.#tokens.take();
    const apiUrl = this.#host.apiUrl ?? undefined;
    return {...common, ...this.#tokens.source, preloadedToken, backend, apiUrl};
  }

  /**
   * Checks the addresses, waits until the element is shown, and ends earlier sessions before the server is asked for a new one.
   * Then starts the sandbox where that is the server.
   */
  async #prepare(managed: ManagedSession, signal: AbortSignal): Promise<void> {
    // Markup alone must not send a token, or ask for one, anywhere that the page has not permitted.
    if (this.#host.backend !== 'sandbox') checkAddresses(this.#host);
    await untilShown(this.#host, signal);
    await endEarlier(managed, signal);
    if (this.#host.backend !== 'sandbox') return;
    await withTimeout(DEFAULT_TIMEOUTS.session, 'getting the sandbox', signal, () =>
      startSandbox(this.#host),
    );
  }
}

const queueLimitMs = ({queueLimit}: AvatarHost): number =>
  1000 * (queueLimit !== null && queueLimit >= 0 ? queueLimit : DEFAULT_QUEUE_S);
