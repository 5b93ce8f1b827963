/** How fast a voice is where the far end does not say: letters in a second. */
const LETTERS_PER_SECOND = 15;
/** A Chinese, Japanese or Korean character is as broad as two letters, and takes as long to say as two or three. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/u;
const LETTERS_IN_WIDE = 2.5;
/** Where a sentence ends: before a space, or at a full stop that has its own. */
const SENTENCE_END = /[.!?…](?= )|[。！？]/g;
/** How long the last words stay once they have been said. */
const LINGER_MS = 1_500;

/**
 * Shows words when they are said, not when they arrive: text comes ahead of the voice. What is said so far is reckoned from
 * the beginning of the voice; it is shown in pieces of as many letters as there is room for.
 */
export class CaptionPacer {
  /** Room for how many letters. */
  room = 80;
  #text = '';
  #taskId: string | null = null;
  /** The text of a speech that is yet to begin. */
  #ahead: {text: string; taskId: string | null} | undefined;
  #startedAt: number | undefined;
  #endedAt: number | undefined;

  /** The text so far, whole or not, of the speech of a task, which may not have begun. */
  hear(text: string, taskId: string | null): void {
    const isOfVoice = taskId === null || this.#taskId === null || taskId === this.#taskId;
    if (this.isActive && isOfVoice) this.#text = text;
    else this.#ahead = {text, taskId};
  }

  /** The voice begins: what was shown before is over. */
  start(now: number, taskId: string | null): void {
    this.#text = this.#ahead?.taskId === taskId ? this.#ahead.text : '';
    this.#taskId = taskId;
    this.#ahead = undefined;
    this.#startedAt = now;
    this.#endedAt = undefined;
  }

  /** The voice has ended. Cut off, nothing more is shown; said to its end, the last words stay a while. */
  end(now: number, {isCut}: {isCut: boolean}): void {
    if (isCut) this.#forget();
    else this.#endedAt = now;
  }

  clear(): void {
    this.#forget();
    this.#ahead = undefined;
  }

  #forget(): void {
    this.#text = '';
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
    if (this.#endedAt !== undefined && now - this.#endedAt > LINGER_MS) {
      this.#forget();
      return '';
    }
    const isOver = this.#endedAt !== undefined;
    let said = isOver ? Infinity : ((now - this.#startedAt) / 1000) * LETTERS_PER_SECOND;
    const all = pieces(this.#text, this.room);
    const shown = all.find((piece) => (said -= lettersIn(piece)) < 0) ?? all.at(-1);
    return shown?.trim() ?? '';
  }
}

/** The text in pieces of at most `room` letters: at the end of a sentence where one fits, else between words. */
export function pieces(text: string, room: number): string[] {
  const result: string[] = [];
  let rest = text;
  for (let most = fitting(rest, room); most < rest.length; most = fitting(rest, room)) {
    const ends = [...rest.slice(0, most + 1).matchAll(SENTENCE_END)].map(({index}) => index + 1);
    const sentence = ends.findLast((end) => end <= most) ?? 0;
    const cut = sentence > most / 3 ? sentence : rest.lastIndexOf(' ', most);
    // A language without spaces is cut where the room ends.
    const end = cut > 0 ? cut : most;
    result.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest ? [...result, rest] : result;
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
