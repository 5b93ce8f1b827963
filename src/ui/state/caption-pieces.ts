/** A Chinese, Japanese or Korean character is as wide as two letters, and takes as long to say as two or three. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/u;
const LETTERS_IN_WIDE = 2.5;
/** An ellipsis ends a clause before a space. The segmenter takes it for an ordinary character. */
const ELLIPSIS = /…(?=\s)/g;
/** The segmenter counts an opening bracket right after a full stop to the sentence before it. */
const SPACE_OR_OPENING = /[\s\p{Ps}]+$/u;
/** Punctuation of scripts without spaces: no line begins with it. */
const WIDE_CLOSING = /[、，；：・。！？」』）】》〉〕］｝]$/;

/**
 * The text in pieces of at most `room` letters: cut at the end of a sentence where one fits, else between words, else
 * between graphemes. A piece begins with the space before it; joined, the pieces are the text up to its last letter.
 */
export function captionPieces(text: string, room: number, lang?: string): string[] {
  const whole = text.trimEnd();
  const cutter = new Cutter(whole, lang);
  const result: string[] = [];
  for (let start = 0; start < whole.length;) {
    const end = cutter.endOfPiece(start, room);
    result.push(whole.slice(start, end));
    start = end;
  }
  return result;
}

/** How many Latin letters a text is as long as. */
export function lettersIn(text: string): number {
  let letters = 0;
  for (const character of text) letters += WIDE.test(character) ? LETTERS_IN_WIDE : 1;
  return letters;
}

const SEGMENTERS = new Map<string, Intl.Segmenter>();

/** Segmenters are slow to make, and a text is cut again with each word that arrives. */
function segmenter(granularity: 'sentence' | 'word' | 'grapheme', lang: string | undefined): Intl.Segmenter {
  const key = `${granularity} ${lang}`;
  let found = SEGMENTERS.get(key);
  if (!found) SEGMENTERS.set(key, (found = new Intl.Segmenter(lang, {granularity})));
  return found;
}

/** Finds the places where a text may be cut. Words and graphemes are looked up where they are needed: all of them are slow. */
class Cutter {
  readonly #text: string;
  readonly #words: Intl.Segments;
  readonly #graphemes: Intl.Segments;
  readonly #sentenceEnds: readonly number[];

  constructor(text: string, lang: string | undefined) {
    const segments = (granularity: 'sentence' | 'word' | 'grapheme') =>
      segmenter(granularity, lang).segment(text);
    this.#text = text;
    this.#words = segments('word');
    this.#graphemes = segments('grapheme');
    this.#sentenceEnds = [
      ...Array.from(
        segments('sentence'),
        ({index, segment}) => index + segment.replace(SPACE_OR_OPENING, '').length,
      ),
      ...Array.from(text.matchAll(ELLIPSIS), ({index}) => index + 1),
    ].toSorted((a, b) => a - b);
  }

  endOfPiece(start: number, room: number): number {
    const text = this.#text;
    const first = start + text.slice(start).search(/\S/); // a piece is never a space alone
    const most = this.#fitting(start, first, room);
    if (most === text.length) return most;
    const sentence = this.#sentenceEnds.findLast((end) => end <= most) ?? 0;
    if (sentence > first && sentence - start > (most - start) / 3) return sentence;
    return this.#halfOfSentence(start, first, most) ?? this.#lastWordEnd(first, most) ?? most;
  }

  /** The index up to which `room` letters reach, with at least the grapheme at `first`. */
  #fitting(start: number, first: number, room: number): number {
    let left = room;
    let end = start;
    for (const character of this.#text.slice(start, start + 2 * Math.ceil(room) + 2)) {
      left -= lettersIn(character);
      if (left < 0) break;
      end += character.length;
    }
    const grapheme = this.#graphemes.containing(Math.max(end, first));
    if (!grapheme) return end;
    return grapheme.index > first ? grapheme.index : grapheme.index + grapheme.segment.length;
  }

  /** Where a sentence is cut that takes two pieces: in the middle, so that no word stands alone in the second one. */
  #halfOfSentence(start: number, first: number, most: number): number | undefined {
    const end = this.#sentenceEnds.find((each) => each > most) ?? this.#text.length;
    if (end - start > 2 * (most - start)) return undefined;
    for (let at = Math.max(first + 1, start + Math.ceil((end - start) / 2)); at <= most;) {
      const word = this.#words.containing(at);
      if (word?.index === at && this.#isBetweenWords(word)) return at;
      at = word ? word.index + word.segment.length : most + 1;
    }
    return undefined;
  }

  #lastWordEnd(first: number, most: number): number | undefined {
    let word = this.#words.containing(most);
    while (word && word.index > first) {
      if (this.#isBetweenWords(word)) return word.index;
      word = this.#words.containing(word.index - 1);
    }
    return undefined;
  }

  /** Before a space. In a script without spaces, before a word that follows another word or a closing punctuation mark. */
  #isBetweenWords({index, segment, isWordLike}: Intl.SegmentData): boolean {
    if (/^\s/.test(segment)) return true;
    const before = this.#words.containing(index - 1);
    return isWordLike === true && (before?.isWordLike === true || WIDE_CLOSING.test(before?.segment ?? ''));
  }
}
