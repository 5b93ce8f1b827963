import {nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {AvatarError} from '../session/errors/avatar-error.js';
import {ENTRY_ERROR_MESSAGES} from '../session/errors/entry-error-messages.js';
import {lazily} from '../session/util/lazily.js';
import {isPermitted} from '../ui/state/consent-record.js';
import type {StringOverrides} from '../ui/locales/strings.js';
import type {ExtrasHost, StartExtras, Talk} from '../ui/start-extras.js';
import type {Style} from './adopted-styles.js';
import {downloaded, loadFailed} from './lazy-runtime.js';

const fetchExtras = lazily(() => import('../ui/start-extras.js'));

interface ExtrasHandlers {
  onLoaded(styles: readonly Style[]): void;
  /** The visitor has just consented. */
  onConsent(): void;
  /** Called before each update, which may have changed the language. */
  onLanguage(): void;
  onFailed(error: unknown): void;
}

/**
 * What stands above the start button: the question for consent, languages, and questions to ask. Its code is loaded once an attribute
 * asks for it. Whether the visitor has consented is known without that code: nothing may begin by its failure.
 */
export class ExtrasController implements ReactiveController {
  /** The English texts of it, once they are loaded. */
  strings: StringOverrides | null = null;
  readonly #host: ExtrasHost & ReactiveControllerHost;
  readonly #handlers: ExtrasHandlers;
  #extras: StartExtras | undefined;
  #loading: Promise<StartExtras> | undefined;
  #hasFailed = false;

  constructor(host: ExtrasHost & ReactiveControllerHost, handlers: ExtrasHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    host.addController(this);
  }

  hostUpdated(): void {
    const {consent, suggestions, languages, resume, analytics} = this.#host;
    const isWanted =
      consent === 'required' || suggestions.length + languages.length > 0 || resume || analytics;
    if (isWanted) this.#load().catch(() => {}); // reported already
  }

  /** Whether the visitor has consented, where that is required. */
  get isPermitted(): boolean {
    return isPermitted(this.#host);
  }

  /** Throws `consent-required` before anything has begun, and leads a visitor who has pressed something to the question. */
  permit(): void {
    if (this.isPermitted) return;
    this.retry();
    if (navigator.userActivation?.isActive ?? true)
      this.#load().then(
        (extras) => extras.ask(),
        () => {},
      );
    throw new AvatarError('consent-required', ENTRY_ERROR_MESSAGES['consent-required']);
  }

  render(): TemplateResult | typeof nothing {
    return this.#extras?.render() ?? nothing;
  }

  /** What keeps the conversation for the next page, where the page wants that and once its code is there. */
  get kept() {
    return this.#extras?.kept;
  }

  /** Deletes what is kept. */
  forget(): void {
    this.#extras?.forget();
  }

  /** Takes an event of the element before the page does. */
  receive(event: Event): void {
    this.#extras?.receive(event);
  }

  /** The choice of languages, once its code is loaded. */
  get language() {
    return this.#extras?.language;
  }

  /** Resolves when the code that is wanted is loaded, or could not be. */
  async settled(): Promise<void> {
    await this.#loading?.catch(() => {});
  }

  /** The questions that the visitor can ask in a conversation. */
  chips(talk: Talk): TemplateResult | typeof nothing {
    return this.#extras?.chips(talk) ?? nothing;
  }

  /** The visitor's consent is taken back, and the session ends with it. */
  async withdraw(): Promise<void> {
    this.retry();
    (await this.#load()).withdraw();
  }

  /** Loads again what could not be loaded, with the next update. */
  retry(): void {
    if (this.#hasFailed) this.#loading = undefined;
    this.#hasFailed = false;
  }

  /** Loads the code, once. After a failure, no update tries again before `retry`. */
  #load(): Promise<StartExtras> {
    return (this.#loading ??= downloaded(fetchExtras).then(
      ({StartExtras, extrasStyles, EXTRAS_STRINGS}) => {
        this.strings = EXTRAS_STRINGS;
        this.#extras = new StartExtras(this.#host, this.#handlers);
        this.#handlers.onLoaded([[extrasStyles]]);
        return this.#extras;
      },
      (error: unknown) => {
        this.#hasFailed = true;
        this.#handlers.onFailed(error);
        throw loadFailed(error);
      },
    ));
  }
}
