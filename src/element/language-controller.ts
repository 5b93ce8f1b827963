import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Strings} from '../ui/locales/strings.js';
import {lazily} from '../session/util/lazily.js';
import {languageOf} from '../ui/locales/localizer.js';

const fetchLanguages = lazily(() => import('../ui/locales/languages.js'));

/** Follows the language of the page around an element, and loads its texts unless it is English. */
export class LanguageController implements ReactiveController {
  /** The language tag, such as `de-AT`. */
  lang = 'en';
  /** The texts of the language, once they are loaded; `null` for English. */
  strings: Strings | null = null;
  readonly #host: HTMLElement & ReactiveControllerHost;
  readonly #onFailed: () => void;
  readonly #chosen: () => string | null | undefined;
  #observer: MutationObserver | undefined;

  /** `chosen` gives the language that goes before that of the page, if there is one. */
  constructor(
    host: HTMLElement & ReactiveControllerHost,
    onFailed: () => void,
    chosen: () => string | null | undefined,
  ) {
    this.#host = host;
    this.#chosen = chosen;
    this.#onFailed = onFailed;
  }

  /** Observes the document and every shadow root around the element: any ancestor may set the language. */
  hostConnected(): void {
    this.#observer = new MutationObserver(() => this.follow());
    for (let at: Element | undefined = this.#host; at;) {
      const root = at.getRootNode() as Document | ShadowRoot;
      this.#observer.observe(root, {attributeFilter: ['lang'], subtree: true});
      at = (root as ShadowRoot).host;
    }
    this.follow();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** Call it when the choice has changed. */
  follow(): void {
    const lang = this.#chosen() ?? languageOf(this.#host);
    if (lang === this.lang) return;
    this.lang = lang;
    this.strings = null;
    this.#host.requestUpdate();
    this.load();
  }

  /** Loads the texts of the language where they are not there. */
  load(): void {
    const {lang} = this;
    if (this.strings || /^en\b/i.test(lang)) return;
    fetchLanguages()
      .then(({loadLanguage}) => loadLanguage(lang))
      .then((strings) => {
        if (lang !== this.lang) return;
        this.strings = strings;
        this.#host.requestUpdate();
      })
      .catch(this.#onFailed); // without its texts, the element stays English
  }
}
