/** How often to look whether something has arrived, and after how many looks in vain the path is taken for dead. */
const LOOK_MS = 2000;
const LOOKS = 3;

/** What is counted of one entry of the statistics: media, and answers to the browser's own checks of the path. */
interface Counters {
  readonly bytesReceived?: number;
  readonly responsesReceived?: number;
}

/**
 * Watches whether anything arrives by the path that pictures take. A firewall that drops it leaves LiveKit's socket alone:
 * it takes the browser 15 s to notice, and LiveKit then says that all is well as soon as the socket answers. Even where
 * the avatar sends nothing, the browser's own checks of the path are answered every few seconds.
 */
export class MediaStallDetector {
  readonly #onChange: () => void;
  #receiver: RTCRtpReceiver | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #received = 0;
  #missed = 0;

  /** `onChange` hears when it has died, and when it lives again. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get isAlive(): boolean {
    return this.#missed < LOOKS;
  }

  /** Watches the path that this receiver's media take, from now on. */
  follow(receiver: RTCRtpReceiver | undefined): void {
    this.#receiver = receiver;
    this.#timer ??= setInterval(() => void this.#look(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#receiver = undefined;
  }

  async #look(): Promise<void> {
    const receiver = this.#receiver;
    const received = receiver && (await receivedBy(receiver));
    if (received === undefined || receiver !== this.#receiver) return;
    const wasAlive = this.isAlive;
    this.#missed = received === this.#received ? this.#missed + 1 : 0;
    this.#received = received;
    if (this.isAlive !== wasAlive) this.#onChange();
  }
}

/** How much has arrived, in any unit; `undefined` where nobody can say any more. */
async function receivedBy(receiver: RTCRtpReceiver): Promise<number | undefined> {
  try {
    let received = 0;
    (await receiver.getStats()).forEach(({bytesReceived = 0, responsesReceived = 0}: Counters) => {
      received += bytesReceived + responsesReceived;
    });
    return received;
  } catch {
    return undefined; // the connection is closed: others tell that
  }
}
