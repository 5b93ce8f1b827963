/** Whose words they are, and the task that they belong to: a message has pieces of one role and task. */
export interface MessageKey {
  readonly role: 'user' | 'avatar';
  readonly taskId: string | null;
}

/** A message that is complete, or that nobody will complete. */
export interface CompleteMessage extends MessageKey {
  readonly text: string;
  /** Whether it ends before it was all said. */
  readonly isCut: boolean;
}

interface OpenMessage extends MessageKey {
  readonly text: string;
  /** Whether `text` is all of it, which is complete once its speech is over. */
  readonly isHeld?: true;
}

/** What was heard of a message, and all of it. */
export interface HeardText {
  readonly text: string;
  readonly original: string;
}

/** How many messages may be open at a time. The oldest is dropped: a server may never complete it. */
const MOST_OPEN = 32;
/** How long after a speech the server may still complete its message, in ms: it may then name the part that was heard. */
const COMPLETION_MS = 2_000;

/**
 * Joins the pieces of messages. Every message is completed once: by the server, or, where a speech is over and the server says
 * no more of it, when the next message begins, after a while, or at the end of the session. So its words are not lost.
 */
export class MessageAssembler {
  readonly #onComplete: (message: CompleteMessage) => void;
  /** Open messages, by role and task; the last one that got a piece is the last. */
  readonly #open = new Map<string, OpenMessage>();
  /** The message whose speech is over. */
  #sealed: {key: MessageKey; isCut: boolean; timer: ReturnType<typeof setTimeout>} | undefined;
  /** The last message that the server has not completed by itself; it may still try. */
  #completedAlone: OpenMessage | undefined;

  constructor(onComplete: (message: CompleteMessage) => void) {
    this.#onComplete = onComplete;
  }

  /** Adds a piece and returns the text so far. After its speech, a further piece belongs to a new message. */
  append(key: MessageKey, piece: string): string {
    this.completeSealed();
    const text = (this.#take(key)?.text ?? '') + piece;
    this.#open.set(nameOf(key), {...key, text});
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MOST_OPEN) break;
      this.#open.delete(oldest);
    }
    return text;
  }

  /** The server completes a message: it is `text`, or all pieces together where that has no words. */
  complete(key: MessageKey, text?: string): void {
    const isSealed = this.#isSealed(key);
    const isCut = isSealed && this.#sealed?.isCut === true;
    if (isSealed) this.#unseal();
    else this.completeSealed();
    const pieces = this.#take(key)?.text;
    if (pieces === undefined && this.#isKnown(key, text)) return;
    this.#emit({...key, text: text?.trim() ? text : (pieces ?? ''), isCut});
  }

  /** The whole of a message whose speech goes on. The server may still say that less of it was heard. */
  hold(key: MessageKey, text: string): void {
    this.completeSealed();
    this.#open.set(nameOf(key), {...key, text, isHeld: true});
  }

  /** The speech of a message ends by itself: where all of its text is there, the message is complete. */
  completeHeld(key: MessageKey): void {
    if (this.#open.get(nameOf(key))?.isHeld) this.complete(key);
  }

  /** The server says what was heard of an open message. Anything else is ignored: it belongs to a message that is complete. */
  correct(key: MessageKey, {text, original}: HeardText): void {
    const open = this.#open.get(nameOf(key));
    if (!open || !bare(text) || !original || !isPartOf(open.text, original)) return;
    if (this.#isSealed(key)) this.#unseal();
    this.#completedAlone = this.#take(key);
    this.#emit({...key, text, isCut: true});
  }

  /** The speech of a message is over, and was cut where it did not end by itself. */
  seal(key: MessageKey, {isCut}: {isCut: boolean}): void {
    if (!this.#open.has(nameOf(key)) || this.#isSealed(key)) return;
    this.completeSealed();
    this.#sealed = {key, isCut, timer: setTimeout(() => this.completeSealed(), COMPLETION_MS)};
  }

  /** Completes the message whose speech is over, if the server has not. */
  completeSealed(): void {
    if (!this.#sealed) return;
    const {key, isCut} = this.#sealed;
    this.#unseal();
    this.#completedAlone = this.#take(key);
    if (this.#completedAlone) this.#emit({...this.#completedAlone, isCut});
  }

  /** The session is over: completes what is open. */
  close(): void {
    this.completeSealed();
    for (const message of [...this.#open.values()]) this.#emit({...message, isCut: true});
    this.#open.clear();
  }

  #take(key: MessageKey): OpenMessage | undefined {
    const message = this.#open.get(nameOf(key));
    this.#open.delete(nameOf(key));
    return message;
  }

  #isSealed(key: MessageKey): boolean {
    return this.#sealed !== undefined && nameOf(this.#sealed.key) === nameOf(key);
  }

  #unseal(): void {
    clearTimeout(this.#sealed?.timer);
    this.#sealed = undefined;
  }

  /** Whether a late text is that of the message which was completed without it, as the whole of it or as the part that was heard. */
  #isKnown(key: MessageKey, text = ''): boolean {
    const known = this.#completedAlone;
    if (!known || nameOf(known) !== nameOf(key)) return false;
    return known.text.startsWith(text.trim()) || text.startsWith(known.text.trim());
  }

  #emit(message: CompleteMessage): void {
    if (message.text) this.#onComplete(message);
  }
}

/** Whether one text is the beginning of the other, whatever their spaces. */
function isPartOf(text: string, all: string): boolean {
  const [one, other] = [bare(text), bare(all)];
  return one.startsWith(other) || other.startsWith(one);
}

const bare = (text: string): string => text.replaceAll(/\s/g, '');

const nameOf = ({role, taskId}: MessageKey): string => `${role} ${taskId ?? ''}`;
