type Role = 'user' | 'avatar';

/** How many messages may be open at a time. The oldest is dropped: a server may never complete it. */
const MOST_OPEN = 32;

/** Joins the pieces of a message. A message belongs to a role and a task. */
export class MessageAssembler {
  /** Open messages, by role and task; the last one that got a piece is the last. */
  readonly #open = new Map<string, string>();
  /** Open messages whose speech is over. */
  readonly #sealed = new Set<string>();

  /** Adds a piece and returns the text so far. */
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

  /** Completes a message and returns its text, or `undefined` where none is open. */
  close(role: Role, taskId: string | null): string | undefined {
    const text = this.#open.get(key(role, taskId));
    this.#open.delete(key(role, taskId));
    this.#sealed.delete(key(role, taskId));
    return text;
  }

  /** The speech of a message is over: its end may still come, but a further piece belongs to a new message. */
  seal(role: Role, taskId: string | null): void {
    if (this.#open.has(key(role, taskId))) this.#sealed.add(key(role, taskId));
  }

  /** Completes a sealed message, because a new one begins, and returns its text; `undefined` where none is sealed. */
  closeSealed(role: Role, taskId: string | null): string | undefined {
    return this.#sealed.has(key(role, taskId)) ? this.close(role, taskId) : undefined;
  }
}

const key = (role: Role, taskId: string | null): string => `${role} ${taskId ?? ''}`;
