/**
 * What the server makes of the visitor's voice: all of it is speech, or, with push-to-talk, what is said while the button
 * is held.
 */
export class UserSpeechDetector {
  /** Whether a button must be held. */
  needsPress = false;
  readonly #onStart: () => void;
  readonly #onEnd: (durationMs: number) => void;
  #isVoice = false;
  #isPressed = false;
  #startedAt: number | undefined;

  constructor({onStart, onEnd}: {onStart: () => void; onEnd: (durationMs: number) => void}) {
    this.#onStart = onStart;
    this.#onEnd = onEnd;
  }

  /** True while what the visitor says is taken in. */
  get isHeard(): boolean {
    return this.#startedAt !== undefined;
  }

  /** A voice is there, or no longer. */
  set isVoice(isVoice: boolean) {
    this.#isVoice = isVoice;
    this.#follow();
  }

  /** The button is held, or no longer. */
  set isPressed(isPressed: boolean) {
    this.#isPressed = isPressed;
    this.#follow();
  }

  #follow(): void {
    const isSpeech = this.#isVoice && (this.#isPressed || !this.needsPress);
    if (isSpeech && this.#startedAt === undefined) {
      this.#startedAt = Date.now();
      this.#onStart();
    } else if (!isSpeech && this.#startedAt !== undefined) {
      const durationMs = Date.now() - this.#startedAt;
      this.#startedAt = undefined;
      this.#onEnd(durationMs);
    }
  }
}
