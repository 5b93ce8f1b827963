/** A piece of a message: text, or a link. */
export interface Piece {
  /** What the visitor reads. */
  readonly text: string;
  readonly href?: string;
  /** Whether the link leads to another site. */
  readonly isForeign?: boolean;
}

/**
 * What may be an address: it begins one by itself, not in the middle of something else, and ends at what no address has. Chinese and
 * Japanese have no space after an address, but a bracket or a comma of their own.
 */
const ADDRESS =
  /(?<![\w@,/:.#&=?%+~$-])(?:https?:\/\/|www\.)[^\s<>"`\\^{|}，。、；：！？（）「」『』【】《》“”„‘’«»]+/giu;
/** Punctuation of a sentence, which may follow an address and hardly ever ends one. */
const PUNCTUATION = /[.,;:!?'*_~…]/;
const BRACKETS: Readonly<Record<string, string>> = {')': '(', ']': '['};
/** Characters that cannot be seen, or turn the direction of the text: the visitor would read another address than the browser. */
const INVISIBLE = /[\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]/u;
/** A host that the visitor can read: letters of other scripts look like Latin ones. */
const READABLE = /^[a-z0-9.:[\]\u00e0-\u017f-]*$/iu;
const LONGEST = 2_000;

/**
 * Finds the addresses of web pages in a message: http and https alone, without credentials. All else stays text, whatever it looks
 * like. `here` is the host of the page.
 */
export function piecesOf(message: string, here: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const {0: found, index} of message.matchAll(ADDRESS)) {
    const text = trimmed(found);
    const link = linkOf(text, here);
    if (!link) continue;
    if (index > done) pieces.push({text: message.slice(done, index)});
    pieces.push(link);
    done = index + text.length;
  }
  if (done < message.length) pieces.push({text: message.slice(done)});
  return pieces;
}

/** Cuts off what belongs to the sentence: punctuation at the end, and a closing bracket that was opened before the address. */
function trimmed(found: string): string {
  if (found.length > LONGEST) return found;
  const counts = new Map<string, number>();
  for (const each of found) counts.set(each, (counts.get(each) ?? 0) + 1);
  const count = (each: string) => counts.get(each) ?? 0;
  let end = found.length;
  for (; end > 0; end--) {
    const last = found.charAt(end - 1);
    const opening = BRACKETS[last];
    if (opening === undefined ? !PUNCTUATION.test(last) : count(opening) >= count(last)) break;
    counts.set(last, count(last) - 1);
  }
  return found.slice(0, end);
}

function linkOf(text: string, here: string): Piece | null {
  if (text.length > LONGEST || INVISIBLE.test(text)) return null;
  const url = parsed(/^www\./i.test(text) ? `https://${text}` : text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  const [, scheme = '', host = ''] = /^(https?:\/\/)?([^/?#]*)/i.exec(text) ?? [];
  const shown = READABLE.test(host) ? text : scheme + url.host + text.slice(scheme.length + host.length);
  return {text: shown, href: url.href, isForeign: !isSameSite(url.hostname, here)};
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** The same host, or one within the other: `example.com`, `www.example.com` and `shop.example.com`. */
function isSameSite(host: string, here: string): boolean {
  const [a, b] = [host, here].map((each) => each.toLowerCase().replace(/^www\./, '')) as [string, string];
  return b !== '' && (a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`));
}
