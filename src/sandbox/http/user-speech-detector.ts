/**
 * Decides whether the visitor speaks to the avatar. A voice on the microphone is speech; with push-to-talk, only while the
 * visitor holds the button.
 */
export class UserSpeechDetector {
  /** Whether the session uses push-to-talk. */
  isPushToTalk = false;
  readonly #onStart: () => void;
  readonly #onEnd: (durationMs: number) => void;
  #hasVoice = false;
  #isButtonHeld = false;
  #startedAt: number | undefined;

  constructor({onStart, onEnd}: {onStart: () => void; onEnd: (durationMs: number) => void}) {
    this.#onStart = onStart;
    this.#onEnd = onEnd;
  }

  /** True while the visitor speaks. */
  get isSpeaking(): boolean {
    return this.#startedAt !== undefined;
  }

  /** Whether the microphone carries a voice. */
  set hasVoice(hasVoice: boolean) {
    this.#hasVoice = hasVoice;
    this.#update();
  }

  /** Whether the visitor holds the push-to-talk button. */
  set isButtonHeld(isHeld: boolean) {
    this.#isButtonHeld = isHeld;
    this.#update();
  }

  #update(): void {
    const isSpeech = this.#hasVoice && (this.#isButtonHeld || !this.isPushToTalk);
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
