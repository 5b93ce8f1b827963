import {isLive, type SessionState} from '../../session/session-state.js';
import {languageOf} from '../locales/localizer.js';
import type {LanguageChoice} from '../panel-host.js';
import type {Consenting} from './consent-record.js';
import {readPreference, writePreference} from './preferences.js';

/** The element, as far as its choice of languages knows it. */
interface LanguageHost extends HTMLElement, Consenting {
  requestUpdate(): void;
  readonly languages: readonly string[];
  readonly language: string | null;
}

/** Scripts that are written from right to left, of the languages that browsers name. */
const RIGHT_TO_LEFT = ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'];

/** The languages between which the visitor may choose, and the one that holds now. */
export class VisitorLanguage implements LanguageChoice {
  readonly #host: LanguageHost;
  /** What the choices were made of, which is a new array when the page changes it. */
  #given: readonly string[] = [];
  #choices: readonly string[] = [];
  readonly #warned = new Set<string>();
  /** What the visitor has chosen on this page. */
  #chosen: string | null = null;
  /** The language in which the conversation has begun. */
  #begun: string | null = null;
  #isLive = false;
  #isApplied = false;

  constructor(host: LanguageHost) {
    this.#host = host;
  }

  /** Tags that the browser knows, each once. Others are named once in the console. */
  get choices(): readonly string[] {
    const {languages} = this.#host;
    if (languages === this.#given) return this.#choices;
    this.#given = languages;
    const known = languages.filter((tag) => nativeName(tag) !== undefined);
    this.#choices = [...new Set(known.map((tag) => canonical(tag) ?? tag))];
    for (const tag of languages) if (!known.includes(tag)) this.#warn(tag);
    return this.#choices;
  }

  /**
   * What the visitor has chosen, now or on an earlier visit; or else the `language` attribute, the language of the page around the
   * element, or the first choice. `null` without choices.
   */
  get current(): string | null {
    const {choices} = this;
    const wishes = [
      this.#chosen,
      readPreference(this.#host, 'language'),
      this.#host.language,
      languageOf(this.#host),
    ];
    for (const wish of wishes) {
      const found = wish && choices.find((tag) => isSame(tag, wish));
      if (found) return found;
    }
    return choices[0] ?? null;
  }

  /** The language that the next session speaks; servers take a code without region. `null` where the attribute decides. */
  get spoken(): string | null {
    return this.current && new Intl.Locale(this.current).language;
  }

  /** The direction of the texts. */
  get #direction(): 'ltr' | 'rtl' {
    const {script = ''} = new Intl.Locale(this.current ?? 'en').maximize();
    return RIGHT_TO_LEFT.includes(script) ? 'rtl' : 'ltr';
  }

  /** Whether the choice is for the next conversation: this one has begun in another language. */
  get isPending(): boolean {
    return this.#isLive && this.current !== this.#begun;
  }

  nameOf(tag: string): string {
    return nativeName(tag) ?? tag;
  }

  choose(tag: string): void {
    this.#chosen = tag;
    this.remember();
    this.#host.requestUpdate();
  }

  /** Call it before each render. */
  follow(state: SessionState): void {
    this.#isLive = isLive(state);
    if (!this.#isLive) this.#begun = this.current;
  }

  /** Call it after each render: screen readers and fonts go by the language, and the layout by its direction. */
  apply(): void {
    const {current} = this;
    if (!current && !this.#isApplied) return;
    this.#isApplied = current !== null;
    // Not on the frame itself, whose place in the window follows the page.
    for (const box of this.#host.shadowRoot?.querySelectorAll<HTMLElement>('.card, .head') ?? []) {
      box.lang = current ?? '';
      box.dir = current ? this.#direction : '';
    }
  }

  /** Remembers the choice, where that is permitted: a visitor may choose before they consent. */
  remember(): void {
    if (this.#chosen) writePreference(this.#host, 'language', this.#chosen);
  }

  #warn(tag: string): void {
    if (this.#warned.has(tag)) return;
    this.#warned.add(tag);
    // oxlint-disable-next-line no-console -- for whoever writes the page; visitors read nothing of it
    console.warn(
      `<heygen-avatar>: languages names ${tag}, which is no language. Write tags such as de or pt-BR.`,
    );
  }
}

/** The name of a language in itself, or `undefined` for what is none. */
export function nativeName(tag: string): string | undefined {
  const known = canonical(tag);
  if (!known) return undefined;
  const name = new Intl.DisplayNames([known], {type: 'language', fallback: 'none'}).of(known);
  // Many languages write their own name in small letters, also where it stands alone; a list looks calmer with capitals.
  return name && name.charAt(0).toLocaleUpperCase(known) + name.slice(1);
}

/** Also for what a server calls a locale: `pt_BR`. */
function canonical(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).baseName; // without extensions, which have no name
  } catch {
    return undefined;
  }
}

/** Whether two tags mean one language, in one script: `de-AT` is `de`. */
function isSame(one: string, other: string): boolean {
  const wish = canonical(other);
  if (!wish) return false;
  const [a, b] = [one, wish].map((tag) => new Intl.Locale(tag).maximize());
  return a?.language === b?.language && a?.script === b?.script;
}
