import {AvatarError} from '../errors/avatar-error.js';
import type {MicrophonePublication} from '../room/room.js';
import {DEFAULT_TIMEOUTS} from '../util/timeouts.js';
import type {DesiredMicrophone, MicrophoneMode, MicrophoneReconciler} from './desired-microphone.js';
import {MicrophoneCapture} from './microphone-capture.js';
import type {LoadDevices} from './microphone-opening.js';
import {PushToTalkSignal, type TellPushToTalk} from './push-to-talk-signal.js';
import {deferred} from '../util/deferred.js';

/** What the microphone needs of its session. */
export interface MicrophoneHooks {
  /**
   * Called before the browser is asked for a microphone or, where it was asked while the session started, before that is
   * published. Throws an `AvatarError` where the session cannot hear one.
   */
  prepare(): void;
  /** Publishes a track in the room. */
  publish(track: MediaStreamTrack): Promise<MicrophonePublication>;
  /** Tells the server that the push-to-talk button is held, or no longer. Resolves when it has confirmed. */
  tellPushToTalk: TellPushToTalk;
  /** `isAsking` has changed. */
  onAsking?(): void;
  /** The microphone was opened, closed, muted or unmuted, or another device took its place. */
  onChange(): void;
  /** The open device was lost, and no other could take its place. */
  onLost(error: AvatarError): void;
}

export interface MicrophoneSettings {
  /** Whether the session is made for push-to-talk: the server hears the visitor only while they hold the button. Default false. */
  isPushToTalk?: boolean | undefined;
  /** How long the visitor may take to answer the browser's question, and then the room to publish the microphone, in ms each. */
  openMs?: number | undefined;
  /** Loads the code that talks to the devices. */
  load?: LoadDevices | undefined;
}

const MODES: readonly MicrophoneMode[] = ['closed', 'open', 'held', 'released'];

/** What listeners of `avatar-microphonechange` can see. */
interface VisibleState {
  readonly isOpen: boolean;
  readonly muted: boolean;
  readonly track: MediaStreamTrack | undefined;
}

/**
 * Brings the microphone of one session to the desired state: the device, the room, and what the server knows of push-to-talk.
 * It silences at once what must not be heard, then takes one step after the other until all agree.
 */
export class MicrophoneController implements MicrophoneReconciler {
  readonly #desired: DesiredMicrophone;
  readonly #hooks: MicrophoneHooks;
  readonly #isPushToTalk: boolean;
  readonly #capture: MicrophoneCapture;
  readonly #pushToTalk: PushToTalkSignal;
  /** Aborts when the session is over. */
  readonly #life = new AbortController();
  /** The session starts: from now on the browser may be asked for a microphone. */
  #isBegun = false;
  /** The session is live. */
  #isStarted = false;
  readonly #live = deferred<void>();
  #onAnswered: (() => void) | undefined;
  #isRunning = false;
  #wasAsking = false;
  #isSilenced = false;
  #refusal: AvatarError | null = null;
  /** The mode that the open microphone was in before the newest wish. */
  #fallback: MicrophoneMode = 'released';
  #announced: VisibleState;

  constructor(
    desired: DesiredMicrophone,
    hooks: MicrophoneHooks,
    {isPushToTalk = false, openMs = DEFAULT_TIMEOUTS.microphone, load}: MicrophoneSettings = {},
  ) {
    this.#desired = desired;
    this.#hooks = hooks;
    this.#isPushToTalk = isPushToTalk;
    this.#pushToTalk = new PushToTalkSignal(hooks.tellPushToTalk);
    this.#capture = new MicrophoneCapture(
      {
        prepare: () => this.#isStarted && hooks.prepare(),
        untilLive: () => (this.#isStarted ? undefined : this.#live.promise.then(() => hooks.prepare())),
        onAnswer: () => this.#checkAnswer(),
        publish: (track) => hooks.publish(track),
        onLost: () => this.#onCaptureLost(),
        onFailed: (error, isLost) => this.#onCaptureFailed(error, isLost),
      },
      {openMs, load},
    );
    this.#announced = this.#visibleState;
    desired.reconciler = this;
  }

  get isOpen(): boolean {
    return this.#capture.isOpen;
  }

  /** True while the browser has not answered the request for a microphone: as a rule, it asks the visitor. */
  get isAsking(): boolean {
    return this.#capture.isAsking;
  }

  /** A device that waits for the session to be live counts as not requested: it can be given back without a trace. */
  get isRequested(): boolean {
    return this.#capture.isRequested && (this.#isStarted || !this.#capture.hasDevice);
  }

  get fallback(): MicrophoneMode {
    return this.isOpen && !this.#refusal ? this.#fallback : 'closed';
  }

  /** The track of the open device, for a level meter; `undefined` while the microphone is closed. */
  get track(): MediaStreamTrack | undefined {
    return this.#capture.track;
  }

