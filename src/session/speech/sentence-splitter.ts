/** A sentence that is longer is cut between two words, in UTF-16 code units: the avatar would be late with it. */
const LONGEST_SENTENCE = 800;

/** How much of a piece is cut at a time: the time that the segmenter takes grows faster than its text. */
const STEP = 2_000;

const WORD = /[\p{L}\p{N}]/u;
/** Whether there is anything to pronounce. */
export const hasWord = (text: string): boolean => WORD.test(text);

/** A sentence may end here. */
const END = /[.!?…。！？｡؟۔।]["'”’»)\]]*\s*$/u;
/** Without a space after it, such a mark is within an address or a name. */
const GLUED = /[.!?]$/;
/** A number that may go on, as 3.5 and 1.000 do. */
const NUMBER_END = /\p{N}\.\s*$/u;
/**
 * A full stop that ends no sentence: after one letter (“J. Smith”, “z. B.”), between letters (“e.g.”, “U.S.”), after an ordinal or
 * the number of a list (“3. Mai”, “1. First”), and after the usual abbreviations. Where a sentence does end there, the next one is
 * said along with it, which nobody hears.
 */
const ABBREVIATION = new RegExp(
  String.raw`(?:^|[^\p{L}\p{N}])(?:\p{L}|(?:\p{L}{1,2}\.)+\p{L}{1,2}|\p{N}{1,2}|${[
    'dr|mr|mrs|ms|prof|rev|hon|st|ste|sr|jr|gen|col|capt|lt|sgt|gov|sen|rep|pres|mt|ave|blvd|rd|ft|inc|ltd|co|corp|dept|est',
    'vs|etc|approx|no|nr|nos|vol|vols|fig|figs|ed|eds|pp|ch|sec|art|par|al|cf|ca|jan|feb|apr|aug|sept|oct|nov|dec|okt|dez',
    'hr|fr|bzw|evtl|ggf|inkl|exkl|usw|vgl|zzgl|abs|str|tel|bspw|sog|geb|mio|mrd|dipl|ing|mme|mlle|mgr|av|bd|env|tél',
    'sra|srta|dra|ud|uds|vd|pág|págs|núm|dott|sig|sig\\.ra|avv|dhr|mevr|bijv|drs|ir|tzn|np|tzw|prof|ul|godz|ok|im',
  ].join('|')})\.\s*$`,
  'iu',
);

/** Cuts a text into sentences while it arrives in pieces of any length. A sentence is given out once it is known to be over. */
export class SentenceSplitter {
  readonly #segmenter = new Intl.Segmenter(undefined, {granularity: 'sentence'});
  #rest = '';

  /** Adds a piece. Returns the sentences that are over, each with the space after it. */
  push(piece: string): string[] {
    const sentences: string[] = [];
    for (let at = 0; at < piece.length; at += STEP) {
      this.#rest = (this.#rest + piece.slice(at, at + STEP)).trimStart();
      for (const sentence of this.#take()) sentences.push(sentence);
    }
    return sentences;
  }

  /** Whether what is left reads as whole, so that it can be said if nothing follows for a moment. */
  get isAtRest(): boolean {
    return END.test(this.#rest) && !NUMBER_END.test(this.#rest) && isWhole(this.#rest);
  }

  /** Returns what is left: nothing follows, or not soon. */
  flush(): string[] {
    const sentences = this.#take();
    if (this.#rest.trim()) sentences.push(this.#rest);
    this.#rest = '';
    return sentences;
  }

  #take(): string[] {
    const sentences: string[] = [];
    let sentence = '';
    for (const {segment, index} of this.#segmenter.segment(this.#rest)) {
      sentence += segment;
      while (sentence.length > LONGEST_SENTENCE) {
        const end = endOfPart(sentence);
        sentences.push(sentence.slice(0, end));
        sentence = sentence.slice(end);
      }
      // What follows may still belong to the last one, such as the second half of a number.
      if (index + segment.length === this.#rest.length || !isWhole(sentence) || GLUED.test(sentence))
        continue;
      sentences.push(sentence);
      sentence = '';
    }
    this.#rest = sentence;
    return sentences;
  }
}

const isWhole = (sentence: string): boolean => hasWord(sentence) && !ABBREVIATION.test(sentence);

/** Where a sentence that is too long is cut: after its last space, or else between two characters. */
function endOfPart(sentence: string): number {
  const part = sentence.slice(0, LONGEST_SENTENCE);
  const space = part.search(/\s\S*$/);
  if (space > 0) return space + 1;
  return /[\uD800-\uDBFF]$/.test(part) ? LONGEST_SENTENCE - 1 : LONGEST_SENTENCE;
}
