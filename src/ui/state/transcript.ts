import type {AvatarMessageEvent} from '../../session/events.js';

/** One message of the transcript. */
export interface Line {
  readonly role: 'user' | 'avatar';
  readonly text: string;
  readonly at: Date;
  /** Whether it ends before it was all said. */
  readonly cut?: boolean;
}

/** What the visitor and the avatar have said: finished messages, and the unfinished one of each. */
export class Transcript {
  readonly lines: Line[] = [];
  readonly #partial = new Map<Line['role'], Line>();

  get partial(): readonly Line[] {
    return [...this.#partial.values()];
  }

  get isEmpty(): boolean {
    return this.lines.length === 0 && this.#partial.size === 0;
  }

  receive({role, text, final, cut}: AvatarMessageEvent): void {
    const line = {role, text, at: new Date(), cut};
    if (final) {
      this.#partial.delete(role);
      this.lines.push(line);
    } else this.#partial.set(role, line);
  }

  /** Adds a message that the server never hears of: the page answers it by itself. */
  add(role: Line['role'], text: string): void {
    this.lines.push({role, text, at: new Date()});
  }

  clear(): void {
    this.lines.length = 0;
    this.#partial.clear();
  }

  /** The finished messages as plain text, each with its speaker; one that was cut says so, in this word. */
  toText(nameOf: (role: Line['role']) => string, cutWord: string): string {
    return this.lines
      .map(({role, text, cut}) => `${nameOf(role)}: ${text.trimEnd()}${cut ? ` (${cutWord})` : ''}`)
      .join('\n');
  }
}
