/** Level from which sound counts as a voice; 1 is full scale. Noise suppression keeps all other sound below it. */
const VOICE_LEVEL = 0.01;
/** A pause of this length ends the speech. */
const PAUSE_MS = 700;
const POLL_MS = 50;

/** Detects by its level whether the visitor's microphone track, as the server receives it, carries a voice. */
export class VoiceActivityDetector {
  readonly #receiver: RTCRtpReceiver;
  /** Browsers measure the level only of a track that plays, so this plays the track, muted. */
  readonly #player = new Audio();
  readonly #onVoice: (isVoice: boolean) => void;
  readonly #timer = setInterval(() => this.#poll(), POLL_MS);
  #isVoice = false;
  #voiceAt = 0;

  constructor(receiver: RTCRtpReceiver, onVoice: (isVoice: boolean) => void) {
    this.#receiver = receiver;
    this.#onVoice = onVoice;
    this.#player.muted = true;
    this.#player.srcObject = new MediaStream([receiver.track]);
    this.#player.play().catch(() => {}); // it rejects if `close` comes first; browsers always allow muted playback
  }

  close(): void {
    clearInterval(this.#timer);
    this.#player.srcObject = null;
    this.#setVoice(false);
  }

  #poll(): void {
    const [source] = this.#receiver.getSynchronizationSources();
    // A source that sends no more packets keeps its last level, so only a recent packet counts.
    const isRecent = source && performance.timeOrigin + performance.now() - source.timestamp < 2 * POLL_MS;
    if (isRecent && (source.audioLevel ?? 0) > VOICE_LEVEL) {
      this.#voiceAt = performance.now();
      this.#setVoice(true);
    } else if (performance.now() - this.#voiceAt > PAUSE_MS) this.#setVoice(false);
  }

  #setVoice(isVoice: boolean): void {
    if (this.#isVoice === isVoice) return;
    this.#isVoice = isVoice;
    this.#onVoice(isVoice);
  }
}
