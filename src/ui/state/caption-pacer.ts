import {captionPieces, lettersIn} from './caption-pieces.js';

/** The pace of a voice in letters per second, until a speech of known length gives a better one. */
const LETTERS_PER_SECOND = 15;
/** A measured pace outside this share of the likely one is wrong: nobody speaks that slowly or that fast. */
const SLOWEST = 0.4;
const FASTEST = 2.5;
/** A shorter text says nothing about the pace of a voice. */
const LEAST_LETTERS = 20;
/** How long the last words stay after the voice has ended. */
const LINGER_MS = 1_500;
/** How long each piece is shown that the voice has overtaken. */
const CATCH_UP_MS = 900;

interface Speech {
  readonly text: string;
  readonly isWhole: boolean;
  readonly taskId: string | null;
}

const SILENCE: Speech = {text: '', isWhole: false, taskId: null};

/** A piece of the text, and how many letters are said once it is said. */
interface Piece {
  readonly text: string;
  readonly saidAt: number;
}

/**
 * Shows words when the avatar says them, not when they arrive: the server sends text ahead of the voice. How much has been
 * said follows from the time since the voice began, and from the length that the server has announced or, without one, the
 * pace of earlier speeches. The text is shown in pieces that fit the room.
 */
export class CaptionPacer {
  /** How many letters fit. */
  room = 80;
  /** The rate that the voice is set to; 1 is its own. */
  voiceRate = 1;
  /** The language whose rules cut the text; unset, the browser's own. */
  lang: string | undefined;
  /** Measured pace of earlier speeches, in letters per second. */
  #pace: number | undefined;
  /** What the voice says now. */
  #speech: Speech = SILENCE;
  /** Text that has arrived for a voice that has not begun. */
  #next: Speech | undefined;
  /** The newest text. */
  #latest: Speech = SILENCE;
  /** The announced length of the voice in ms, by task. */
  readonly #durations = new Map<string, number>();
  #startedAt: number | undefined;
  #endedAt: number | undefined;
  /** The pieces of the current text, and what they were cut for. */
  #cut: {text: string; room: number; lang: string | undefined; pieces: readonly Piece[]} | undefined;

