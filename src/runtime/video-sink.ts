import {abortable} from '../session/util/abort.js';
import type {MediaSink} from '../session/media-sink.js';

/** What the browser's autoplay rules refuse until the visitor touches the page. */
export type Blocked = 'sound' | 'picture';

/** How long after the first frame is decoded it may take to be painted, before it is taken for painted. */
const PAINT_MS = 250;

/**
 * Shows a session in a `<video>`, picture and voice together so that the lips stay in step, and keeps it playing: a
 * moved element, a hidden tab or the system may pause it, and an avatar has no pause.
 */
export class VideoSink implements MediaSink {
  readonly #video: HTMLVideoElement;
  readonly #stream: MediaStream;
  readonly #onBlocked: (blocked: Blocked | null) => void;
  readonly #first = Promise.withResolvers<void>();
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
    this.#listen();
    this.#applyMuted();
  }

  add(track: MediaStreamTrack): void {
    for (const old of this.#stream.getTracks()) if (old.kind === track.kind) this.#stream.removeTrack(old);
    this.#stream.addTrack(track);
    void this.play();
  }

  remove(track: MediaStreamTrack): void {
    this.#stream.removeTrack(track);
  }

  firstFrame(signal: AbortSignal): Promise<void> {
    return abortable(this.#first.promise, signal);
  }

  /** Mutes or unmutes as the visitor or the page wishes; what autoplay rules have silenced stays so until `unlock`. */
  set muted(isMuted: boolean) {
    this.#isMuted = isMuted;
    this.#applyMuted();
  }

  /** Plays on, if anything has paused the picture. */
  async play(): Promise<void> {
    if (this.#life.signal.aborted || this.#stream.getTracks().length === 0) return;
    const wasMuted = this.#video.muted;
    try {
      await this.#video.play();
    } catch (error) {
      // Anything else is a play that a newer load or a removal has overtaken; another follows.
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      await this.#onRefused(wasMuted);
    }
  }

  /** Tries again with sound: to be called within the visitor's gesture. */
  async unlock(): Promise<void> {
    this.#isSilenced = false;
    this.#applyMuted();
    this.#onBlocked(null);
    await this.play();
  }

  /** Lets go of the picture, for good. */
  release(): void {
    this.#life.abort();
    this.#onBlocked(null);
    this.#video.srcObject = null;
  }

  async #onRefused(wasMuted: boolean): Promise<void> {
    if (wasMuted) {
      this.#onBlocked('picture');
      this.#first.resolve(); // only the visitor can make it appear, and is asked to
    } else if (!this.#isSilenced) {
      this.#isSilenced = true;
      this.#applyMuted();
      this.#onBlocked('sound');
      await this.play();
    }
  }

  #applyMuted(): void {
    this.#video.muted = this.#isMuted || this.#isSilenced;
  }

  #listen(): void {
    const {signal} = this.#life;
    const playOn = () => void this.play();
    this.#video.addEventListener('pause', playOn, {signal});
    document.addEventListener('visibilitychange', playOn, {signal});
    this.#video.addEventListener('loadeddata', () => this.#onDecoded(), {signal});
    this.#video.requestVideoFrameCallback?.(() => this.#first.resolve());
  }

  /** A decoded frame is painted at once, save where nothing is: a hidden tab, `display: none`. */
  #onDecoded(): void {
    if (!('requestVideoFrameCallback' in this.#video)) this.#first.resolve();
    const timer = setTimeout(() => this.#first.resolve(), PAINT_MS);
    this.#life.signal.addEventListener('abort', () => clearTimeout(timer), {once: true});
  }
}

/**
 * Gives the video a stream that tracks can be added to, and begins to play it. Done within the visitor's click, that
 * lets Safari play what arrives later.
 */
export function primed(video: HTMLVideoElement): MediaStream {
  if (video.srcObject instanceof MediaStream) return video.srcObject;
  const stream = new MediaStream();
  video.srcObject = stream;
  video.play().catch(() => {}); // refused or overtaken: the stage plays again when a track is there
  return stream;
}
