/** How fast a voice is where the far end does not say: characters in a second. */
const CHARACTERS_PER_SECOND = 15;
/** How long the last words stay once they have been said. */
const LINGER_MS = 1_500;

/**
 * Shows words when they are said, not when they arrive: text comes ahead of the voice. What is said so far is reckoned from
 * the beginning of the voice; it is shown in pieces of as many characters as there is room for.
 */
export class CaptionPacer {
  /** Room for how many characters. */
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
    const said = isOver ? this.#text.length : ((now - this.#startedAt) / 1000) * CHARACTERS_PER_SECOND;
    let begin = 0;
    for (const piece of pieces(this.#text, this.room)) {
      const end = begin + piece.length;
      if (said < end || end === this.#text.length) return piece.trim();
      begin = end;
    }
    return '';
  }
}

/** The text in pieces of at most `room` characters: at the end of a sentence where one fits, else between words. */
export function pieces(text: string, room: number): string[] {
  const result: string[] = [];
  let rest = text;
  while (rest.length > room) {
    const head = rest.slice(0, room + 1);
    const sentence = Math.max(...['. ', '! ', '? ', '… '].map((end) => head.lastIndexOf(end) + 1));
    const cut = sentence > room / 3 ? sentence : head.lastIndexOf(' ');
    // A language without spaces is cut where the room ends.
    const end = cut > 0 ? cut : room;
    result.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest ? [...result, rest] : result;
}
