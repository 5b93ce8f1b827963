type Role = 'user' | 'avatar';

/** Messages that may be open at a time; the oldest is forgotten, since a server may never end what it begins. */
const MOST_OPEN = 32;

/** Puts the pieces of a message together: what it says so far, by who says it and to which task it belongs. */
export class MessageAssembler {
  /** The message that was added to last is the last. */
  readonly #open = new Map<string, string>();
  /** Open messages whose speech is over. */
  readonly #sealed = new Set<string>();

  /** Adds a piece and gives the whole text so far. */
  append(role: Role, taskId: string | null, piece: string): string {
    const text = (this.close(role, taskId) ?? '') + piece;
    this.#open.set(key(role, taskId), text);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MOST_OPEN) break;
      this.#open.delete(oldest);
      this.#sealed.delete(oldest);
    }
    return text;
  }

  /** Ends a message and gives its whole text, or `undefined` where none was open. */
  close(role: Role, taskId: string | null): string | undefined {
    const text = this.#open.get(key(role, taskId));
    this.#open.delete(key(role, taskId));
    this.#sealed.delete(key(role, taskId));
    return text;
  }

  /** The speech of a message is over: its end may still come, but pieces that come are of another. */
  seal(role: Role, taskId: string | null): void {
    if (this.#open.has(key(role, taskId))) this.#sealed.add(key(role, taskId));
  }

  /** Ends a message that is sealed, because another begins, and gives its whole text; `undefined` where none is. */
  closeSealed(role: Role, taskId: string | null): string | undefined {
    return this.#sealed.has(key(role, taskId)) ? this.close(role, taskId) : undefined;
  }
}

const key = (role: Role, taskId: string | null): string => `${role} ${taskId ?? ''}`;
