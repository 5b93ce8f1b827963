/** How fast a voice is until it is known better: letters in a second. */
const LETTERS_PER_SECOND = 15;
/** Slower or faster than this, in proportion, nobody speaks: what says so is wrong. */
const SLOWEST = 0.4;
const FASTEST = 2.5;
/** Fewer letters than these say nothing of a voice's pace. */
const LEAST_LETTERS = 20;
/** A Chinese, Japanese or Korean character is as broad as two letters, and takes as long to say as two or three. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/u;
const LETTERS_IN_WIDE = 2.5;
/** Where a sentence ends: before a space, or at a full stop that has its own. */
const SENTENCE_END = /[.!?…](?= )|[。！？]/g;
/** How long the last words stay once they have been said. */
const LINGER_MS = 1_500;
/** How long each piece is shown that the voice has run ahead of. */
const CATCH_UP_MS = 900;

/**
 * Shows words when they are said, not when they arrive: text comes ahead of the voice. What is said so far is reckoned from
 * the beginning of the voice: by the length that is announced for it where one is, else by the pace of what was said
 * before. It is shown in pieces of as many letters as there is room for.
 */
export class CaptionPacer {
  /** Room for how many letters. */
  room = 80;
  /** As the voice's rate is set: 1 is its own. */
  voiceRate = 1;
  /** Letters in a second, as they were so far. */
  #pace: number | undefined;
  #text = '';
  #isWhole = false;
  #taskId: string | null = null;
  /** How long the voice will last, in ms, by task. */
  readonly #lengths = new Map<string, number>();
  /** The text of a speech that is yet to begin. */
  #ahead: {text: string; taskId: string | null; isWhole: boolean} | undefined;
  #startedAt: number | undefined;
  #endedAt: number | undefined;

  /** The text so far, whole or not, of the speech of a task, which may not have begun. */
  hear(text: string, taskId: string | null, isWhole = false): void {
    const isOfVoice = taskId === null || this.#taskId === null || taskId === this.#taskId;
    if (this.isActive && isOfVoice) {
      this.#text = text;
      this.#isWhole = isWhole;
    } else this.#ahead = {text, taskId, isWhole};
  }

  /** How long the voice of a task will last, in ms. */
  expect(taskId: string, durationMs: number): void {
    this.#lengths.set(taskId, durationMs);
  }

  /** The voice begins: what was shown before is over. */
  start(now: number, taskId: string | null): void {
    const ahead = this.#ahead?.taskId === taskId ? this.#ahead : undefined;
    this.#text = ahead?.text ?? '';
    this.#isWhole = ahead?.isWhole ?? false;
    this.#taskId = taskId;
    this.#ahead = undefined;
    this.#startedAt = now;
    this.#endedAt = undefined;
  }

  /**
   * The voice has ended. Cut off, nothing more is shown; said to its end, what is left is shown quickly, and the last words
   * stay a while.
   */
  end(now: number, {isCut, durationMs}: {isCut: boolean; durationMs?: number}): void {
    if (this.#startedAt === undefined || isCut) return this.#forget();
    this.#endedAt = now;
    this.#learn(durationMs ?? now - this.#startedAt);
  }

  clear(): void {
    this.#forget();
    this.#ahead = undefined;
    this.#pace = undefined;
    this.#lengths.clear();
  }

  #forget(): void {
    if (this.#taskId !== null) this.#lengths.delete(this.#taskId);
    this.#text = '';
    this.#isWhole = false;
    this.#taskId = null;
    this.#startedAt = undefined;
    this.#endedAt = undefined;
  }

  /** True while there may be something to show. */
  get isActive(): boolean {
    return this.#startedAt !== undefined;
  }

  /** What is to be shown at a moment. */
  at(now: number): string {
    if (this.#startedAt === undefined) return '';
    const all = pieces(this.#text, this.room);
    const last = Math.max(0, all.length - 1);
    const said = pieceOf(all, this.#lettersBy((this.#endedAt ?? now) - this.#startedAt));
    if (this.#endedAt === undefined) return all[said]?.trim() ?? '';
    const over = now - this.#endedAt;
    if (over > (last - said) * CATCH_UP_MS + LINGER_MS) {
      this.#forget();
      return '';
    }
    return all[Math.min(last, said + Math.floor(over / CATCH_UP_MS))]?.trim() ?? '';
  }

  /** How many letters are said after so many ms of the voice. */
  #lettersBy(ms: number): number {
    return (ms / 1000) * (this.#announcedPace() ?? this.#pace ?? this.#likelyPace);
  }

  get #likelyPace(): number {
    return LETTERS_PER_SECOND * this.voiceRate;
  }

  #announcedPace(): number | undefined {
    const durationMs = this.#lengths.get(this.#taskId ?? '');
    if (!durationMs || !this.#isWhole) return undefined;
    return this.#sensible((lettersIn(this.#text) / durationMs) * 1000);
  }

  #learn(durationMs: number): void {
    const letters = lettersIn(this.#text);
    if (!this.#isWhole || letters < LEAST_LETTERS) return;
    const pace = this.#sensible((letters / durationMs) * 1000);
    if (pace !== undefined) this.#pace = this.#pace === undefined ? pace : (this.#pace + pace) / 2;
  }

  #sensible(pace: number): number | undefined {
    const share = pace / this.#likelyPace;
    return share > SLOWEST && share < FASTEST ? pace : undefined;
  }
}

/** Which piece is being said once so many letters are. */
function pieceOf(all: readonly string[], letters: number): number {
  let left = letters;
  const index = all.findIndex((piece) => (left -= lettersIn(piece)) < 0);
  return index === -1 ? Math.max(0, all.length - 1) : index;
}

/** The text in pieces of at most `room` letters: at the end of a sentence where one fits, else between words. */
export function pieces(text: string, room: number): string[] {
  const result: string[] = [];
  let rest = text;
  for (let most = fitting(rest, room); most < rest.length; most = fitting(rest, room)) {
    const ends = [...rest.slice(0, most + 1).matchAll(SENTENCE_END)].map(({index}) => index + 1);
    const sentence = ends.findLast((end) => end <= most) ?? 0;
    const cut = sentence > most / 3 ? sentence : betweenWords(rest, most);
    // A language without spaces is cut where the room ends.
    const end = cut > 0 ? cut : most;
    result.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest ? [...result, rest] : result;
}

/** Between which words a sentence is cut that does not fit: what is left of it is halved, so that no word stands alone. */
function betweenWords(text: string, most: number): number {
  const last = text.lastIndexOf(' ', most);
  const next = [...text.matchAll(SENTENCE_END)].map(({index}) => index + 1).find((end) => end > most);
  const end = next ?? text.length;
  const half = end <= 2 * most ? text.indexOf(' ', Math.ceil(end / 2)) : -1;
  return half > 0 && half < last ? half : last;
}

/** How much of a text, in UTF-16 units, `room` letters hold: at least one character. */
function fitting(text: string, room: number): number {
  let left = room;
  let index = 0;
  for (const character of text) {
    left -= lettersIn(character);
    if (left < 0 && index > 0) break;
    index += character.length;
  }
  return index;
}

function lettersIn(text: string): number {
  let letters = 0;
  for (const character of text) letters += WIDE.test(character) ? LETTERS_IN_WIDE : 1;
  return letters;
}
