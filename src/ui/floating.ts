import {html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {DISMISSAL_KEY, dismissal} from './state/dismissal.js';
import type {Localizer} from './locales/localizer.js';
import {isComposing} from './state/ime.js';
import {coveredByKeyboard} from './state/keyboard.js';
import {closeIcon} from './views/icons.js';

export {floatingStyles} from './floating.styles.js';

interface FloatingHost extends HTMLElement, ReactiveControllerHost {
  readonly words: Localizer;
  readonly poster: string | null;
  open: boolean;
}

/** The least room, in CSS pixels, that a title above the picture is worth. */
const CRAMPED = 320;

/**
 * The avatar behind a button in a corner of the window. Closed, it covers no more of the page than the button does; closing
 * it ends the session, so that nothing costs unseen.
 */
export class Floating implements ReactiveController {
  readonly #host: FloatingHost;
  #isHidden = dismissal() === 'hidden';
  #wasOpen: boolean;
  /** What had the focus on the page before the panel was opened. */
  #opener: HTMLElement | null = null;
  /** The visitor has pressed its own button, which goes away. */
  #isAsked = false;
  #watching: AbortController | undefined;

  constructor(host: FloatingHost) {
    this.#host = host;
    this.#wasOpen = host.open;
    host.addController(this);
  }

  /** A phone's keyboard covers the lower part of the window, which the page is told of in no other way. */
  hostConnected(): void {
    const {signal} = (this.#watching = new AbortController());
    for (const type of ['resize', 'scroll']) {
      globalThis.visualViewport?.addEventListener(type, () => this.#keepClearOfKeyboard(), {signal});
    }
  }

  hostDisconnected(): void {
    this.#watching?.abort();
  }

  render(frame: TemplateResult): TemplateResult {
    const {open, words} = this.#host;
    return html`${open || this.#isHidden ? nothing : this.#launcher()}
      <div
        class="panel"
        part="panel"
        role="dialog"
        aria-labelledby="title"
        ?hidden=${!open}
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
      </div>`;
  }

  /**
   * After a change of `open`: into the panel, where the visitor has opened it, and back to where he was. A page that opens
   * it by itself does not take the focus from him.
   */
  moveFocus(): void {
    const {open, shadowRoot} = this.#host;
    if (open === this.#wasOpen) return;
    this.#wasOpen = open;
    const find = (selector: string) => shadowRoot?.querySelector<HTMLElement>(selector);
    const focused = focusedElement();
    const isOwn = focused?.getRootNode() === shadowRoot;
    if (open) {
      this.#remember(null);
      const isOurs = isOwn || this.#isAsked;
      this.#isAsked = false;
      if (!isOurs && !isPressed(focused)) return;
      this.#opener = isOurs ? null : focused;
      (find('.frame [data-primary]') ?? find('.frame'))?.focus({preventScroll: true});
    } else if (isOwn || !focused) {
      const opener = this.#opener?.isConnected ? this.#opener : find('.launcher');
      opener?.focus({preventScroll: true});
    }
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
        @click=${() => this.#open()}
      >
        ${poster ? html`<img src=${poster} alt="" />` : face}
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

  #open(): void {
    this.#isAsked = true;
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

  /** A button that is hidden stays so for the visit; the page may still open the panel. */
  #remember(how: 'closed' | 'hidden' | null): void {
    try {
      if (this.#isHidden) sessionStorage.setItem(DISMISSAL_KEY, 'hidden');
      else if (how) sessionStorage.setItem(DISMISSAL_KEY, how);
      else sessionStorage.removeItem(DISMISSAL_KEY);
    } catch {
      // A page without storage forgets it with the page.
    }
  }

  /** Escape closes the panel, unless it is meant for an input method or for full screen. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
    if (this.#host.matches(':fullscreen')) return;
    event.stopPropagation();
    this.#close();
  }

  #keepClearOfKeyboard(): void {
    const panel = this.#host.shadowRoot?.querySelector<HTMLElement>('.panel');
    const covered = coveredByKeyboard();
    panel?.style.setProperty('--_keyboard', `${covered}px`);
    panel?.toggleAttribute('data-cramped', covered > 0 && innerHeight - covered < CRAMPED);
  }
}

/** What has the focus, in whatever shadow root; `null` where nothing has. */
function focusedElement(): HTMLElement | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement && focused !== document.body ? focused : null;
}

/** Whether the visitor has just pressed something of the page, and does not write there. */
function isPressed(focused: HTMLElement | null): boolean {
  const isWriting = focused?.isContentEditable || focused?.matches('input, textarea, select');
  const activation = navigator.userActivation as UserActivation | undefined; // young in Safari and Firefox
  return activation !== undefined && activation.isActive && !isWriting;
}

const face = html`<svg viewBox="0 0 24 24" aria-hidden="true" fill="currentColor">
  <circle cx="12" cy="9" r="4.2"></circle>
  <path d="M4 21c.6-4.6 3.9-7 8-7s7.400 2.400 8 7z"></path>
</svg>`;
