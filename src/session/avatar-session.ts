import type {Backend, SessionAgent, SessionMode, SpeakOptions} from './backends/backend.js';
import {AvatarError} from './errors/avatar-error.js';
import {avatarErrorFrom} from './errors/make-error.js';
import type {AvatarSessionEventMap} from './events.js';
import {AvatarErrorEvent, AvatarPlayingEvent, AvatarQualityEvent} from './events.js';
import {StreamSink, type MediaSink} from './media-sink.js';
import type {MicrophoneOptions} from './microphone/desired-microphone.js';
import {SessionMicrophone} from './microphone/session-microphone.js';
import {RoomConnection, type RoomConnectionEnd} from './room/room-connection.js';
import {SessionClocks} from './session-clocks.js';
import {SessionCommands} from './session-commands.js';
import type {SessionInfo} from './session-info.js';
import {SessionLifecycle} from './session-lifecycle.js';
import {SessionSpeech} from './session-speech.js';
import {SessionStart} from './session-start.js';
import type {AvatarSessionOptions} from './session-options.js';
import type {EndReason, SessionState, StartStep} from './session-state.js';
import {Conversation} from './speech/conversation.js';
import type {SpeechTask} from './speech/speech-tracker.js';
import type {SpeakAudioOptions, SpeechAudio} from './speech/page-audio.js';
import type {SpeechText} from './speech/speech-text.js';
import {callOptions, type MethodOptions} from './util/call-options.js';
import {abortError} from './util/abort.js';
import {addTool, type Tool, type Tools} from './tools/tool.js';
import {ToolCalls} from './tools/tool-calls.js';
import {EventQueue} from './util/event-queue.js';
import {typedEventTarget} from './util/typed-event-target.js';
import {DEFAULT_TIMEOUTS, type Timeouts} from './util/timeouts.js';
import {deferred} from './util/deferred.js';

/**
 * One session with an avatar, from the token to the end. Single use: a new start needs a new object. It knows no DOM: it calls
 * the server by HTTP, joins the room, hands the tracks to a `MediaSink` and dispatches events (`AvatarSessionEventMap`). Every
 * session that the server has made is stopped again, whatever happens. Needs a browser: on a server the constructor throws
 * `unsupported`.
 */
export class AvatarSession<
  S extends MediaSink = StreamSink,
