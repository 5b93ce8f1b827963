const POLL_MS = 2000;
/** After how many polls in a row without a new byte the media count as stalled. */
const POLLS_UNTIL_STALLED = 3;

/** What is counted of one entry of the statistics: media, and responses to the browser's own checks of the path. */
interface Counters {
  readonly bytesReceived?: number;
  readonly responsesReceived?: number;
}

interface Watched {
  readonly track: MediaStreamTrack;
  readonly receiver: RTCRtpReceiver | undefined;
}

/**
 * Detects that nothing arrives any more on the network path of the media. A firewall that drops media leaves LiveKit's
 * socket alone: the browser takes 15 s to notice, and LiveKit then reports a good connection as soon as the socket
 * responds. An avatar that sends nothing is no stall: the server responds to the browser's own checks every few seconds.
 */
export class MediaStallDetector {
  readonly #onChange: (isStalled: boolean) => void;
  /** The tracks that are there. All take the same path; the newest one that has a stream tells of it. */
  readonly #tracks: Watched[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  /** What had arrived at the last poll; `undefined` after a track has gone, until the detector has read another one. */
  #received: number | undefined = 0;
  #pollsWithoutBytes = 0;

  /** The detector calls `onChange` when the media stall, and when they arrive again. */
  constructor(onChange: (isStalled: boolean) => void) {
    this.#onChange = onChange;
  }

  /** A track has arrived. The path is watched from the first one on. */
  add(track: MediaStreamTrack, receiver: RTCRtpReceiver | undefined): void {
    // The first one has received nothing before, so that its first byte ends a stall.
    if (this.#tracks.length === 0) this.#received = 0;
    this.#tracks.push({track, receiver});
    this.#timer ??= setInterval(() => void this.#poll(), POLL_MS);
  }

  /** A track is gone. Its receiver has no stream any more, so its statistics say nothing of the path. */
  remove(track: MediaStreamTrack): void {
    const index = this.#tracks.findIndex((each) => each.track === track);
    if (index < 0) return;
    this.#tracks.splice(index, 1);
    this.#received = undefined;
    if (!this.#isStalled) this.#pollsWithoutBytes = 0;
  }

  /** The statistics of that path; `undefined` before there is one. Rejects where the browser refuses them. */
  async stats(): Promise<RTCStatsReport | undefined> {
    return this.#newestFirst[0]?.receiver?.getStats();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#tracks.length = 0;
  }

  /** LiveKit does not report that the tracks of a lost connection are gone; such tracks have ended. */
  get #newestFirst(): Watched[] {
    return this.#tracks.filter(({track}) => track.readyState !== 'ended').toReversed();
  }

  get #isStalled(): boolean {
    return this.#pollsWithoutBytes >= POLLS_UNTIL_STALLED;
  }

  async #poll(): Promise<void> {
    const newest = this.#tracks.at(-1);
    const received = await this.#count();
    if (received === undefined || newest !== this.#tracks.at(-1)) return;
    const before = this.#received;
    this.#received = received;
    if (before === undefined) return;
    const wasStalled = this.#isStalled;
    this.#pollsWithoutBytes = received === before ? this.#pollsWithoutBytes + 1 : 0;
    if (this.#isStalled !== wasStalled) this.#onChange(this.#isStalled);
  }

  /** How much has arrived; `undefined` where no track tells. */
  async #count(): Promise<number | undefined> {
    for (const {receiver} of this.#newestFirst) {
      const received = receiver && (await receivedBy(receiver));
      if (received !== undefined) return received;
    }
    return undefined;
  }
}

/** How much has arrived, in no unit of its own; `undefined` where there is no stream, or the connection is closed. */
async function receivedBy(receiver: RTCRtpReceiver): Promise<number | undefined> {
  try {
    let received: number | undefined;
    (await receiver.getStats()).forEach(({bytesReceived, responsesReceived}: Counters) => {
      for (const count of [bytesReceived, responsesReceived]) {
        if (count !== undefined) received = (received ?? 0) + count;
      }
    });
    return received;
  } catch {
    return undefined; // the room itself reports that the connection is closed
  }
}
