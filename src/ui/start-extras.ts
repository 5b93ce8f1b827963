import {html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {isLive, isOver, type SessionState} from '../session/session-state.js';
import {listen} from '../session/util/listen.js';
import type {Localizer} from './locales/localizer.js';
import {lazily} from '../session/util/lazily.js';
import type {Analytics, MeasuredHost} from './analytics.js';
import type {KeptTalk} from './kept-talk.js';
import {lastSessionKey} from '../session/util/visit-key.js';
import {keptKey} from './state/kept-key.js';
import {hasConsent, isPermitted, keyOf} from './state/consent-record.js';
import {forgetPreferences} from './state/preferences.js';
import {setConsent} from './state/set-consent.js';
import {VisitorLanguage} from './state/visitor-language.js';
import {consentView} from './views/consent-view.js';
import {languageSelect} from './views/language-select.js';
import {suggestionsView} from './views/suggestions-view.js';

export {extrasStyles} from './views/start-extras.styles.js';
export {EXTRAS_STRINGS} from './locales/extras-strings.js';

const fetchKeptTalk = lazily(() => import('./kept-talk.js'));
const fetchAnalytics = lazily(() => import('./analytics.js'));

/** The element, as far as what stands above its start button knows it. */
export interface ExtrasHost extends MeasuredHost, HTMLElement {
  readonly id: string;
  readonly words: Localizer;
  readonly state: SessionState;
  readonly mode: 'inline' | 'floating';
  readonly consent: 'none' | 'required';
  readonly consentVersion: string | null;
  readonly suggestions: readonly string[];
  readonly resume: boolean;
  readonly analytics: 'datalayer' | null;
  readonly languages: readonly string[];
  readonly language: string | null;
  open: boolean;
  start(): Promise<void>;
  submitText(text: string): Promise<boolean>;
  stop(): Promise<void>;
}

interface ExtrasHandlers {
  /** The visitor has consented. */
  onConsent(): void;
  /** Called before each update, which may have changed the language. */
  onLanguage(): void;
}

/** What a conversation is at. */
export interface Talk {
  /** Whether nothing has been said. */
  readonly isEmpty: boolean;
  /** Whether the avatar has just answered. */
  readonly isAnswered: boolean;
}

/** How many questions are offered before the first one, and after an answer. */
const MOST = 4;
const MOST_LATER = 3;

/** All of them in this page: the visitor consents to a version, and not to one element. */
const connected = new Set<StartExtras>();

/** What stands above the start button of an element: the question for the visitor's consent, and questions that they can ask. */
export class StartExtras implements ReactiveController {
  readonly #host: ExtrasHost & ReactiveControllerHost;
  readonly #handlers: ExtrasHandlers;
  /** The choice of languages. */
  readonly language: VisitorLanguage;
  #life: AbortController | undefined;
  /** True once the visitor was asked, until a session begins: whoever has ticked the box can still take that back. */
  #isAsked = false;
  /** True once the visitor has tried to start without consent. */
  #isMissing = false;
  /** What the visitor has picked before there was a conversation. It outlives a start that fails, and is asked once. */
  readonly #picked = new Set<string>();
  #kept: KeptTalk | undefined;
  #keptLoading = false;
  /** Resolves with nothing where its code could not be downloaded: the avatar works without. */
  #analytics: Promise<Analytics | null> | undefined;
  #wasOpen = false;
  /** What was asked in this conversation, or is being asked. */
  readonly #asked = new Set<string>();

  constructor(host: ExtrasHost & ReactiveControllerHost, handlers: ExtrasHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    this.language = new VisitorLanguage(host);
    host.addController(this);
  }

  hostConnected(): void {
    const {signal} = (this.#life = new AbortController());
    connected.add(this);
    listen(globalThis, 'storage', (event) => this.#onStorage(event as StorageEvent), {signal});
    this.follow();
  }

  /** Another tab of the site has changed its storage: this consent, all of it (`key` is null), or something of the site's own. */
  #onStorage({key, newValue}: StorageEvent): void {
    if (key !== null && key !== keyOf(this.#host.consentVersion)) return;
    this.follow({isWithdrawn: newValue === null});
  }

  hostDisconnected(): void {
    connected.delete(this);
    this.#life?.abort();
  }

  hostUpdate(): void {
    if (!hasConsent(this.#host.consentVersion)) this.#isAsked = true;
    else if (this.#host.state === 'connecting') this.#isAsked = false;
    if (this.#host.state === 'connecting') this.#asked.clear();
    this.language.follow(this.#host.state);
    this.#handlers.onLanguage();
    if (this.#host.resume && isPermitted(this.#host)) this.#loadKept();
    const {open, mode} = this.#host;
    const isOpen = open && mode === 'floating';
    if (isOpen && !this.#wasOpen) void this.#measure()?.then((analytics) => analytics?.opened());
    this.#wasOpen = isOpen;
  }

  /** What keeps the conversation for the next page of the visit, where the page wants that and the visitor has consented. */
  get kept(): KeptTalk | undefined {
    return this.#host.resume && isPermitted(this.#host) ? this.#kept : undefined;
  }

  /** Deletes what is kept of the conversation, also which one the avatar remembers. */
  forget(): void {
    for (const [storage, key] of [
      [() => sessionStorage, keptKey],
      [() => sessionStorage, lastSessionKey],
      [() => localStorage, lastSessionKey],
    ] as const) {
      try {
        storage().removeItem(key(this.#host));
      } catch {
        // The browser gives this page no storage, so nothing is kept.
      }
    }
    this.#host.requestUpdate();
  }

  /** An event of the element, for the page's statistics. */
  receive(event: Event): void {
    void this.#measure()?.then((analytics) => analytics?.receive(event));
  }

  /** No session goes on without the consent that it needs. */
  hostUpdated(): void {
    const {state} = this.#host;
    this.language.apply();
    if (!isPermitted(this.#host) && state !== 'idle' && state !== 'stopping' && !isOver(state))
      void this.#host.stop();
    if (!isLive(state)) return;
    for (const text of this.#picked) this.#ask(text);
    this.#picked.clear();
  }

  /**
   * The record may have changed. Only a consent that the visitor has withdrawn deletes what is kept, not one that is missing because
   * the page has not set its version yet.
   */
  follow({isWithdrawn} = {isWithdrawn: false}): void {
    if (!isPermitted(this.#host)) {
      void this.#host.stop(); // also a start that has made no session yet
      if (isWithdrawn) this.forget();
    }
    this.#host.requestUpdate();
  }

  /** Leads a visitor who has tried to start to the box, and says why. */
  ask(): void {
    const host = this.#host;
    this.#isMissing = true;
    host.open ||= host.mode === 'floating';
    host.requestUpdate();
    void host.updateComplete.then(() =>
      host.shadowRoot?.querySelector<HTMLElement>('[part~=consent-box]')?.focus(),
    );
  }

  withdraw(): void {
    this.#set(false);
  }

  render(): TemplateResult {
    const {state, suggestions} = this.#host;
    const isIdle = state === 'idle';
    const earlier = isIdle && this.kept?.view(this.#host.words, () => this.forget());
    return html`${earlier || nothing} ${this.#consent()} ${languageSelect(this.#host.words, this.language)}
    ${isIdle ? this.#suggestions(suggestions.slice(0, MOST)) : nothing}`;
  }

  /** The questions that were not asked in this conversation. */
  chips({isEmpty, isAnswered}: Talk): TemplateResult | typeof nothing {
    const left = this.#host.suggestions.filter((each) => !this.#asked.has(each));
    return this.#suggestions(left.slice(0, isEmpty ? MOST : isAnswered ? MOST_LATER : 0));
  }

  #suggestions(suggestions: readonly string[]): TemplateResult | typeof nothing {
    return suggestionsView({words: this.#host.words, suggestions, onPick: (text) => this.#pick(text)});
  }

  /** In a conversation, the question is asked at once; otherwise the conversation starts for it. */
  #pick(text: string): void {
    if (isLive(this.#host.state)) {
      this.#ask(text);
      return;
    }
    this.#picked.add(text);
    this.#host.start().catch((error: Error) => {
      if (error.name === 'AbortError') this.#picked.clear(); // the visitor has given it up
    });
  }

  #ask(text: string): void {
    if (this.#asked.has(text)) return;
    this.#asked.add(text);
    this.#host.requestUpdate();
    void this.#host.submitText(text).then((isSent) => {
      if (isSent) return;
      this.#asked.delete(text); // it is offered again
      this.#host.requestUpdate();
    });
  }

  #consent(): TemplateResult | typeof nothing {
    const {consent, consentVersion, words} = this.#host;
    const isGiven = hasConsent(consentVersion);
    if (consent !== 'required' || !this.#isAsked) return nothing;
    return consentView({
      words,
      isGiven,
      isMissing: this.#isMissing && !isGiven,
      onChange: (isTicked) => this.#set(isTicked),
    });
  }

  /** Where the code cannot be downloaded, the next update tries again. */
  #loadKept(): void {
    if (this.#keptLoading) return;
    this.#keptLoading = true;
    fetchKeptTalk().then(
      ({KeptTalk}) => {
        this.#kept = new KeptTalk(this.#host);
        this.#host.requestUpdate();
      },
      () => (this.#keptLoading = false),
    );
  }

  #measure(): Promise<Analytics | null> | undefined {
    if (this.#host.analytics !== 'datalayer' || !isPermitted(this.#host)) return undefined;
    return (this.#analytics ??= fetchAnalytics().then(
      ({Analytics}) => new Analytics(this.#host),
      () => {
        this.#analytics = undefined; // the next event tries again
        return null;
      },
    ));
  }

  #set(isGiven: boolean): void {
    setConsent(this.#host.consentVersion, isGiven);
    this.#isMissing = false;
    for (const each of connected) each.follow({isWithdrawn: !isGiven});
    if (!isGiven) {
      forgetPreferences();
      return;
    }
    this.language.remember();
    this.#handlers.onConsent();
  }
}