  /**
   * Whether the page's mute or that of push-to-talk silences the microphone, or will once it is open. The page's mute outlives
   * the session, that of push-to-talk does not.
   */
  get muted(): boolean {
    const {mode, isMuteInForce} = this.#desired;
    if (isMuteInForce || this.#isOver) return isMuteInForce;
    if (mode === 'held') return this.#pushToTalk.serverView !== 'pressed';
    return mode === 'released' || this.#isPushToTalk;
  }

  /** Silences the microphone while the avatar speaks, without a mute. */
  set silenced(isSilenced: boolean) {
    this.#isSilenced = isSilenced;
    this.#silence();
  }

  /** The session starts. Asks the browser now for a microphone that is wanted, before a session costs anything. */
  begin(): void {
    this.#isBegun = true;
    this.reconcile();
  }

  /** Resolves when the browser need not be waited for: it has given a device or refused one, or none is wanted. */
  answered(): Promise<void> {
    return new Promise((resolve) => {
      this.#onAnswered = resolve;
      this.#checkAnswer();
    });
  }

  /** Why no microphone may be open, or `null`. Closes the open one; until it is `null` again, every wish for one fails with it. */
  set refusal(refusal: AvatarError | null) {
    this.#refusal = refusal;
    this.reconcile();
  }

  /** The session is live: from here on the microphone is published. */
  start(): void {
    this.#isBegun = this.#isStarted = true;
    this.#live.resolve();
    this.reconcile();
  }

  /**
   * The session is over, and the room with it: closes the device. Callers who wait for the microphone get `not-live`, or the
   * reason where the session was never live.
   */
  dispose(reason: unknown): void {
    if (this.#isOver) return;
    this.#life.abort(reason);
    this.#capture.close();
    if (this.#desired.reconciler === this) this.#detach(reason);
    this.#announce();
    this.#checkAnswer();
  }

  reconcile(): void {
    if (this.#isOver) return;
    const {mode, deviceId} = this.#desired;
    if (this.#refusal && mode !== 'closed') {
      this.#desired.fail(['open', 'held'], this.#refusal); // which closes, and reconciles again
      return;
    }
    if (mode !== 'open') this.#fallback = 'released';
    if (mode === 'closed') this.#capture.close();
    else this.#capture.abortUnlessFor(deviceId);
    this.#silence();
    this.#announce();
    this.#settle();
    this.#checkAnswer();
    void this.#run();
  }

  get #isOver(): boolean {
    return this.#life.signal.aborted;
  }

  get #visibleState(): VisibleState {
    return {isOpen: this.isOpen, muted: this.muted, track: this.track};
  }

  /** Takes steps until none is left. Every step has a limit and reports its own failure. */
  async #run(): Promise<void> {
    if (this.#isRunning || !this.#isBegun) return;
    this.#isRunning = true;
    try {
      for (let step = this.#nextStep(); step; step = this.#nextStep()) {
        await step();
        this.reconcile();
      }
    } finally {
      this.#isRunning = false;
    }
  }

  #nextStep(): (() => Promise<void>) | undefined {
    const {mode, deviceId} = this.#desired;
    const {serverView} = this.#pushToTalk;
    if (this.#isOver) return undefined;
    if (this.#capture.hasLeftover) return () => this.#capture.unpublish(this.#life.signal);
    if (mode !== 'held' && serverView !== 'released') return () => this.#release();
    if (mode !== 'closed' && !this.#capture.fits(deviceId)) return () => this.#capture.open(deviceId);
    // Only a live session has an open device.
    if (mode === 'held' && serverView !== 'pressed') return () => this.#press();
    return undefined;
  }

  async #press(): Promise<void> {
    try {
      await this.#pushToTalk.press(this.#life.signal);
    } catch (error) {
      if (!this.#isOver && this.#desired.mode === 'held') this.#desired.fail(['held'], error);
    }
  }

  async #release(): Promise<void> {
    try {
      await this.#pushToTalk.release(this.#life.signal);
    } catch (error) {
      if (!this.#isOver) this.#desired.settle(['released'], error);
    }
  }

  #onCaptureFailed(error: AvatarError, isLost: boolean): void {
    this.#desired.fail(['open', 'held'], error);
    if (isLost) this.#hooks.onLost(error);
  }

  /** Goes on with the system's choice, or with the device that is being opened. */
  #onCaptureLost(): void {
    if (!this.#capture.isOpening) this.#desired.deviceId = undefined;
    this.reconcile();
  }

  /** Nobody wants the microphone of this session any more. The page's mute stays for the next one. */
  #detach(reason: unknown): void {
    const error = new AvatarError('not-live', 'The session ended before that was done.');
    this.#desired.reconciler = undefined;
    this.#desired.fail(['open', 'held'], this.#isStarted ? error : reason);
    this.#desired.wasWanted = false;
  }

  #silence(): void {
    this.#capture.silent = this.muted || this.#isSilenced;
  }

  #checkAnswer(): void {
    if (this.#wasAsking !== this.isAsking) {
      this.#wasAsking = this.isAsking;
      this.#hooks.onAsking?.();
    }
    if (this.#desired.mode === 'closed' || this.#capture.hasDevice) this.#onAnswered?.();
  }

  /** Settles the callers whose goal is reached. */
  #settle(): void {
    const {mode, deviceId} = this.#desired;
    const {serverView} = this.#pushToTalk;
    const isOpen = mode !== 'closed' && this.#capture.fits(deviceId);
    if (isOpen && mode === 'open') this.#fallback = 'open';
    const isReached: Record<MicrophoneMode, boolean> = {
      open: isOpen,
      held: mode === 'held' && serverView === 'pressed',
      released: serverView === 'released',
      closed: mode === 'closed' && serverView === 'released' && !this.#capture.hasLeftover,
    };
    this.#desired.settle(MODES.filter((each) => isReached[each]));
  }

  #announce(): void {
    const {isOpen, muted, track} = this.#announced;
    if (isOpen === this.isOpen && muted === this.muted && track === this.track) return;
    this.#announced = this.#visibleState;
    this.#hooks.onChange();
  }
}
