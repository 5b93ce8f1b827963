const POLL_MS = 2000;
/** After how many polls in a row without a new byte the media count as stalled. */
const POLLS_UNTIL_STALLED = 3;

/** What is counted of one entry of the statistics: media, and responses to the browser's own checks of the path. */
interface Counters {
  readonly bytesReceived?: number;
  readonly responsesReceived?: number;
}

/**
 * Detects that nothing arrives any more on the network path of the media. A firewall that drops media leaves LiveKit's
 * socket alone: the browser takes 15 s to notice, and LiveKit then reports a good connection as soon as the socket
 * responds. An avatar that sends nothing is no stall: the server responds to the browser's own checks every few seconds.
 */
export class MediaStallDetector {
  readonly #onChange: (isStalled: boolean) => void;
  #receiver: RTCRtpReceiver | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #received = 0;
  #pollsWithoutBytes = 0;

  /** The detector calls `onChange` when the media stall, and when they arrive again. */
  constructor(onChange: (isStalled: boolean) => void) {
    this.#onChange = onChange;
  }

  /** Watches the path of this receiver's media from now on. */
  follow(receiver: RTCRtpReceiver | undefined): void {
    this.#receiver = receiver;
    this.#timer ??= setInterval(() => void this.#poll(), POLL_MS);
  }

  /** The statistics of that path; `undefined` before there is one. Rejects where the browser refuses them. */
  async stats(): Promise<RTCStatsReport | undefined> {
    return this.#receiver?.getStats();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#receiver = undefined;
  }

  get #isStalled(): boolean {
    return this.#pollsWithoutBytes >= POLLS_UNTIL_STALLED;
  }

  async #poll(): Promise<void> {
    const receiver = this.#receiver;
    const received = receiver && (await receivedBy(receiver));
    if (received === undefined || receiver !== this.#receiver) return;
    const wasStalled = this.#isStalled;
    this.#pollsWithoutBytes = received === this.#received ? this.#pollsWithoutBytes + 1 : 0;
    this.#received = received;
    if (this.#isStalled !== wasStalled) this.#onChange(this.#isStalled);
  }
}

/** How much has arrived, in no unit of its own; `undefined` once the connection is closed. */
async function receivedBy(receiver: RTCRtpReceiver): Promise<number | undefined> {
  try {
    let received = 0;
    (await receiver.getStats()).forEach(({bytesReceived = 0, responsesReceived = 0}: Counters) => {
      received += bytesReceived + responsesReceived;
    });
    return received;
  } catch {
    return undefined; // the room itself reports that the connection is closed
  }
}
