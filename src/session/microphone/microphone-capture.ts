import type {AvatarError} from '../errors/avatar-error.js';
import {avatarErrorFrom} from '../errors/make-error.js';
import type {MicrophonePublication} from '../room/room.js';
import {withTimeout} from '../util/abort.js';
import {loadDevices, MicrophoneOpening, type LoadDevices, type OpenMicrophone} from './microphone-opening.js';
import {listen} from '../util/listen.js';

/** What the device needs of its controller. */
export interface CaptureHooks {
  /** Called before the browser is asked for a microphone. Throws an `AvatarError` where the session cannot hear one. */
  prepare(): void;
  /** Resolves when the session is live; undefined where it is. */
  untilLive(): Promise<void> | undefined;
  /** The request to the browser is made, or the browser has given a device. */
  onAnswer(): void;
  publish(track: MediaStreamTrack): Promise<MicrophonePublication>;
  /** The open device is gone, or the system prefers another one now. */
  onLost(): void;
  /** A device could not be opened; `isLost` if it was to take the place of a lost one. */
  onFailed(error: AvatarError, isLost: boolean): void;
}

export interface CaptureOptions {
  /** How long the visitor may take to answer the browser's question, and then the room to publish the microphone, in ms each. */
  openMs: number;
  load?: LoadDevices | undefined;
}

/** The device id by which browsers name the system's choice of the moment. */
const SYSTEM_CHOICE = 'default';
/** How long it may take to open another device in place of a lost one, and then to publish it, in ms each. */
const FOLLOW_MS = 15_000;
/** How long the room may take to unpublish a microphone, in ms. The next one is opened after that. */
const UNPUBLISH_MS = 5_000;

/** The device of a session's microphone, and its publication in the room. One device is open; two while one replaces another. */
export class MicrophoneCapture {
  readonly #hooks: CaptureHooks;
  readonly #options: CaptureOptions;
  #opening: MicrophoneOpening | undefined;
  #open: OpenMicrophone | undefined;
  #isLost = false;
  #isSilent = true;
  /** What the room knows of the open device, if anything. */
  #isRoomSilent: boolean | undefined;
  /** Aborts when the open device is replaced or closed. */
  #watch = new AbortController();
  /** The publication of a closed device. */
  #leftover: MicrophonePublication | undefined;

  constructor(hooks: CaptureHooks, options: CaptureOptions) {
    this.#hooks = hooks;
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** True from the request to the browser for a microphone until the microphone is closed. */
  get isRequested(): boolean {
    return this.isOpen || (this.#opening?.isRequested ?? false);
  }

  /** True while the browser has not answered the request. */
  get isAsking(): boolean {
    return (this.#opening?.isRequested ?? false) && !this.#opening?.track;
  }

  /** True once the browser has given a device, though the room may not have it yet. */
  get hasDevice(): boolean {
    return this.isOpen || this.#opening?.track !== undefined;
  }

  get isOpening(): boolean {
    return this.#opening !== undefined;
  }

  /** True while the room has a publication of a closed device. */
  get hasLeftover(): boolean {
    return this.#leftover !== undefined;
  }

  get track(): MediaStreamTrack | undefined {
    return this.#open?.track;
  }

  /** Silences the device, or lets it be heard, at once: the open one and the one that is being published. */
  set silent(isSilent: boolean) {
    this.#isSilent = isSilent;
    this.#silence();
  }

  /** Whether a device is open that fits a wish: the one of this id, or any. */
  fits(deviceId: string | undefined): boolean {
    if (!this.#open || this.#isLost) return false;
    if (deviceId === undefined || deviceId === this.#open.deviceId) return true;
    return deviceId === this.#open.track.getSettings().deviceId;
  }

  /** Opens a device, in place of the open one if there is one. Never rejects. */
  async open(deviceId: string | undefined): Promise<void> {
    const opening = new MicrophoneOpening(deviceId, this.#open?.publication, {
      load: this.#options.load ?? loadDevices,
      onAsked: () => this.#hooks.onAnswer(),
      onTrack: () => {
        this.#silence();
        this.#hooks.onAnswer();
      },
      untilLive: () => this.#hooks.untilLive(),
      publish: (track) => this.#hooks.publish(track),
    });
    this.#opening = opening;
    try {
      this.#hooks.prepare();
      const limitMs = this.#isLost ? FOLLOW_MS : this.#options.openMs;
      await opening.run(limitMs, (microphone) => this.#adopt(microphone));
    } catch (error) {
      if (!opening.isAborted) this.#onFailed(avatarErrorFrom(error, 'unreachable'), opening);
    } finally {
      this.#opening = undefined;
    }
  }

  /**
   * Stops opening any other device than this one. While the room replaces one track by another, only `close` stops it: nobody
   * knows what the room hears then.
   */
  abortUnlessFor(deviceId: string | undefined): void {
    const opening = this.#opening;
    if (!opening || opening.isReplacing) return;
    if (opening.deviceId !== deviceId) opening.abort();
  }

  /** Closes the device at once, so that the browser's sign that it is open goes off. */
  close(): void {
    this.#opening?.abort();
    this.#watch.abort();
    this.#isLost = false;
    if (!this.#open) return;
    this.#open.track.stop();
    this.#leftover = this.#open.publication;
    this.#open = undefined;
  }

  /** Takes a closed device out of the room. Never rejects: the room may be gone, and the device is free all the same. */
  async unpublish(life: AbortSignal): Promise<void> {
    const unpublish = async () => this.#leftover?.unpublish();
    await withTimeout(UNPUBLISH_MS, 'closing the microphone', life, unpublish).catch(() => {});
    this.#leftover = undefined;
  }

  #onFailed(error: AvatarError, {isReplacing}: MicrophoneOpening): void {
    const isLost = this.#isLost;
    this.#opening = undefined;
    if (isLost || isReplacing) this.close();
    this.#hooks.onFailed(error, isLost);
  }

  #adopt(microphone: OpenMicrophone): void {
    const {track, deviceId} = microphone;
    this.#open?.track.stop();
    this.#open = microphone;
    this.#isLost = false;
    this.#isRoomSilent = undefined;
    this.#watch.abort();
    const {signal} = (this.#watch = new AbortController());
    const onLost = () => {
      this.#isLost = true;
      this.#hooks.onLost();
    };
    listen(track, 'ended', onLost, {signal});
    if (deviceId === undefined || deviceId === SYSTEM_CHOICE) microphone.onDefaultChanged(signal, onLost);
    this.#silence();
    if (track.readyState === 'ended') onLost(); // while it waited for the room
  }

  #silence(): void {
    const isSilent = this.#isSilent;
    if (this.#opening?.track) this.#opening.track.enabled = !isSilent;
    if (!this.#open) return;
    this.#open.track.enabled = !isSilent;
    if (this.#isRoomSilent !== isSilent) this.#open.publication.setMuted(isSilent);
    this.#isRoomSilent = isSilent;
  }
}
