import {abortable} from '../session/util/abort.js';
import type {MediaSink} from '../session/media-sink.js';
import {TrackList} from '../session/track-list.js';
import {deferred} from '../session/util/deferred.js';
import {inNextTask} from '../session/util/in-next-task.js';
import {listen} from '../session/util/listen.js';

/** What the browser's autoplay rules block until the visitor uses the page. */
export type Blocked = 'sound' | 'picture';

/**
 * Shows a session in a `<video>`: video and voice in one stream, so that the lips stay in step. It keeps the video playing:
 * browsers pause it when the element is moved or the tab is hidden, and an avatar has no pause.
 */
export class VideoSink implements MediaSink {
  readonly #video: HTMLVideoElement;
  readonly #stream: MediaStream | null;
  readonly #tracks: TrackList;
  /** Tracks that the video does not have yet. */
  #arrived: MediaStreamTrack[] = [];
  readonly #onBlocked: (blocked: Blocked | null) => void;
  readonly #first = deferred<void>();
  readonly #life = new AbortController();
  #isMuted: boolean;
  #isSilenced = false;

  constructor(
    video: HTMLVideoElement,
    {muted, onBlocked}: {muted: boolean; onBlocked: (blocked: Blocked | null) => void},
  ) {
    this.#video = video;
    this.#isMuted = muted;
    this.#onBlocked = onBlocked;
    this.#stream = primed(video);
    this.#tracks = new TrackList(this.#stream);
    this.#listen();
    this.#applyMuted();
  }

  /**
   * The video gets the track in the next task, and loads once for picture and voice. The first tracks come in the task in which the browser
   * also gets the server's addresses: it must not have to wait for the video before it looks for a path to the server.
   */
  add(track: MediaStreamTrack): void {
    this.#arrived.push(track);
    if (this.#arrived.length === 1) inNextTask(() => this.#takeArrived());
  }

  remove(track: MediaStreamTrack): void {
    this.#takeArrived();
    this.#tracks.remove(track);
    void this.play();
  }

  #takeArrived(): void {
    const arrived = this.#arrived.splice(0);
    if (arrived.length === 0 || this.#life.signal.aborted) return;
    const isFirst = !this.#stream?.getVideoTracks().length && arrived.some(({kind}) => kind === 'video');
    for (const track of arrived) this.#tracks.add(track);
    if (isFirst && isWebKit()) this.#reload();
    void this.play();
  }

  firstFrame(signal: AbortSignal): Promise<void> {
    return abortable(this.#first.promise, signal);
  }

  /** Mutes or unmutes for the visitor or the page. Sound that autoplay rules block stays off until `unlock`. */
  set muted(isMuted: boolean) {
    this.#isMuted = isMuted;
    this.#applyMuted();
  }

  /** Plays on where something has paused the video. */
  async play(): Promise<void> {
    if (this.#life.signal.aborted || this.#tracks.isEmpty) return;
    const wasMuted = this.#video.muted;
    try {
      await this.#video.play();
    } catch (error) {
      // Any other error means that a newer load or a removal overtook this call; another one follows.
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      await this.#onRefused(wasMuted);
    }
  }

  /** Tries again with sound. Must be called within the visitor's gesture. */
  async unlock(): Promise<void> {
    this.#isSilenced = false;
    this.#applyMuted();
    this.#onBlocked(null);
    await this.play();
  }

  /** Releases the video: the session is over. */
  release(): void {
    this.#life.abort();
    this.#onBlocked(null);
    this.#video.srcObject = null;
  }

  async #onRefused(wasMuted: boolean): Promise<void> {
    if (wasMuted) {
      this.#onBlocked('picture');
      this.#first.resolve(); // the start is done: the element asks the visitor for a tap
    } else if (!this.#isSilenced) {
      this.#isSilenced = true;
      this.#applyMuted();
      this.#onBlocked('sound');
      await this.play();
    }
  }

  /** WebKit shows no picture of a stream that had none when the video began to load it. */
  #reload(): void {
    this.#video.srcObject = null;
    this.#video.srcObject = this.#stream;
  }

  #applyMuted(): void {
    this.#video.muted = this.#isMuted || this.#isSilenced;
  }

  #listen(): void {
    const {signal} = this.#life;
    const playOn = () => void this.play();
    listen(this.#video, 'pause', playOn, {signal});
    listen(document, 'visibilitychange', playOn, {signal});
    // The size is there with the first frame: after `loadeddata` where the voice was first.
    for (const type of ['loadeddata', 'resize']) listen(this.#video, type, () => this.#onDecoded(), {signal});
    this.#video.requestVideoFrameCallback?.(() => this.#first.resolve());
  }

  /**
   * A decoded frame is in the next picture that the browser paints. To wait until the browser reports that would show it one animation
   * frame later, and never in a hidden tab.
   */
  #onDecoded(): void {
    if (this.#video.videoWidth > 0) this.#first.resolve();
  }
}

/** True in Safari, in all browsers on iOS, and in WebKitGTK. No feature tells. */
const isWebKit = (): boolean => navigator.vendor.startsWith('Apple');

/**
 * Gives the video an empty stream and begins to play it. Within the visitor's click, this lets Safari play the tracks that
 * arrive later. `null` in an environment without WebRTC: the start fails there, before a track could arrive.
 */
export function primed(video: HTMLVideoElement): MediaStream | null {
  if (!('MediaStream' in globalThis)) return null;
  if (video.srcObject instanceof MediaStream) return video.srcObject;
  const stream = new MediaStream();
  video.srcObject = stream;
  video.play().catch(() => {}); // blocked or overtaken: the sink plays again when a track arrives
  return stream;
}
