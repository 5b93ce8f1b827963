import {
  css,
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type {Vocabulary} from './language/words.js';
import {closeIcon} from './views/icons.js';

interface FloatingHost extends HTMLElement, ReactiveControllerHost {
  readonly words: Vocabulary;
  readonly poster: string | null;
  open: boolean;
}

/** Remembers for the visit that the visitor wants no avatar. */
const HIDDEN_KEY = 'heygen-avatar-hidden';

/**
 * The avatar behind a button in a corner of the window. Closed, it covers no more of the page than the button does; closing
 * it ends the session, so that nothing costs unseen.
 */
export class Floating implements ReactiveController {
  readonly #host: FloatingHost;
  #isHidden = wasHidden();
  #wasOpen: boolean;

  constructor(host: FloatingHost) {
    this.#host = host;
    this.#wasOpen = host.open;
    host.addController(this);
  }

  /** A phone's keyboard covers the lower part of the window, which the page is not told of. */
  hostConnected(): void {
    globalThis.visualViewport?.addEventListener('resize', this.#keepClearOfKeyboard);
  }

  hostDisconnected(): void {
    globalThis.visualViewport?.removeEventListener('resize', this.#keepClearOfKeyboard);
  }

  render(frame: TemplateResult): TemplateResult {
    const {open, words} = this.#host;
    return html`${open || this.#isHidden ? nothing : this.#launcher()}
      <div
        class="panel"
        part="panel"
        ?hidden=${!open}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
      >
        ${frame}
        <button
          class="close"
          part="close"
          aria-label=${words.say('close')}
          title=${words.say('close')}
          @click=${() => this.#close()}
        >
          ${closeIcon}
        </button>
      </div>`;
  }

  /** After a change of `open`: to what can be done in the panel, or back to the button. */
  moveFocus(): void {
    const {open, shadowRoot} = this.#host;
    if (open === this.#wasOpen) return;
    this.#wasOpen = open;
    const target = open ? '.frame [data-primary]' : '.launcher';
    const hasFocus = document.activeElement === this.#host || document.activeElement === document.body;
    if (hasFocus) shadowRoot?.querySelector<HTMLElement>(target)?.focus({preventScroll: true});
  }

  #launcher(): TemplateResult {
    const {words, poster} = this.#host;
    const name = words.say('open');
    return html`<div class="corner">
      <button
        class="launcher"
        part="launcher"
        aria-expanded="false"
        aria-label=${name}
        title=${name}
        @click=${() => (this.#host.open = true)}
      >
        ${poster ? html`<img src=${poster} alt="" />` : face}
      </button>
      <button
        class="hide"
        part="hide"
        aria-label=${words.say('hide')}
        title=${words.say('hide')}
        @click=${() => this.#hide()}
      >
        ${closeIcon}
      </button>
    </div>`;
  }

  #close(): void {
    this.#host.open = false;
  }

  #hide(): void {
    this.#isHidden = true;
    try {
      sessionStorage.setItem(HIDDEN_KEY, '1');
    } catch {
      // A page without storage forgets it with the page.
    }
    this.#host.requestUpdate();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    this.#close();
  }

  readonly #keepClearOfKeyboard = (): void => {
    const viewport = globalThis.visualViewport;
    const panel = this.#host.shadowRoot?.querySelector<HTMLElement>('.panel');
    if (!viewport || !panel) return;
    const covered = Math.max(0, innerHeight - viewport.height - viewport.offsetTop);
    panel.style.setProperty('--_keyboard', `${covered}px`);
  };
}

function wasHidden(): boolean {
  try {
    return sessionStorage.getItem(HIDDEN_KEY) !== null;
  } catch {
    return false;
  }
}

const face = html`<svg viewBox="0 0 24 24" aria-hidden="true" fill="currentColor">
  <circle cx="12" cy="9" r="4.2"></circle>
  <path d="M4 21c.6-4.6 3.9-7 8-7s7.400 2.400 8 7z"></path>
</svg>`;

export const floatingStyles = css`
  :host([mode='floating']) {
    --_inline: max(var(--avatar-offset-inline, 20px), env(safe-area-inset-right));
    --_block: max(var(--avatar-offset-block, 20px), env(safe-area-inset-bottom));
    display: block;
    position: fixed;
    inset: auto;
    inset-block-end: var(--_block);
    inset-inline-end: var(--_inline);
    z-index: var(--avatar-z-index, 2147483000);
    inline-size: auto;
    max-inline-size: none;
    aspect-ratio: auto;
    overflow: visible;
    contain: none;
    border-radius: 0;
    background: none;
  }
  :host([mode='floating'][placement^='top']) {
    inset-block-end: auto;
    inset-block-start: var(--_block);
  }
  :host([mode='floating'][placement$='start']) {
    inset-inline-end: auto;
    inset-inline-start: var(--_inline);
  }
  :host([mode='floating'][hidden]) {
    display: none;
  }
  .corner {
    position: relative;
    inline-size: 64px;
    block-size: 64px;
  }
  .launcher {
    inline-size: 64px;
    block-size: 64px;
    padding: 0;
    justify-content: center;
    overflow: hidden;
    color: var(--_on-accent);
    background: var(--_accent);
    border: 2px solid #fff;
    box-shadow: var(--avatar-shadow, 0 8px 28px rgb(0 0 0 / 35%));
  }
  .launcher:hover {
    filter: brightness(1.1);
  }
  .launcher svg {
    inline-size: 34px;
    block-size: 34px;
  }
  .launcher img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    object-position: var(--avatar-object-position, 50% 30%);
  }
  .hide,
  .close {
    position: absolute;
    padding: 0;
    justify-content: center;
    color: #fff;
    background: rgb(10 12 20 / 82%);
    border: 1px solid rgb(255 255 255 / 55%);
  }
  .hide {
    inset-block-start: -10px;
    inset-inline-end: -10px;
    inline-size: 26px;
    block-size: 26px;
    min-block-size: 26px;
  }
  /* As large to a finger as any other. */
  .hide::before {
    content: '';
    position: absolute;
    inset: -9px;
  }
  .hide svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .close {
    inset-block-start: 8px;
    inset-inline-end: 8px;
    z-index: 2;
    inline-size: 44px;
    block-size: 44px;
  }
  .panel {
    position: relative;
    inline-size: min(var(--avatar-panel-width, 380px), 100vw - 2 * var(--_inline));
    block-size: min(var(--avatar-panel-height, 500px), 100dvh - 2 * var(--_block));
    overflow: hidden;
    border-radius: var(--avatar-radius, 16px);
    background: var(--avatar-background, light-dark(#e8eaf3, #171a26));
    box-shadow: var(--avatar-shadow, 0 16px 60px rgb(0 0 0 / 38%));
  }
  .panel[hidden] {
    display: none;
  }
  .panel .notices {
    inset-inline-end: 60px;
  }
  @media (width <= 480px) {
    :host([mode='floating'][open]) {
      inset: auto 0 0;
    }
    .panel {
      inline-size: 100%;
      block-size: min(100dvh - var(--_keyboard, 0px), 133vw);
      margin-block-end: var(--_keyboard, 0px);
      padding-block-end: env(safe-area-inset-bottom);
      box-sizing: border-box;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }
`;
