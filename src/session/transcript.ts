type Role = 'user' | 'avatar';

/** Messages that may be open at a time; the oldest is forgotten, since a far end may never end what it begins. */
const MOST_OPEN = 32;

/** Puts the pieces of a message together: what it says so far, by who says it and to which task it belongs. */
export class Transcript {
  /** The message that was added to last is the last. */
  readonly #open = new Map<string, string>();

  /** Adds a piece and gives the whole text so far. */
  append(role: Role, taskId: string | null, piece: string): string {
    const text = (this.close(role, taskId) ?? '') + piece;
    this.#open.set(key(role, taskId), text);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MOST_OPEN) break;
      this.#open.delete(oldest);
    }
    return text;
  }

  /** Ends a message and gives its whole text, or `undefined` where none was open. */
  close(role: Role, taskId: string | null): string | undefined {
    const text = this.#open.get(key(role, taskId));
    this.#open.delete(key(role, taskId));
    return text;
  }
}

const key = (role: Role, taskId: string | null): string => `${role} ${taskId ?? ''}`;
