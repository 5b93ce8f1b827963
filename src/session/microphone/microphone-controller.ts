import {abortable, withTimeout} from '../util/abort.js';
import type {AvatarError} from '../errors/avatar-error.js';
import {avatarError, avatarErrorFrom} from '../errors/make-error.js';
import type {MicrophonePublication} from '../room/transport.js';
import {SerialQueue} from '../util/serial-queue.js';

/** What opening a microphone may be told. */
export interface MicrophoneOptions {
  /** Which one, by the id that `navigator.mediaDevices.enumerateDevices()` gives. Default: the system's choice. */
  deviceId?: string | undefined;
  /** Gives the wait up; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** What the voice needs of its session. */
export interface MicrophoneHooks {
  /** Has the room hear a track. */
  publish(track: MediaStreamTrack): Promise<MicrophonePublication>;
  /** Open or closed, muted or not: something has changed. */
  onChange(): void;
  /** The microphone was lost while it was open, and no other could take its place. */
  onLost(error: AvatarError): void;
}

/** The device id by which browsers name the system's choice of the moment. */
const SYSTEM_CHOICE = 'default';
/** How long it may take to go on with another microphone where one is lost. */
const FOLLOW_MS = 15_000;

/** The code that talks to the devices: asked for when the first microphone is. */
const loadMicrophone = () =>
  import('./microphone-devices.js').catch((error: unknown) => {
    throw avatarError('load-failed', {cause: error});
  });

/**
 * The visitor's voice in one session: one microphone at most, that is open or closed, muted or not. What is asked of it is
 * done in the order of the calls; what the visitor must not be heard with is silenced at once.
 */
export class MicrophoneController {
  readonly #hooks: MicrophoneHooks;
  #track: MediaStreamTrack | undefined;
  #publication: MicrophonePublication | undefined;
  /** Aborts when the track is replaced or closed. */
  #watch = new AbortController();
  /** Aborts what waits to be done when the microphone is closed. */
  #until = new AbortController();
  #isMuted = false;
  #isHeld = false;
  readonly #turns = new SerialQueue();

  constructor(hooks: MicrophoneHooks, {muted}: {muted: boolean}) {
    this.#hooks = hooks;
    this.#isMuted = muted;
  }

  get isOpen(): boolean {
    return this.#track !== undefined;
  }

  /** What is captured now, for who draws its level. */
  get track(): MediaStreamTrack | undefined {
    return this.#track;
  }

  get muted(): boolean {
    return this.#isMuted;
  }
  set muted(isMuted: boolean) {
    if (this.#isMuted === isMuted) return;
    this.#isMuted = isMuted;
    this.#apply();
    this.#hooks.onChange();
  }

  /** Silences the microphone for a while, whatever the visitor has chosen: the avatar speaks. */
  set held(isHeld: boolean) {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    this.#apply();
  }

  /** Opens a microphone, or changes over to another. */
  open(deviceId: string | undefined, signal: AbortSignal): Promise<void> {
    return this.inOrder(signal, async (until) => {
      const isThere =
        this.#track && (deviceId === undefined || this.#track.getSettings().deviceId === deviceId);
      if (!isThere) await this.#take(deviceId, until);
    });
  }

  /** Does something once what is under way is done and the microphone is open. */
  whenOpen(signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    return this.inOrder(signal, async (until) => {
      if (!this.#track) await this.#take(undefined, until);
      await work(until);
    });
  }

  /**
   * Closes the microphone, so that the browser's sign that it is open goes off; what waits to open it rejects with an
   * `AbortError`. Never rejects.
   */
  async close(): Promise<void> {
    this.#until.abort(new DOMException('The microphone was stopped.', 'AbortError'));
    this.#until = new AbortController();
    await this.#release();
  }

  /** Frees the device: the session is over, and the room with it. */
  dispose(): void {
    this.#publication = undefined;
    void this.close();
  }

  async #release(): Promise<void> {
    const publication = this.#publication;
    const wasOpen = this.isOpen;
    this.#watch.abort();
    this.#track?.stop();
    this.#track = undefined;
    this.#publication = undefined;
    if (wasOpen) this.#hooks.onChange();
    await publication?.unpublish().catch(() => {}); // the room may be gone; the device is free all the same
  }

  /** Does something once what is under way is done. */
  inOrder(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const until = signal ? AbortSignal.any([signal, this.#until.signal]) : this.#until.signal;
    return this.#turns.run(until, () => work(until));
  }

  async #take(deviceId: string | undefined, until: AbortSignal): Promise<void> {
    const {openMicrophone, onDefaultChanged} = await abortable(loadMicrophone(), until);
    const track = await openMicrophone(deviceId, until);
    const stop = () => track.stop(); // at once, however long the room takes
    until.addEventListener('abort', stop);
    try {
      track.enabled = !this.#isSilent;
      if (this.#publication) await this.#publication.replace(track);
      else this.#publication = await this.#hooks.publish(track);
      until.throwIfAborted();
    } catch (error) {
      track.stop();
      void this.#release();
      throw error;
    } finally {
      until.removeEventListener('abort', stop);
    }
    this.#watch.abort();
    this.#track?.stop();
    this.#track = track;
    const {signal} = (this.#watch = new AbortController());
    this.#apply();
    track.addEventListener('ended', () => this.#follow(), {signal});
    if (deviceId === undefined || deviceId === SYSTEM_CHOICE)
      onDefaultChanged(track, signal, () => this.#follow());
    this.#hooks.onChange();
  }

  /** The microphone was unplugged, or the system prefers another now: goes on with that. */
  #follow(): void {
    const until = this.#until.signal;
    const follow = () =>
      withTimeout(FOLLOW_MS, 'changing over to another microphone', until, (limit) =>
        this.#take(undefined, limit),
      );
    this.inOrder(undefined, follow).catch((error: unknown) => {
      if (until.aborted) return;
      void this.#release();
      this.#hooks.onLost(avatarErrorFrom(error, 'microphone-missing'));
    });
  }

  get #isSilent(): boolean {
    return this.#isMuted || this.#isHeld;
  }

  #apply(): void {
    if (this.#track) this.#track.enabled = !this.#isSilent;
    this.#publication?.setMuted(this.#isSilent);
  }
}
