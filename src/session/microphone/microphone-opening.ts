import {abortable, abortError, withTimeout} from '../util/abort.js';
import {avatarError} from '../errors/make-error.js';
import type {MicrophonePublication} from '../room/room.js';
import {lazily} from '../util/lazily.js';
import type * as devices from './microphone-devices.js';

/** The code that talks to the devices: loaded with the first microphone. */
export type LoadDevices = () => Promise<Pick<typeof devices, 'openMicrophone' | 'onDefaultChanged'>>;

export const fetchDevices = lazily(() => import('./microphone-devices.js'));

export const loadDevices: LoadDevices = () =>
  fetchDevices().catch((error: unknown) => {
    throw avatarError('load-failed', {cause: error});
  });

/** What an opening needs of its reconciler. */
export interface OpeningHooks {
  readonly load: LoadDevices;
  /** The request to the browser is made. */
  onAsked(): void;
  /** The device has answered: it is not heard yet, and may have to be silent. */
  onTrack(): void;
  /** Resolves when the session is live; undefined where it is. */
  untilLive(): Promise<void> | undefined;
  publish(track: MediaStreamTrack): Promise<MicrophonePublication>;
}

/** A microphone that is open, and that the room hears. */
export interface OpenMicrophone {
  /** The device that it was opened for, `undefined` for the system's choice. */
  readonly deviceId: string | undefined;
  readonly track: MediaStreamTrack;
  readonly publication: MicrophonePublication;
  /** Calls back when the system's own choice is another one now. */
  onDefaultChanged(signal: AbortSignal, changed: () => void): void;
}

/** One try to open a device and have the room hear it. */
export class MicrophoneOpening {
  readonly deviceId: string | undefined;
  readonly #hooks: OpeningHooks;
  readonly #abort = new AbortController();
  /** The publication that goes on with the new device. */
  readonly #earlier: MicrophonePublication | undefined;
  #isRequested = false;
  #track: MediaStreamTrack | undefined;

  constructor(deviceId: string | undefined, earlier: MicrophonePublication | undefined, hooks: OpeningHooks) {
    this.deviceId = deviceId;
    this.#earlier = earlier;
    this.#hooks = hooks;
  }

  /** True from the request to the browser on, as long as the device is wanted. */
  get isRequested(): boolean {
    return this.#isRequested && !this.isAborted;
  }

  /** The device, from the moment that it is open. */
  get track(): MediaStreamTrack | undefined {
    return this.#track;
  }

  get isAborted(): boolean {
    return this.#abort.signal.aborted;
  }

  /** Whether it was left while the room changed over to it: what the room hears is not known then. */
  get isReplacing(): boolean {
    return this.#earlier !== undefined && this.#track !== undefined;
  }

  /** Nobody wants it any more: closes the device at once, or as soon as it is there. */
  abort(): void {
    this.#abort.abort(abortError('The microphone is not wanted any more.'));
    this.#track?.stop();
  }

  /**
   * Hands the microphone over once the room hears it. `limitMs` is how long the browser, and so the visitor, may take to give the
   * device, and again how long the room may take. Between the two, the wait for the session ends as its start does. Rejects with an
   * `AvatarError` or as aborted; nothing is open then.
   */
  async run(limitMs: number, onOpen: (microphone: OpenMicrophone) => void): Promise<void> {
    const {deviceId} = this;
    const {signal} = this.#abort;
    try {
      const {track, onDefaultChanged} = await withTimeout(
        limitMs,
        'opening the microphone',
        signal,
        (limit) => this.#ask(limit),
      );
      const live = this.#hooks.untilLive();
      if (live) await abortable(live, signal);
      await withTimeout(limitMs, 'publishing the microphone', signal, (limit) =>
        this.#publish(track, limit, (publication) => {
          this.#track = undefined; // it is not this object's to close from here on
          onOpen({
            deviceId,
            track,
            publication,
            onDefaultChanged: (lifetime, changed) => onDefaultChanged(track, lifetime, changed),
          });
        }),
      );
    } catch (error) {
      this.#track?.stop();
      throw error;
    }
  }

  /** Asks the browser for the device. */
  async #ask(limit: AbortSignal): Promise<{
    track: MediaStreamTrack;
    onDefaultChanged: typeof devices.onDefaultChanged;
  }> {
    const {openMicrophone, onDefaultChanged} = await abortable(this.#hooks.load(), limit);
    limit.throwIfAborted();
    this.#isRequested = true;
    this.#hooks.onAsked();
    const track = await openMicrophone(this.deviceId, limit);
    if (limit.aborted) track.stop();
    limit.throwIfAborted();
    this.#track = track;
    this.#hooks.onTrack();
    return {track, onDefaultChanged};
  }

  /** Calls back in the same task in which it finds the microphone still wanted: between the two, nobody can close it. */
  async #publish(
    track: MediaStreamTrack,
    limit: AbortSignal,
    onPublished: (publication: MicrophonePublication) => void,
  ): Promise<void> {
    if (this.#earlier) {
      await abortable(this.#earlier.replace(track), limit);
      limit.throwIfAborted();
      onPublished(this.#earlier);
      return;
    }
    const published = this.#hooks.publish(track);
    let publication: MicrophonePublication;
    try {
      publication = await abortable(published, limit);
      limit.throwIfAborted();
    } catch (error) {
      published.then((late) => late.unpublish()).catch(() => {}); // the device is closed; the room is to know
      throw error;
    }
    onPublished(publication);
  }
}
