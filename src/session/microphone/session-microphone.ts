import type {Backend} from '../backends/backend.js';
import {avatarError} from '../errors/make-error.js';
import {AvatarErrorEvent, AvatarMicrophoneChangeEvent} from '../events.js';
import type {MicrophonePublication} from '../room/room.js';
import type {SessionCommands} from '../session-commands.js';
import type {SessionLifecycle} from '../session-lifecycle.js';
import type {AvatarSessionOptions} from '../session-options.js';
import {abortable} from '../util/abort.js';
import {delay} from '../util/delay.js';
import type {EventQueue} from '../util/event-queue.js';
import type {Timeouts} from '../util/timeouts.js';
import {DesiredMicrophone, type MicrophoneMode, type MicrophoneOptions} from './desired-microphone.js';
import {MicrophoneController} from './microphone-controller.js';

/** The parts of a session that its microphone works with. */
export interface MicrophoneContext {
  readonly events: EventQueue;
  readonly lifecycle: SessionLifecycle;
  readonly commands: SessionCommands;
  readonly timeouts: Timeouts;
  /** Undefined until the start has the token. */
  readonly backend: () => Backend | undefined;
  readonly publish: (track: MediaStreamTrack) => Promise<MicrophonePublication>;
}

/** The visitor's microphone in one session: the methods and properties of `AvatarSession` that have to do with it. */
export class SessionMicrophone {
  readonly #context: MicrophoneContext;
  readonly #desired: DesiredMicrophone;
  readonly #controller: MicrophoneController;
  #isHalfDuplex: boolean;
  #isAvatarSpeaking = false;

  constructor(
    {microphone, microphoneMuted, halfDuplex = false, settings, onStateChange}: AvatarSessionOptions,
    context: MicrophoneContext,
  ) {
    const {events, lifecycle, timeouts} = context;
    this.#context = context;
    this.#isHalfDuplex = halfDuplex;
    this.#desired = microphone ?? new DesiredMicrophone();
    if (microphoneMuted !== undefined) this.#desired.muted = microphoneMuted;
    this.#controller = new MicrophoneController(
      this.#desired,
      {
        prepare: () => context.backend()?.startVoice(lifecycle.life),
        publish: context.publish,
        tellPushToTalk: (isPressed, signal) => this.#tellPushToTalk(isPressed, signal),
        onAsking: () => onStateChange?.(),
        onChange: () => events.add(new AvatarMicrophoneChangeEvent(this.isOpen, this.muted)),
        onLost: (error) => events.add(new AvatarErrorEvent(error)),
      },
      {
        isPushToTalk: settings?.interactivity_type === 'PUSH_TO_TALK' && microphoneMuted !== false,
        openMs: timeouts.microphone,
      },
    );
  }

  get isOpen(): boolean {
    return this.#controller.isOpen;
  }

  get isAsking(): boolean {
    return this.#controller.isAsking;
  }

  get track(): MediaStreamTrack | undefined {
    return this.#controller.track;
  }

  get muted(): boolean {
    return this.#controller.muted;
  }
  set muted(isMuted: boolean) {
    this.#context.events.change(() => (this.#desired.muted = isMuted));
  }

  get halfDuplex(): boolean {
    return this.#isHalfDuplex;
  }
  set halfDuplex(isHalfDuplex: boolean) {
    this.#isHalfDuplex = isHalfDuplex;
    this.#silence();
  }

  /** With half-duplex, the microphone is silent while this is true. */
  set avatarSpeaking(isSpeaking: boolean) {
    this.#isAvatarSpeaking = isSpeaking;
    this.#silence();
  }

  /** While the page does not show the avatar, nobody sees that a microphone is open: none is, and none can be opened. */
  set rendered(isRendered: boolean) {
    const refusal = isRendered ? null : avatarError('microphone-hidden');
    this.#context.events.change(() => (this.#controller.refusal = refusal));
  }

  /** Rejects with `not-live` where a microphone is wanted and there is no live session. */
  async want(mode: MicrophoneMode, options: MicrophoneOptions = {}): Promise<void> {
    const {events, lifecycle} = this.#context;
    if ((mode === 'open' || mode === 'held') && !lifecycle.isLive) throw avatarError('not-live');
    await events.change(() => this.#desired.want(mode, options));
  }

  /** How long the visitor may take to answer the browser's question during the start, in ms. */
  get answerMs(): number {
    return this.#desired.mode === 'closed' ? 0 : this.#context.timeouts.microphone;
  }

  /** The session starts. Asks the browser at once for a microphone that is wanted. */
  begin(): void {
    this.#controller.begin();
  }

  /**
   * Resolves when the visitor has answered the browser's question, if there is one. Whoever wants the session for the microphone
   * alone has given it up by then, where the answer is no.
   */
  async answered(signal: AbortSignal): Promise<void> {
    if (this.#desired.mode === 'closed') return;
    await abortable(this.#controller.answered(), signal);
    // Callers learn of a refusal by promises, which settle in this task.
    await delay(0, signal);
  }

  /** The session is live. */
  start(): void {
    this.#controller.start();
  }

  /** The session is over. */
  dispose(): void {
    this.#controller.dispose(this.#context.lifecycle.life.reason);
  }

  #silence(): void {
    this.#controller.silenced = this.#isHalfDuplex && this.#isAvatarSpeaking;
  }

  #tellPushToTalk(isPressed: boolean, signal: AbortSignal): Promise<void> {
    const {backend, commands, timeouts} = this.#context;
    const options = {signal, limitMs: timeouts.pushToTalk, isReadyNeeded: false};
    return commands.run(backend(), 'push-to-talk', options, (server, limit) =>
      isPressed ? server.startPushToTalk(limit) : server.stopPushToTalk(limit),
    );
  }
}