> extends typedEventTarget<AvatarSessionEventMap>() {
  readonly #options: AvatarSessionOptions<S>;
  readonly #timeouts: Timeouts;
  readonly #sink: S;
  readonly #events: EventQueue;
  readonly #lifecycle: SessionLifecycle;
  readonly #clocks: SessionClocks;
  readonly #conversation: Conversation;
  readonly #commands: SessionCommands;
  readonly #speech: SessionSpeech;
  readonly #tools: Tools;
  readonly #toolCalls: ToolCalls;
  readonly #room: RoomConnection;
  readonly #start: SessionStart;
  readonly #microphone: SessionMicrophone;
  readonly #stopConfirmed = deferred<void>();

  constructor(options: AvatarSessionOptions<S>) {
    super();
    this.#options = options;
    this.#timeouts = {...DEFAULT_TIMEOUTS, ...options.timeouts};
    // Without the option, the type of the stage is that of the default.
    this.#sink = options.stage ?? (new StreamSink() as MediaSink as S);
    this.#events = new EventQueue(options.dispatch ?? ((event) => this.dispatchEvent(event)));
    this.#lifecycle = new SessionLifecycle(this.#events, {
      onChange: () => options.onStateChange?.(),
      release: (page) => this.#release(page),
    });
    this.#clocks = new SessionClocks(this.#events, () => this.#onServerEnd('time-limit'));
    this.#commands = new SessionCommands(this.#lifecycle, this.#timeouts, (error) => {
      if (!error) this.#clocks.touch();
      else if (error.code === 'session-not-found') this.#onServerEnd();
    });
    this.#conversation = new Conversation(this.#events, {
      onActivity: () => this.#clocks.touch(),
      onAnnounced: (taskId, durationMs) => options.onAnnounced?.(taskId, durationMs),
      onSpeaking: (isSpeaking) => (this.#microphone.avatarSpeaking = isSpeaking),
      onToolCall: (call) => void this.#toolCalls.run(call),
      onServerEnd: (reason) => this.#onServerEnd(reason),
    });
    this.#room = new RoomConnection(this.#timeouts, {
      onTrack: (track) => this.#sink.add(track),
      onTrackGone: (track) => this.#sink.remove(track),
      onAvatarLeft: () => this.#onRoomEnd('closed'),
      onData: this.#conversation.receive,
      onReconnecting: () => this.#lifecycle.state === 'live' && this.#lifecycle.move('reconnecting'),
      onReconnected: () => this.#lifecycle.state === 'reconnecting' && this.#lifecycle.move('live'),
      onQuality: (quality) => this.#events.add(new AvatarQualityEvent(quality)),
      onEnd: (end) => this.#onRoomEnd(end),
    });
    this.#start = new SessionStart({
      options,
      timeouts: this.#timeouts,
      events: this.#events,
      clocks: this.#clocks,
      conversation: this.#conversation,
      room: this.#room,
      sink: this.#sink,
      microphoneAnswered: (signal) => this.#microphone.answered(signal),
    });
    this.#toolCalls = new ToolCalls({
      tools: (this.#tools = options.tools ?? new Map()),
      timeouts: this.#timeouts,
      events: this.#events,
      life: this.#lifecycle.life,
      backend: () => this.#start.backend,
    });
    const parts = {
      events: this.#events,
      lifecycle: this.#lifecycle,
      commands: this.#commands,
      timeouts: this.#timeouts,
      backend: () => this.#start.backend,
    };
    this.#speech = new SessionSpeech({...parts, conversation: this.#conversation});
    this.#microphone = new SessionMicrophone(options, {
      ...parts,
      publish: async (track) => {
        const publication = await this.#room.publishMicrophone(track);
        this.#clocks.touch();
        return publication;
      },
    });
  }

  /** The state of the session; `idle` before `start`. */
  get state(): SessionState {
    return this.#lifecycle.state;
  }

  /** What the server says of the session, `null` until it has made one. */
  get info(): SessionInfo | null {
    return this.#start.info;
  }

  /** How the session is made, `null` until the server has made it: `info.mode`. */
  get mode(): SessionMode | null {
    return this.info?.mode ?? null;
  }

  /** Who thinks behind the avatar, `null` where nobody does or until it is known: `info.agent`. */
  get agent(): SessionAgent | null {
    return this.info?.agent ?? null;
  }

  /**
   * The `stop_ticket` of the token reply, or `null` where it had none. It lets your own server end this session, and no other
   * one: send it there with the session's id. A secret. Source: `heygen-avatar/token-server`.
   */
  get stopTicket(): string | null {
    return this.#start.stopTicket;
  }

  /** The step that the start is at, or was at when it ended. */
  get step(): StartStep {
    return this.#start.step;
  }

  /** When the start began to wait for a free avatar, in ms since 1970; `null` where it has not had to. */
  get queuedAt(): number | null {
    return this.#start.queuedAt;
  }

  /** Why the session failed, or `null`. */
  get error(): AvatarError | null {
    return this.#lifecycle.error;
  }

  /** Why the session is over, `null` while it is not. */
  get endReason(): EndReason | null {
    return this.#lifecycle.endReason;
  }

  /** True while the avatar speaks. */
  get speaking(): boolean {
    return this.#conversation.isSpeaking;
  }

  /** When the server will end the session as idle, in ms since 1970; `null` where it will not. */
  get idleAt(): number | null {
    return this.#lifecycle.isLive ? this.#clocks.idleAt : null;
  }

  /** The sink that shows the avatar's video and plays its voice: the one of the options, or else a `StreamSink`. */
  get stage(): S {
    return this.#sink;
  }

  /** Whether the visitor can see the page. A session on a hidden page is not kept alive. Default true. Takes effect at once. */
  get pageVisible(): boolean {
    return this.#clocks.pageVisible;
  }
  set pageVisible(pageVisible: boolean) {
    this.#clocks.pageVisible = pageVisible;
  }

  /**
   * Whether the page shows the avatar at all, be it in view or scrolled away. While it does not, the microphone is closed,
   * `startMicrophone` and `startPushToTalk` reject with `microphone-hidden`, and the session is not kept alive. The microphone
   * does not open again by itself. Default true. Takes effect at once.
   */
  get rendered(): boolean {
    return this.#clocks.rendered;
  }
  set rendered(rendered: boolean) {
    this.#clocks.rendered = this.#microphone.rendered = rendered;
  }

  /**
   * Starts the session. Resolves when the first frame is shown. Rejects with an `AvatarError`; with the signal's reason where
   * that aborts; with an `AbortError` where `stop` is called meanwhile. Can be called once. Source: `streaming.new`,
   * `streaming.start`; LiveAvatar's `/v1/sessions/start`.
   */
  async start(options: MethodOptions = {}): Promise<void> {
    const {signal} = callOptions(options);
    signal?.throwIfAborted();
    if (this.state !== 'idle') {
      throw new AvatarError('wrong-state', 'A session can be started once. Make a new AvatarSession.');
    }
    const {life} = this.#lifecycle;
    const onAbort = () => this.#lifecycle.giveUp(signal?.reason);
    signal?.addEventListener('abort', onAbort, {once: true});
    this.#lifecycle.move('connecting');
    try {
      this.#microphone.begin();
      this.#toolCalls.preload();
      await this.#start.run(life, {answerMs: this.#microphone.answerMs});
    } catch (error) {
      life.throwIfAborted();
      throw this.#lifecycle.fail(avatarErrorFrom(error));
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
    life.throwIfAborted();
    this.#goLive();
  }

  /**
   * Ends the session. Resolves when the server has confirmed that, or could not be reached in time; never rejects. Safe in
   * every state and any number of times: a call after the end tries a stop that could not be delivered again, at once.
   * Source: `streaming.stop`; LiveAvatar's `/v1/sessions/stop`.
   */
  stop(reason: EndReason = 'stopped'): Promise<void> {
    return this.#stop(reason, abortError('The session was stopped.'));
  }

  /**
   * Resolves once the session is over and the server has confirmed the stop, which is retried for a while after `stop` has
   * given up; or once no retry is left.
   */
  get stopConfirmed(): Promise<void> {
    return this.#stopConfirmed.promise;
  }

  /**
   * Has the avatar say `text` (type `repeat`, the default) or answer it (type `chat`). The server gets the texts in the order
   * of the calls. An `AsyncIterable` or `ReadableStream` of strings is spoken sentence by sentence while it is being written, as one
   * task, and read as fast as the avatar speaks; as a question, it is read to its end. `interrupt`, `stop` and the signal drop the
   * rest and end the stream; one that fails in the middle, or gives nothing for 30 s, ends the task as `failed`. Resolves when the
   * server has accepted the text, or the first sentence. Rejects with an `AvatarError` (`bad-text`, `not-live`, `stream-failed` or
   * `timeout` where a stream gives no sentence, or the code of the server's refusal), or with the signal's reason. An ElevenLabs
   * agent says no given text: with it, type `repeat` rejects with `unsupported-by-agent`. Source: `streaming.task`; LiveAvatar's
   * `avatar.speak_text` and `avatar.speak_response`; `user_message` of `elevenlabs_agent_command`.
   */
  speak(text: SpeechText, options: SpeakOptions & MethodOptions = {}): Promise<SpeechTask> {
    return this.#speech.speak(text, options);
  }

  /**
   * Has the avatar say audio of the page, in a LITE session whose start reply has a `ws_url`: raw PCM of signed 16-bit samples, an
   * `AudioBuffer`, or a stream of these, which is read as fast as the avatar speaks. It is mixed and resampled to 24 kHz mono. Each
   * call is spoken after the ones before it. Resolves with the task when the server has the first of it. Rejects with an
   * `AvatarError` (`bad-audio`, `bad-text` where `text` is none, `unsupported-by-agent` in any other session, `not-live`, `connection-lost`, `timeout`, or the code of
   * the server's refusal), or with the signal's reason. After a failure in the middle the task ends as `failed`. Source: LiveAvatar's
   * `agent.speak`, `agent.speak_end`.
   */
  speakAudio(audio: SpeechAudio, options: SpeakAudioOptions & MethodOptions = {}): Promise<SpeechTask> {
    return this.#speech.speakAudio(audio, options);
  }

  /**
   * Stops the current speech. Without effect while the avatar is silent or the session is not live; a `speak` called after it
   * is not interrupted. Resolves also where the session ends meanwhile. Rejects with an `AvatarError` where the server refuses,
   * or with the signal's reason. Source: `streaming.interrupt`; LiveAvatar's `avatar.interrupt`.
   */
  interrupt(options: MethodOptions = {}): Promise<void> {
    return this.#speech.interrupt(options);
  }

  /** Tells the server that the session is still wanted. Rejects as `speak` does. Source: `streaming.keep_alive`. */
  keepAlive(options: MethodOptions = {}): Promise<void> {
    return this.#command('keeping alive', options, (backend, limit) => backend.keepAlive(limit));
  }

  /**
   * Tells the agent something that it should know and not answer, such as what the visitor looks at. Rejects with
   * `unsupported-by-agent` where the agent is not one of ElevenLabs, otherwise as `speak` does. Source: `contextual_update` of
   * `elevenlabs_agent_command`.
   */
  sendContext(text: string, options: MethodOptions = {}): Promise<void> {
    return this.#speech.sendContext(text, options);
  }

  /**
   * Tells the agent that the visitor is about to say something, so that it does not begin to speak; it may be told about once a
   * second. Rejects as `sendContext` does. Source: `user_activity` of `elevenlabs_agent_command`.
   */
  sendUserActivity(options: MethodOptions = {}): Promise<void> {
    return this.#speech.sendUserActivity(options);
  }

  /**
   * Lets the agent call a function of the page, by the name that the agent's provider knows it by; only ElevenLabs agents call any.
   * May be called at any time. A second tool of one name takes the place of the first. Each call fires `avatar-toolcall`.
   * Returns a function that removes the tool, and aborts its running calls. Throws `bad-config` where the name or `run` is
   * missing, or where `parameters` are no Standard Schema. Source: `client_tool_call` of `elevenlabs_agent_event`.
   */
  registerTool<Parameters = Record<string, unknown>>(name: string, tool: Tool<Parameters>): () => void {
    return addTool(this.#tools, name, tool);
  }

  /** Has the avatar look as if it listened. Rejects as `speak` does. Source: `streaming.start_listening`. */
  startListening(options: MethodOptions = {}): Promise<void> {
    return this.#command('listening', options, (backend, limit) => backend.startListening(limit));
  }

  /**
   * Ends `startListening`. Without effect where the session is not live. Rejects as `interrupt` does. Source:
   * `streaming.stop_listening`.
   */
  async stopListening(options: MethodOptions = {}): Promise<void> {
    const {signal} = callOptions(options);
    await this.#commands.runIfLive(this.#start.backend, 'ending to listen', {signal}, (backend, limit) =>
      backend.stopListening(limit),
    );
  }

  /** True while a microphone is open. */
  get microphoneOpen(): boolean {
    return this.#microphone.isOpen;
  }

  /** True while the browser has been asked for a microphone, and the visitor has not answered it. */
  get microphoneAsking(): boolean {
    return this.#microphone.isAsking;
  }

  /**
   * Whether the microphone is muted, or will be once it is open. Default false. With push-to-talk it is true while the button
   * is not held, whatever was set; holding the button lifts a mute that was set before.
   */
  get microphoneMuted(): boolean {
    return this.#microphone.muted;
  }
  set microphoneMuted(isMuted: boolean) {
    this.#microphone.muted = isMuted;
  }

  /** The track of the open microphone, for a level meter; `undefined` while it is closed. */
  get microphoneTrack(): MediaStreamTrack | undefined {
    return this.#microphone.track;
  }

  /** @internal The statistics of the path of the media. */
  readonly mediaStats = (): Promise<RTCStatsReport | undefined> => this.#room.stats();

  /** Whether the visitor is not heard while the avatar speaks. Default false. Takes effect at once. */
  get halfDuplex(): boolean {
    return this.#microphone.halfDuplex;
  }
  set halfDuplex(isHalfDuplex: boolean) {
    this.#microphone.halfDuplex = isHalfDuplex;
  }

  /**
   * Opens a microphone, or changes over to another; the browser may ask the visitor first. Rejects with an `AvatarError`
   * (`microphone-…`, `bad-config`, `not-live`), which does not end the session; with the signal's reason; or, where
   * `stopMicrophone` is called meanwhile, with an `AbortError`.
   */
  startMicrophone(options: MicrophoneOptions = {}): Promise<void> {
    return this.#microphone.want('open', options);
  }

  /** Closes the microphone and frees the device. Safe in every state; never rejects. */
  stopMicrophone(): Promise<void> {
    return this.#microphone.want('closed');
  }

  /**
   * The visitor presses the push-to-talk button: opens the microphone if it is closed, and unmutes it once the server listens.
   * Resolves then, or once it is over where the visitor lets the button go before that. Rejects as `startMicrophone` does,
   * with `push-to-talk-failed` where the server refuses, or with `timeout`.
   */
  startPushToTalk(options: MethodOptions = {}): Promise<void> {
    return this.#microphone.want('held', options);
  }

  /**
   * The visitor lets the push-to-talk button go: mutes the microphone at once, and tells the server. Safe in every state.
   * Rejects where the server refuses, or with the signal's reason.
   */
  stopPushToTalk(options: MethodOptions = {}): Promise<void> {
    return this.#microphone.want('released', options);
  }

  async #command(
    step: string,
    options: MethodOptions,
    work: (backend: Backend, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    await this.#commands.run(this.#start.backend, step, {signal: callOptions(options).signal}, work);
  }

  #goLive(): void {
    const {greeting, keepAlive = true} = this.#options;
    // A call that fails does no harm: the next one may get through, and if none does, the room ends.
    const ping = () => void this.keepAlive().catch(() => {});
    this.#events.change(() => {
      this.#clocks.watchIdleness(this.#start.backend?.idleTimeout ?? null, keepAlive ? ping : null);
      this.#lifecycle.move('live');
      this.#microphone.start();
      this.#events.add(new AvatarPlayingEvent());
    });
    if (greeting && this.#lifecycle.isLive) this.#greet(greeting);
  }

  /** An agent that greets by itself says no given text, and in LITE the page greets with its own audio: neither is an error. */
  #greet(greeting: string): void {
    this.speak(greeting).catch((cause: unknown) => {
      const error = avatarErrorFrom(cause);
      if (!this.#lifecycle.isLive || error.code === 'unsupported-by-agent') return;
      this.#events.add(new AvatarErrorEvent(error));
    });
  }

  #onRoomEnd(end: RoomConnectionEnd): void {
    if (end === 'replaced') this.#onServerEnd('replaced');
    else if (end === 'closed') this.#onServerEnd();
    else this.#lifecycle.failOfRoom(end);
  }

  /** The server has ended the session. Where it gives no reason, the clocks tell the likely one. */
  #onServerEnd(reason: EndReason = this.#clocks.likelyEndReason()): void {
    this.#lifecycle.endByServer(reason);
  }

  #stop(reason: EndReason, abortReason: unknown): Promise<void> {
    // A stop that the server has not confirmed is tried again at once: on pagehide there may be no later.
    if (this.#lifecycle.isEnding) void this.#start.remote?.release({isLeaving: reason === 'page-hidden'});
    return this.#lifecycle.stop(reason, abortReason);
  }

  /** Never rejects, and always settles. */
  async #release(page: {isLeaving: boolean}): Promise<void> {
    this.#clocks.stop();
    const stopped = this.#start.remote?.release(page);
    void (this.#start.remote?.stopConfirmed ?? Promise.resolve()).then(() => this.#stopConfirmed.resolve());
    this.#conversation.close();
    this.#microphone.dispose();
    await Promise.all([stopped, this.#room.leave()]);
  }
}
