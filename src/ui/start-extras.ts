import {nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {isOver, type SessionState} from '../session/session-state.js';
import {listen} from '../session/util/listen.js';
import type {Localizer} from './locales/localizer.js';
import {hasConsent, setConsent} from './state/consent-record.js';
import {consentView} from './views/consent-view.js';

export {extrasStyles} from './views/start-extras.styles.js';
export {EXTRAS_STRINGS} from './locales/extras-strings.js';

/** The element, as far as what stands above its start button knows it. */
export interface ExtrasHost extends HTMLElement {
  readonly words: Localizer;
  readonly state: SessionState;
  readonly mode: 'inline' | 'floating';
  readonly consent: 'none' | 'required';
  readonly consentVersion: string | null;
  open: boolean;
  stop(): Promise<void>;
}

/** All of them in this page: the visitor consents to a version, and not to one element. */
const connected = new Set<StartExtras>();

/** What stands above the start button of an element: the question for the visitor's consent. */
export class StartExtras implements ReactiveController {
  readonly #host: ExtrasHost & ReactiveControllerHost;
  readonly #onConsent: () => void;
  #life: AbortController | undefined;
  /** True once the visitor was asked, until a session begins: whoever has ticked the box can still take that back. */
  #isAsked = false;
  /** True once the visitor has tried to start without consent. */
  #isMissing = false;

  /** `onConsent` is called when the visitor has consented. */
  constructor(host: ExtrasHost & ReactiveControllerHost, onConsent: () => void) {
    this.#host = host;
    this.#onConsent = onConsent;
    host.addController(this);
  }

  hostConnected(): void {
    const {signal} = (this.#life = new AbortController());
    connected.add(this);
    // Another tab of the site has changed it.
    listen(globalThis, 'storage', () => this.follow(), {signal});
    this.follow();
  }

  hostDisconnected(): void {
    connected.delete(this);
    this.#life?.abort();
  }

  hostUpdate(): void {
    if (!hasConsent(this.#host.consentVersion)) this.#isAsked = true;
    else if (this.#host.state === 'connecting') this.#isAsked = false;
  }

  /** No session goes on without the consent that it needs. */
  hostUpdated(): void {
    const {state} = this.#host;
    if (this.#isLacking && state !== 'idle' && state !== 'stopping' && !isOver(state)) void this.#host.stop();
  }

  /** The record may have changed. */
  follow(): void {
    if (this.#isLacking) void this.#host.stop(); // also a start that has made no session yet
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

  render(): TemplateResult | typeof nothing {
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

  get #isLacking(): boolean {
    return this.#host.consent === 'required' && !hasConsent(this.#host.consentVersion);
  }

  #set(isGiven: boolean): void {
    setConsent(this.#host.consentVersion, isGiven);
    this.#isMissing = false;
    for (const each of connected) each.follow();
    if (isGiven) this.#onConsent();
  }
}
