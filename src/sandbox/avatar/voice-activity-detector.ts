/** From this level on it is a voice; noise suppression leaves less of everything else. 1 is full scale. */
const LOUD = 0.01;
/** A pause that is this long ends what was said. */
const PAUSE_MS = 700;
const EVERY_MS = 50;

/**
 * Listens to the visitor's microphone as the server receives it, and tells speech from silence by its level. It does not
 * understand a word.
 */
export class VoiceActivityDetector {
  readonly #receiver: RTCRtpReceiver;
  /** A browser measures only what it plays: this is where, without a sound. */
  readonly #sink = new Audio();
  readonly #onSpeech: (isSpeech: boolean) => void;
  readonly #timer = setInterval(() => this.#listen(), EVERY_MS);
  #isSpeech = false;
  #loudAt = 0;

  constructor(receiver: RTCRtpReceiver, onSpeech: (isSpeech: boolean) => void) {
    this.#receiver = receiver;
    this.#onSpeech = onSpeech;
    this.#sink.muted = true;
    this.#sink.srcObject = new MediaStream([receiver.track]);
    this.#sink.play().catch(() => {}); // a microphone is open, and the sink is mute: nobody objects
  }

  close(): void {
    clearInterval(this.#timer);
    this.#sink.srcObject = null;
    this.#tell(false);
  }

  #listen(): void {
    const [source] = this.#receiver.getSynchronizationSources();
    // A source that has fallen silent keeps its last level: only a packet of now counts.
    const isFresh = source && performance.timeOrigin + performance.now() - source.timestamp < 2 * EVERY_MS;
    if (isFresh && (source.audioLevel ?? 0) > LOUD) {
      this.#loudAt = performance.now();
      this.#tell(true);
    } else if (performance.now() - this.#loudAt > PAUSE_MS) this.#tell(false);
  }

  #tell(isSpeech: boolean): void {
    if (this.#isSpeech === isSpeech) return;
    this.#isSpeech = isSpeech;
    this.#onSpeech(isSpeech);
  }
}
