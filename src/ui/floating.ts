import {html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {isLive, type SessionState} from '../session/session-state.js';
import {floatingStyles, openNarrowStyles, startStyles, topStyles} from './floating.styles.js';
import type {Localizer} from './locales/localizer.js';
import {dismissal, dismissalKey} from './state/dismissal.js';
import {focusedElement, hasPressed} from './state/focus.js';
import {isComposing} from './state/ime.js';
import {keyboardHeight} from './state/keyboard.js';
import {TopLayer} from './top-layer.js';
import {closeIcon} from './views/icons.js';
import {listen} from '../session/util/listen.js';

export {STRINGS} from './locales/strings.js';

interface FloatingHost extends HTMLElement, ReactiveControllerHost {
  readonly words: Localizer;
  readonly poster: string | null;
  readonly avatarId: string | null;
  readonly state: SessionState;
  readonly mode: 'inline' | 'floating';
  readonly placement: string;
  open: boolean;
}

/** Where a keyboard leaves the panel less height than this, in CSS pixels, the panel hides its header. */
const CRAMPED = 320;

/**
 * The avatar in a panel that a launcher button opens, in a corner of the window. Closing the panel ends the session, so that
 * no session costs money unseen.
 */
export class Floating implements ReactiveController {
  /** The style sheets, each with when it applies; a later one goes before an earlier one. */
  readonly styles = [
    [floatingStyles, () => this.#isFloating],
    [topStyles, () => this.#isFloating && this.#host.placement.startsWith('top')],
    [startStyles, () => this.#isFloating && this.#host.placement.endsWith('start')],
    [openNarrowStyles, () => this.#isFloating && this.#host.open && this.#isNarrow],
  ] as const;
  readonly #host: FloatingHost;
  /**
   * No media query of a style sheet: WebKit does not note that its result changes while no element has that sheet. jsdom has
   * none at all.
   */
  readonly #narrow = globalThis.matchMedia?.('(max-width: 480px)');
  /** Whether the visitor has hidden the launcher of the avatar that the element is now, which `#key` names. */
  #isHidden = false;
  #key = '';
  #wasOpen: boolean;
  /** The element of the page that had the focus before the panel opened. */
  #opener: HTMLElement | null = null;
  /** The visitor has pressed the launcher, which has lost the focus since: it is gone while the panel is open. */
  #isLaunched = false;
  #listening: AbortController | undefined;

  constructor(host: FloatingHost) {
    this.#host = host;
    this.#wasOpen = host.open;
    host.addController(this);
    host.addController(
      new TopLayer(host, () => host.shadowRoot?.querySelector<HTMLElement>('.floating') ?? null),
    );
  }

  /** Only the visual viewport says that a phone's keyboard covers the lower part of the window. */
  hostConnected(): void {
    const {signal} = (this.#listening = new AbortController());
    for (const type of ['resize', 'scroll']) {
      listen(globalThis.visualViewport, type, () => this.#avoidKeyboard(), {signal});
    }
    listen(this.#narrow, 'change', () => this.#host.requestUpdate(), {signal});
    this.#host.requestUpdate(); // the window may have changed since the element left the document
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }

  render(frame: TemplateResult): TemplateResult {
    const {open, words} = this.#host;
    this.#recall();
    return html`<div class="floating">
      ${open || this.#isHidden ? nothing : this.#launcher()}
      <div
        class="panel"
        part="panel"
        role="dialog"
        aria-labelledby="title"
        ?hidden=${!open}
        ?data-narrow=${this.#isNarrow}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
      >
        <div class="head" part="panel-header">
          <strong id="title" part="title">${words.text('label')}</strong>
          <button
            class="close"
            part="close"
            aria-label=${words.text('close')}
            title=${words.text('close')}
            @click=${() => this.#close()}
          >
            ${closeIcon}
          </button>
        </div>
        ${frame}
      </div>
    </div>`;
  }

  /**
   * Follows a change of `open`. Where the visitor has opened the panel, the focus goes into it; where the page has, the
   * focus stays. From a panel that closes, it goes back to where it was.
   */
  moveFocus(): void {
    const {open, shadowRoot} = this.#host;
    if (open === this.#wasOpen) return;
    this.#wasOpen = open;
    const find = (selector: string) => shadowRoot?.querySelector<HTMLElement>(selector);
    const focused = focusedElement();
    const isInside = focused?.getRootNode() === shadowRoot;
    if (open) {
      this.#remember(null);
      const isLaunched = isInside || this.#isLaunched;
      this.#isLaunched = false;
      if (!isLaunched && !hasPressed(focused)) return;
      this.#opener = isLaunched ? null : focused;
      (find('.frame [data-primary]') ?? find('.frame'))?.focus({preventScroll: true});
    } else if (isInside || !focused) {
      const opener = this.#opener?.isConnected ? this.#opener : find('.launcher');
      opener?.focus({preventScroll: true});
    }
  }

  get #isFloating(): boolean {
    return this.#host.mode === 'floating';
  }

  get #isNarrow(): boolean {
    return this.#narrow?.matches ?? false;
  }

  /** A page may make another avatar of the same element. */
  #recall(): void {
    const key = dismissalKey(this.#host);
    if (key === this.#key) return;
    this.#key = key;
    this.#isHidden = dismissal(this.#host) === 'hidden';
  }

  #launcher(): TemplateResult {
    const {words, poster} = this.#host;
    const name = words.text('open');
    return html`<div class="corner">
      <button
        class="launcher"
        part="launcher"
        aria-haspopup="dialog"
        aria-label=${name}
        title=${name}
        @click=${() => this.#launch()}
      >
        ${poster ? html`<img src=${poster} alt="" />` : faceIcon}
      </button>
      <button
        class="hide"
        part="hide"
        aria-label=${words.text('hide')}
        title=${words.text('hide')}
        @click=${() => this.#hide()}
      >
        ${closeIcon}
      </button>
    </div>`;
  }

  #launch(): void {
    this.#isLaunched = true;
    this.#host.open = true;
  }

  #close(): void {
    this.#host.open = false;
    this.#remember('closed');
  }

  #hide(): void {
    this.#isHidden = true;
    this.#remember('hidden');
    this.#host.requestUpdate();
  }

  /** A hidden launcher stays hidden for the visit, also if the page opens the panel in between. */
  #remember(dismissed: 'closed' | 'hidden' | null): void {
    try {
      const key = dismissalKey(this.#host);
      if (this.#isHidden) sessionStorage.setItem(key, 'hidden');
      else if (dismissed) sessionStorage.setItem(key, dismissed);
      else sessionStorage.removeItem(key);
    } catch {
      // The browser gives this page no storage: the next page shows the launcher again.
    }
  }

  /**
   * Escape closes the panel, unless it ends a composition or full screen. During a conversation it closes only what lies over
   * the picture: to close the panel would end the conversation, and the visitor may have meant a menu.
   */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
    if (isLive(this.#host.state) || this.#host.matches(':fullscreen')) return;
    event.stopPropagation();
    this.#close();
  }

  #avoidKeyboard(): void {
    const panel = this.#host.shadowRoot?.querySelector<HTMLElement>('.panel');
    const covered = keyboardHeight();
    panel?.style.setProperty('--_keyboard', `${covered}px`);
    panel?.toggleAttribute('data-cramped', covered > 0 && innerHeight - covered < CRAMPED);
  }
}

const faceIcon = html`<svg viewBox="0 0 24 24" aria-hidden="true" fill="currentColor">
  <circle cx="12" cy="9" r="4.2"></circle>
  <path d="M4 21c.6-4.6 3.9-7 8-7s7.400 2.400 8 7z"></path>
</svg>`;
