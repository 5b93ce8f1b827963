import type {StringKey, StringOverrides, Strings, Words} from './strings.js';

/** The words of one language with the author's own laid over them, as they are to be read at this moment. */
export class Localizer {
  readonly lang: string;
  readonly #tables: readonly Readonly<Record<string, unknown>>[];

  /** @param tables The newest first; what is not a text in one is looked for in the next. */
  constructor(lang: string, tables: readonly (StringOverrides | Strings | null | undefined)[]) {
    this.lang = lang;
    this.#tables = tables.filter((table) => typeof table === 'object' && table !== null);
  }

  /** A text; with a number, the form that the language has for it. */
  text(key: StringKey, count?: number): string {
    return this.find(key, count) ?? '';
  }

  /** A text that may be missing: the author's own sentence for an error. */
  find(key: string, count = 0): string | undefined {
    for (const table of this.#tables) {
      const words = Object.hasOwn(table, key) ? (table[key] as Words | null) : null;
      const text = typeof words === 'object' && words ? (words[this.#category(count)] ?? words.other) : words;
      if (typeof text === 'string') return text.replaceAll('{n}', this.number(count));
    }
    return undefined;
  }

  number(value: number, options: Intl.NumberFormatOptions = {}): string {
    return new Intl.NumberFormat(this.lang, options).format(value);
  }

  #category(count: number): Intl.LDMLPluralRule {
    return new Intl.PluralRules(this.lang).select(count);
  }
}

/** The language that holds for an element: its own `lang` or the nearest around it, shadow roots or not. */
export function languageOf(element: Element): string {
  for (let node: Node | null = element; node; node = node.parentNode ?? (node as ShadowRoot).host ?? null) {
    if (node instanceof HTMLElement && isLanguage(node.lang)) return node.lang;
  }
  return 'en';
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
