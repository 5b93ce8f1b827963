type Role = 'user' | 'avatar';

/** Puts the pieces of a message together: what it says so far, by who says it and to which task it belongs. */
export class Transcript {
  readonly #open = new Map<string, string>();

  /** Adds a piece and gives the whole text so far. */
  append(role: Role, taskId: string | null, piece: string): string {
    const text = (this.#open.get(key(role, taskId)) ?? '') + piece;
    this.#open.set(key(role, taskId), text);
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
