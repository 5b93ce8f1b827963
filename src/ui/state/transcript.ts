import type {AvatarMessageEvent} from '../../session/events.js';
import {shownText} from './shown-text.js';

/** One message of the transcript. */
export interface Line {
  /** Who has said it; `tool`: what the avatar has done in the page, by the name of the tool. */
  readonly role: 'user' | 'avatar' | 'tool';
  readonly text: string;
  /** When it began, and when all of it had come. */
  readonly at: Date;
  readonly end: Date;
  /** Whether it ends before it was all said. */
  readonly cut: boolean;
  /** Whether it is of a conversation before this one. */
  readonly earlier: boolean;
}

/** One message of the conversation, as `transcript` and the saved JSON have it. */
export interface TranscriptLine {
  /** Who has said it: the visitor (`user`) or the avatar; `tool`: what the avatar has done in the page, `text` is the tool's name. */
  readonly role: 'user' | 'avatar' | 'tool';
  readonly text: string;
  /** When it began, as ISO 8601 in UTC. */
  readonly time: string;
  /** True where it ends before it was all said: the avatar was interrupted, or the session ended. */
  readonly cut: boolean;
  /** True where it is of an earlier conversation, which `resume` has kept. */
  readonly earlier: boolean;
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
    const end = new Date();
    const at = this.#partial.get(role)?.at ?? end;
    if (final) this.#add({role, text: shownText(text), at, end, cut, earlier: false});
    else {
      this.changes++;
      this.#partial.set(role, {role, text: shownText(text), at, end, cut, earlier: false});
    }
  }

  /** Adds a finished message; the page may answer one by itself, which the server never hears of. */
  add(role: Line['role'], said: string): void {
    const at = new Date();
    this.#add({role, text: shownText(said), at, end: at, cut: false, earlier: false});
  }

  /** Puts the messages of an earlier conversation before those of this one. */
  recall(earlier: readonly Line[]): void {
    this.lines = [...earlier, ...this.lines.filter((line) => !line.earlier)];
  }

  clear(): void {
    this.lines = [];
    this.answer = '';
    this.#partial.clear();
  }

  /** The finished messages for the page, and for a file. */
  toJSON(): TranscriptLine[] {
    return this.lines.map(({role, text, at, cut, earlier}) => ({
      role,
      text,
      time: at.toISOString(),
      cut,
      earlier,
    }));
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

  #add(line: Line): void {
    this.changes++;
    this.#partial.delete(line.role);
    if (line.role === 'avatar') this.answer = line.text;
    this.lines.push(line);
  }
}
