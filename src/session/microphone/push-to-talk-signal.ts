import {AvatarError} from '../errors/avatar-error.js';

/** Tells the server of the session that the button is held, or no longer. */
export type TellPushToTalk = (isPressed: boolean, signal: AbortSignal) => Promise<void>;

/** Whether the server takes the button for held; `unsure` while it is told, and where it has not answered. */
export type ServerView = 'released' | 'unsure' | 'pressed';

/** What the server knows of push-to-talk. A press that it has refused or never received needs no release. */
export class PushToTalkSignal {
  readonly #tell: TellPushToTalk;
  #serverView: ServerView = 'released';

  constructor(tell: TellPushToTalk) {
    this.#tell = tell;
  }

  get serverView(): ServerView {
    return this.#serverView;
  }

  async press(signal: AbortSignal): Promise<void> {
    this.#serverView = 'unsure';
    try {
      await this.#tell(true, signal);
      this.#serverView = 'pressed';
    } catch (error) {
      // Refused, there is nothing to take back; unanswered, there may be.
      if (error instanceof AvatarError && error.code === 'push-to-talk-failed') this.#serverView = 'released';
      throw error;
    }
  }

  /** Told once, whatever comes of it: the visitor is silent all the same. */
  async release(signal: AbortSignal): Promise<void> {
    this.#serverView = 'unsure';
    try {
      await this.#tell(false, signal);
    } finally {
      this.#serverView = 'released';
    }
  }
}