  /** The text of a task so far. Its voice may not have begun. */
  setText(text: string, taskId: string | null, isWhole = false): void {
    const isRepeated = isWhole && text === this.#latest.text && taskId === this.#latest.taskId;
    // Completed late: its voice is over, and it is not the text of the next one.
    if (isRepeated && !this.isActive && !this.#next) return;
    this.#latest = {text, isWhole, taskId};
    const current = this.#speech.taskId;
    const isOfVoice = taskId === null || current === null || taskId === current;
    if (this.isActive && isOfVoice) this.#speech = {text, isWhole, taskId: current};
    else this.#next = {text, isWhole, taskId};
  }

  /** The server has announced how long the voice of a task lasts, in ms. */
  setDuration(taskId: string, durationMs: number): void {
    this.#durations.set(taskId, durationMs);
  }

  /** The voice of a task begins. What was shown before goes away. */
  start(now: number, taskId: string | null): void {
    this.#speech = this.#next?.taskId === taskId ? this.#next : {...SILENCE, taskId};
    this.#next = undefined;
    this.#startedAt = now;
    this.#endedAt = undefined;
  }

  /**
   * The voice ends. An interrupted voice takes its words with it. One that has finished has the rest shown quickly, and the
   * last words stay a while.
   */
  end(now: number, {isInterrupted, durationMs}: {isInterrupted: boolean; durationMs?: number}): void {
    if (this.#startedAt === undefined || isInterrupted) return this.#forget();
    this.#endedAt = now;
    this.#learnPace(durationMs ?? now - this.#startedAt);
  }

  clear(): void {
    this.#forget();
    this.#next = undefined;
    this.#pace = undefined;
    this.#durations.clear();
  }

  /** True from the beginning of a voice until its last words have been shown. */
  get isActive(): boolean {
    return this.#startedAt !== undefined;
  }

  /** True once the voice has ended, while its last words are shown. */
  get isEnding(): boolean {
    return this.#endedAt !== undefined;
  }

  /**
   * Whether the voice is before the last two pieces of the text that was read last: what is added to it changes no word that is shown. It
   * may change those two, as a sentence in two pieces is cut in its middle.
   */
  isBehind(now: number): boolean {
    const {text, pieces = []} = this.#cut ?? {};
    const settled = pieces.at(-3);
    if (!settled || this.#startedAt === undefined || !this.#speech.text.startsWith(text ?? '')) return false;
    return ((now - this.#startedAt) / 1000) * this.#lettersPerSecond < settled.saidAt;
  }

  /** The words to show at a moment, in ms as in `start`. */
  textAt(now: number): string {
    if (this.#startedAt === undefined) return '';
    const {pieces, said, overtakenMs} = this.#progress(now, this.#startedAt);
    if (this.#endedAt === undefined) return pieces[said]?.text ?? '';
    const sinceEnd = now - this.#endedAt;
    if (sinceEnd >= overtakenMs + LINGER_MS) {
      this.#forget();
      return '';
    }
    return pieces[Math.min(pieces.length - 1, said + Math.floor(sinceEnd / CATCH_UP_MS))]?.text ?? '';
  }

  /** The moment at which `textAt` gives other words than now, if nothing arrives until then; `Infinity` if it gives the same for good. */
  nextChange(now: number): number {
    if (this.#startedAt === undefined) return Infinity;
    const {pieces, said, overtakenMs} = this.#progress(now, this.#startedAt);
    if (this.#endedAt !== undefined) {
      const sinceEnd = now - this.#endedAt;
      const shown = Math.floor(sinceEnd / CATCH_UP_MS) + 1;
      return this.#endedAt + (sinceEnd < overtakenMs ? shown * CATCH_UP_MS : overtakenMs + LINGER_MS);
    }
    const current = said < pieces.length - 1 ? pieces[said] : undefined;
    return current ? this.#startedAt + (current.saidAt / this.#lettersPerSecond) * 1000 : Infinity;
  }

  /** The pieces of the text, which of them the voice is at or has ended at, and how long those after it are shown then. */
  #progress(now: number, startedAt: number) {
    const pieces = this.#pieces();
    const last = Math.max(0, pieces.length - 1);
    const letters = (((this.#endedAt ?? now) - startedAt) / 1000) * this.#lettersPerSecond;
    const current = pieces.findIndex(({saidAt}) => saidAt > letters);
    const said = current === -1 ? last : current;
    return {pieces, said, overtakenMs: (last - said) * CATCH_UP_MS};
  }

  #forget(): void {
    const {taskId} = this.#speech;
    if (taskId !== null) this.#durations.delete(taskId);
    this.#speech = SILENCE;
    this.#startedAt = undefined;
    this.#endedAt = undefined;
  }

  /** Cuts the text again only when it, the room or the language has changed: each look at the words asks for the pieces. */
  #pieces(): readonly Piece[] {
    const {room, lang} = this;
    const {text} = this.#speech;
    const cut = this.#cut;
    if (cut?.text === text && cut.room === room && cut.lang === lang) return cut.pieces;
    let letters = 0;
    const pieces = captionPieces(text, room, lang).map((piece) => {
      letters += lettersIn(piece);
      return {text: piece.trim(), saidAt: letters};
    });
    this.#cut = {text, room, lang, pieces};
    return pieces;
  }

  /** How many letters the voice says in a second. */
  get #lettersPerSecond(): number {
    return this.#announcedPace() ?? this.#pace ?? this.#likelyPace;
  }

  get #likelyPace(): number {
    return LETTERS_PER_SECOND * this.voiceRate;
  }

  #announcedPace(): number | undefined {
    const {text, isWhole, taskId} = this.#speech;
    const durationMs = this.#durations.get(taskId ?? '');
    if (!durationMs || !isWhole) return undefined;
    return this.#plausible((lettersIn(text) / durationMs) * 1000);
  }

  #learnPace(durationMs: number): void {
    const {text, isWhole} = this.#speech;
    const letters = lettersIn(text);
    if (!isWhole || letters < LEAST_LETTERS) return;
    const pace = this.#plausible((letters / durationMs) * 1000);
    if (pace !== undefined) this.#pace = this.#pace === undefined ? pace : (this.#pace + pace) / 2;
  }

  #plausible(pace: number): number | undefined {
    const share = pace / this.#likelyPace;
    return share > SLOWEST && share < FASTEST ? pace : undefined;
  }
}
