const POLL_MS = 2000;
/** How often to look whether a picture that has stopped is back. */
const STALLED_POLL_MS = 500;
/** After how many polls in a row without a new frame the picture counts as stalled. */
const POLLS_UNTIL_STALLED = 3;

/** What is counted of a video in the statistics. */
interface FrameCounter {
  readonly framesReceived?: number;
}

interface Video {
  readonly track: MediaStreamTrack;
  readonly receiver: RTCRtpReceiver | undefined;
}

/**
 * Detects that the avatar's picture has stopped though the connection is well: the avatar sends no more frames, has muted its
 * video or taken it away, or the server forwards sound alone. It counts frames as they arrive, so a hidden page, where the browser
 * paints none, is no stall. A room that is joined again has the picture back with its first frame, not with its track.
 */
export class PictureStallDetector {
  readonly #onChange: (isStalled: boolean) => void;
  /** The avatar's video tracks in the current room; the newest one plays. */
  readonly #videos: Video[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  #frames = 0;
  #pollsWithoutFrames = 0;
  #isStalled = false;
  /** Whether this browser counts frames. One that does not gets no verdict on a track that is there. */
  #isCounted = false;

  /** The detector calls `onChange` when the picture stops, and when it moves again. */
  constructor(onChange: (isStalled: boolean) => void) {
    this.#onChange = onChange;
  }

  /** A video track of the avatar has arrived. The picture is watched from the first one on. */
  add(track: MediaStreamTrack, receiver: RTCRtpReceiver | undefined): void {
    this.#videos.push({track, receiver});
    this.#frames = 0;
    this.#watch();
  }

  remove(track: MediaStreamTrack): void {
    const index = this.#videos.findIndex((video) => video.track === track);
    if (index >= 0) this.#videos.splice(index, 1);
  }

  /** The room is gone. The next one starts with its first video track. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#videos.length = 0;
    this.#pollsWithoutFrames = 0;
  }

  #watch(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.#poll(), this.#isStalled ? STALLED_POLL_MS : POLL_MS);
  }

  async #poll(): Promise<void> {
    const timer = this.#timer;
    const video = this.#videos.at(-1);
    const frames = video ? await this.#framesOf(video) : 0;
    if (frames === undefined || timer !== this.#timer || video !== this.#videos.at(-1)) return;
    const isMoving = video !== undefined && frames > 0 && frames !== this.#frames;
    this.#frames = frames === Infinity ? 0 : frames;
    this.#pollsWithoutFrames = isMoving ? 0 : this.#pollsWithoutFrames + 1;
    const isStalled = this.#isStalled ? !isMoving : this.#pollsWithoutFrames >= POLLS_UNTIL_STALLED;
    if (isStalled === this.#isStalled) return;
    this.#isStalled = isStalled;
    this.#watch();
    this.#onChange(isStalled);
  }

  /** How many frames have arrived; `Infinity` where the browser does not count them, `undefined` once the connection is closed. */
  async #framesOf({receiver}: Video): Promise<number | undefined> {
    let frames: number | undefined;
    try {
      (await receiver?.getStats())?.forEach(({framesReceived}: FrameCounter) => (frames ??= framesReceived));
    } catch {
      return undefined; // the room itself reports that the connection is closed
    }
    if (frames !== undefined) this.#isCounted = true;
    // Some browsers have no statistics of a video before its first packet.
    return frames ?? (this.#isCounted ? 0 : Infinity);
  }
}
