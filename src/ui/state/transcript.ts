import type {AvatarMessageEvent} from '../../session/events.js';
import {shownText} from './shown-text.js';

/** One message of the transcript. */
export interface Line {
  /** Who has said it; `tool`: what the avatar has done in the page, by the name of the tool. */
  readonly role: 'user' | 'avatar' | 'tool';
  readonly text: string;
  readonly at: Date;
  /** Whether it ends before it was all said. */
  readonly cut?: boolean;
}

const LINE_BREAKS = /\s*\n\s*/g;

/** What the visitor and the avatar have said: finished messages, and the unfinished one of each. */
export class Transcript {
  /** The finished messages. A new list after `clear`. */
  lines: Line[] = [];
  /** How many messages have come, finished or not. */
  changes = 0;
  /** What the avatar said last. */
  answer = '';
  readonly #partial = new Map<Line['role'], Line>();

  get partial(): readonly Line[] {
    return [...this.#partial.values()];
  }

  get isEmpty(): boolean {
    return this.lines.length === 0 && this.#partial.size === 0;
  }

  receive({role, text, final, cut}: AvatarMessageEvent): void {
    this.changes++;
    if (final) {
      this.#partial.delete(role);
      this.add(role, text, cut);
    } else this.#partial.set(role, {role, text: shownText(text), at: new Date()});
  }

  /** Adds a finished message; the page may answer one by itself, which the server never hears of. */
  add(role: Line['role'], said: string, cut = false): void {
    const text = shownText(said);
    this.changes++;
    if (role === 'avatar') this.answer = text;
    this.lines.push({role, text, at: new Date(), cut});
  }

  clear(): void {
    this.lines = [];
    this.answer = '';
    this.#partial.clear();
  }

  /**
   * The finished messages as plain text, each with its speaker; one that was cut says so, in this word. Further lines of a message
   * are indented: otherwise one could look like a message of the other speaker.
   */
  toText(nameOf: (role: Line['role']) => string, cutWord: string): string {
    const textOf = ({text, cut}: Line) =>
      text.replaceAll(LINE_BREAKS, '\n    ').trim() + (cut ? ` (${cutWord})` : '');
    return this.lines.map((line) => `${nameOf(line.role)}: ${textOf(line)}`).join('\n');
  }
}
