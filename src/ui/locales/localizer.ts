import type {StringKey, StringOverrides, Strings, Words} from './strings.js';

/** The formats of numbers and the rules of plurals, which are slow to make: a clock needs one of each with each render. */
const FORMATS = new Map<string, Intl.NumberFormat>();
const PLURALS = new Map<string, Intl.PluralRules>();

/** Looks texts up: the page's own first, then those of its language, then English. */
export class Localizer {
  readonly lang: string;
  readonly #name: string;
  readonly #tables: readonly Readonly<Record<string, unknown>>[];

  /**
   * @param tables In the order of precedence. An entry that is not a text counts as missing.
   * @param name The avatar's. With one, a text whose key ends in `Named` goes before that of the key without.
   */
  constructor(
    lang: string,
    tables: readonly (StringOverrides | Strings | null | undefined)[],
    name: string | null = null,
  ) {
    this.lang = lang;
    this.#name = name ?? '';
    this.#tables = tables.filter((table) => typeof table === 'object' && table !== null);
  }

  /** A text; with a count, in the plural form of the language. Empty where no table has it. */
  text(key: StringKey, count?: number): string {
    return this.find(key, count) ?? '';
  }

  /** A text, or `undefined` where no table has it, such as the page's own sentence for an error. */
  find(key: string, count = 0): string | undefined {
    const keys = this.#name ? [`${key}Named`, key] : [key];
    for (const table of this.#tables) {
      for (const each of keys) {
        const words = Object.hasOwn(table, each) ? (table[each] as Words | null) : null;
        const text =
          typeof words === 'object' && words ? (words[this.#category(count)] ?? words.other) : words;
        if (typeof text === 'string')
          return text.replaceAll('{n}', () => this.number(count)).replaceAll('{name}', () => this.#name);
      }
    }
    return undefined;
  }

  number(value: number, options: Intl.NumberFormatOptions = {}): string {
    const key = this.lang + JSON.stringify(options);
    let format = FORMATS.get(key);
    if (!format) FORMATS.set(key, (format = new Intl.NumberFormat(this.lang, options)));
    return format.format(value);
  }

  #category(count: number): Intl.LDMLPluralRule {
    let rules = PLURALS.get(this.lang);
    if (!rules) PLURALS.set(this.lang, (rules = new Intl.PluralRules(this.lang)));
    return rules.select(count);
  }
}

/** The language of an element: its own `lang`, or that of its nearest ancestor, also through shadow roots. */
export function languageOf(element: Element): string {
  for (let node: Node | null = element; node; node = node.parentNode ?? (node as ShadowRoot).host ?? null) {
    const tag = node instanceof HTMLElement && languageTag(node.lang);
    if (tag) return tag;
  }
  return 'en';
}

/** Pages write what their server calls a locale, too: `de_DE`, or `de_DE.UTF-8@euro`. */
function languageTag(lang: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(
      lang
        .trim()
        .replace(/[.@].*/, '')
        .replaceAll('_', '-'),
    )[0];
  } catch {
    return undefined;
  }
}
