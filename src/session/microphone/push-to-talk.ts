import {AvatarError} from '../errors/avatar-error.js';
import type {MicrophoneController} from './microphone-controller.js';

/**
 * A button that the visitor holds while he speaks. Nothing of him is heard before the server has said that it listens,
 * nor from the moment on that he lets go; a press that is over before it could be told is not told.
 */
export class PushToTalk {
  readonly #voice: MicrophoneController;
  readonly #tell: (isPressed: boolean, signal: AbortSignal) => Promise<void>;
  /** Counts presses and releases: what belongs to an older one has no effect any more. */
  #turn = 0;
  #isTold = false;

  constructor(voice: MicrophoneController, tell: (isPressed: boolean, signal: AbortSignal) => Promise<void>) {
    this.#voice = voice;
    this.#tell = tell;
  }

  async press(signal: AbortSignal): Promise<void> {
    const turn = ++this.#turn;
    if (!this.#voice.isOpen) this.#voice.muted = true;
    await this.#voice.whenOpen(signal, async (until) => {
      if (turn !== this.#turn) return;
      this.#isTold = true;
      await this.#tell(true, until).catch((error: unknown) => {
        // Refused, there is nothing to take back; unanswered, there may be.
        if (error instanceof AvatarError && error.code === 'push-to-talk-failed') this.#isTold = false;
        throw error;
      });
      if (turn === this.#turn) this.#voice.muted = false;
    });
  }

  async release(signal: AbortSignal): Promise<void> {
    this.#turn++;
    this.#voice.muted = true;
    await this.#voice.inOrder(signal, async (until) => {
      if (!this.#isTold) return;
      this.#isTold = false;
      await this.#tell(false, until);
    });
  }
}
