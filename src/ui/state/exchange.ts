import type {AvatarMessageEvent} from '../../session/events.js';

/** A text that the visitor has typed, and that the server has not accepted. */
export interface SentText {
  readonly text: string;
  readonly at: Date;
  hasFailed: boolean;
}

/** An answer that is quicker than this needs no word for the wait. */
const THINKING_MS = 300;
/** An avatar that has not answered after this time is not expected to: the page may have answered in its own way. */
const LONGEST_MS = 30_000;

/** Events with which the wait for an answer ends: the avatar speaks, it failed, or the visitor goes on. */
const ENDS_WAIT = ['avatar-speechstart', 'avatar-userspeechstart', 'avatar-error'];

/** What the visitor has typed and said, and that they wait for the answer. */
export class Exchange {
  /** Sent and not accepted, the oldest first. */
  sent: readonly SentText[] = [];
  /** True from 300 ms after the visitor's words until the avatar's first word or sound. */
  isThinking = false;
  /** The text that waits for its answer; empty while none does. */
  waiting = '';
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Takes an event of the element; it changes the state, and the caller renders. */
  receive(event: Event): void {
    if (ENDS_WAIT.includes(event.type)) this.#endWait();
    if (event.type === 'avatar-message') this.#onMessage(event as AvatarMessageEvent);
  }

  /** The visitor sends a text. It is shown at once, in the place of the same text that could not be sent before. */
  send(text: string): SentText {
    const message = {text, at: new Date(), hasFailed: false};
    this.sent = [...this.sent.filter((each) => !each.hasFailed || each.text !== text), message];
    this.waiting = text;
    this.#beginWait();
    this.#onChange();
    return message;
  }

  /** The server has accepted it, or the page answers by itself. */
  accept(message: SentText): void {
    this.sent = this.sent.filter((each) => each !== message);
    this.#onChange();
  }

  /** It could not be sent. */
  fail(message: SentText): void {
    message.hasFailed = true;
    this.#endWait();
    this.#onChange();
  }

  /** Whether the visitor is shown that this text could not be sent. */
  hasFailed(text: string): boolean {
    return this.sent.some((each) => each.hasFailed && each.text === text);
  }

  /** The conversation is over. Returns what was never sent. */
  end(): string {
    const unsent = this.sent.filter(({hasFailed}) => hasFailed).map(({text}) => text);
    this.sent = [];
    this.#endWait();
    return unsent.join('\n');
  }

  #onMessage({role, text, final}: AvatarMessageEvent): void {
    if (role === 'avatar') {
      this.#endWait();
      return;
    }
    if (!final) return;
    const accepted = this.sent.find((each) => !each.hasFailed && each.text === text);
    if (accepted) this.sent = this.sent.filter((each) => each !== accepted);
    else this.#beginWait();
  }

  #beginWait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.isThinking = true;
      this.#timer = setTimeout(() => {
        this.#endWait();
        this.#onChange();
      }, LONGEST_MS);
      this.#onChange();
    }, THINKING_MS);
  }

  #endWait(): void {
    clearTimeout(this.#timer);
    this.isThinking = false;
    this.waiting = '';
  }
}
