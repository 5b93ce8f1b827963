import {html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {isLive, type SessionState} from '../session/session-state.js';
import type {FramePieces} from './frame-pieces.js';
import {floatingStyles, startStyles, topStyles} from './floating.styles.js';
import {launcherStyles} from './launcher.styles.js';
import {launcherView} from './launcher-view.js';
import type {Localizer} from './locales/localizer.js';
import {PanelDialog} from './panel-dialog.js';
import {panelHeaderView} from './panel-header-view.js';
import {sheetStyles} from './sheet.styles.js';
import {focusedElement, hasPressed} from './state/focus.js';
import {isComposing} from './state/ime.js';
import {keyboardHeight} from './state/keyboard.js';
import {isOfPagePopup} from './state/page-popup.js';
import {swipeDown} from './state/swipe-down.js';
import {Teaser} from './state/teaser.js';
import {Visit} from './state/visit.js';
import {WindowShape} from './state/window-shape.js';
import {TopLayer} from './top-layer.js';
import {listen} from '../session/util/listen.js';

export {STRINGS} from './locales/strings.js';

export interface FloatingHost extends HTMLElement, ReactiveControllerHost {
  readonly words: Localizer;
  readonly poster: string | null;
  readonly avatarId: string | null;
  readonly teaser: string | null;
  readonly teaserDelay: string | null;
  readonly state: SessionState;
  readonly mode: 'inline' | 'floating';
  readonly placement: string;
  open: boolean;
}

/** A phone's keyboard leaves less height than this, in CSS pixels: the stage goes to the header. */
const WITH_KEYBOARD = 520;
/** Where it leaves less than this, the panel hides its header too. */
const CRAMPED = 320;

/**
 * The avatar in a panel that a launcher button opens, in a corner of the window. Closing the panel ends the session, so that
 * no session costs money unseen.
 */
export class Floating implements ReactiveController {
  /** The style sheets, each with when it applies; a later one goes before an earlier one. */
  readonly styles = [
    [floatingStyles, () => this.#isFloating],
    [launcherStyles, () => this.#isFloating],
    [sheetStyles, () => this.#isFloating],
    [topStyles, () => this.#isFloating && this.#host.placement.startsWith('top')],
    [startStyles, () => this.#isFloating && this.#host.placement.endsWith('start')],
  ] as const;
  readonly #host: FloatingHost;
  readonly #window = new WindowShape();
  readonly #teaser: Teaser;
  readonly #visit: Visit;
  #isExpanded = false;
  #wasOpen: boolean;
  /** The element of the page that had the focus before the panel opened. */
  #opener: HTMLElement | null = null;
  /** The visitor has pressed the launcher, which has lost the focus since: it may be gone while the panel is open. */
  #isLaunched = false;
  #listening: AbortController | undefined;

  constructor(host: FloatingHost) {
    this.#host = host;
    this.#wasOpen = host.open;
    this.#visit = new Visit(host);
    this.#teaser = new Teaser(host, () => host.requestUpdate());
    host.addController(this);
    host.addController(
      new TopLayer(host, () => host.shadowRoot?.querySelector<HTMLElement>('.floating') ?? null),
    );
    host.addController(new PanelDialog(host, () => this.#isFloating && this.#window.isPhone));
  }

  /** Only the visual viewport says that a phone's keyboard covers the lower part of the window. */
  hostConnected(): void {
    const {signal} = (this.#listening = new AbortController());
    for (const type of ['resize', 'scroll']) {
      listen(globalThis.visualViewport, type, () => this.#avoidKeyboard(), {signal});
    }
    this.#window.follow(() => this.#fit(), signal);
    this.#fit(); // the window may have changed since the element left the document
  }

  hostUpdated(): void {
    this.#teaser.follow();
    // Safari does not apply styles anew where only an attribute within :has() has changed.
    const hasView = this.#find('.frame')?.dataset['view'] !== 'none';
    this.#find('.panel')?.toggleAttribute('data-has-view', hasView);
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    this.#teaser.disconnect();
  }

  render(frame: TemplateResult, header?: FramePieces['header']): TemplateResult {
    const {open} = this.#host;
    return html`<div class="floating" @keydown=${(event: KeyboardEvent) => this.#onKey(event)}>
      <dialog
        class="panel"
        part="panel"
        aria-labelledby="title"
        ?data-narrow=${this.#window.is('narrow')}
        ?data-low=${this.#window.is('low')}
        ?data-raised=${this.#isLauncherBeside}
        ?data-expanded=${this.#isExpanded && this.#window.is('wide')}
        @cancel=${(event: Event) => this.#onCancel(event)}
        @close=${() => this.#onDialogClose()}
      >
        ${this.#header(header)} ${frame}
      </dialog>
      ${(open ? this.#isLauncherBeside : !this.#visit.isHidden) ? this.#launcher() : nothing}
    </div>`;
  }

  /**
   * Follows a change of `open`. Where the visitor has opened the panel, the focus goes to its title; where the page has, the
   * focus stays. From a panel that closes, it goes back to where it was.
   */
  moveFocus(): void {
    const {open, shadowRoot} = this.#host;
    if (open === this.#wasOpen) return;
    this.#wasOpen = open;
    this.#avoidKeyboard();
    const find = (selector: string) => shadowRoot?.querySelector<HTMLElement>(selector);
    const focused = focusedElement();
    const isInside = focused?.getRootNode() === shadowRoot;
    if (open) {
      this.#visit.opened();
      const isLaunched = isInside || this.#isLaunched;
      this.#isLaunched = false;
      if (!isLaunched && !hasPressed(focused)) return;
      this.#opener = isLaunched ? null : focused;
      find('#title')?.focus({preventScroll: true});
    } else if (isInside || !focused) {
      const opener = this.#opener?.isConnected ? this.#opener : find('.launcher');
      opener?.focus({preventScroll: true});
    }
  }

  get #isFloating(): boolean {
    return this.#host.mode === 'floating';
  }

  /** Whether the launcher stays below the open panel. */
  get #isLauncherBeside(): boolean {
    return this.#window.is('tall') && !this.#window.isPhone && !this.#visit.isHidden;
  }

  #header({menu = nothing, status = null}: Partial<FramePieces['header']> = {}): TemplateResult {
    const {words} = this.#host;
    return panelHeaderView({
      words,
      title: words.text('label'),
      status: status && words.text(status),
      isLive: isLive(this.#host.state),
      menu,
      canExpand: this.#window.is('wide') && !this.#window.isPhone,
      isExpanded: this.#isExpanded,
      onExpand: () => {
        this.#isExpanded = !this.#isExpanded;
        this.#host.requestUpdate();
      },
      onClose: () => this.#close(),
      onPointerDown: (event) => {
        if (this.#window.is('narrow')) swipeDown(event, this.#find('.panel'), () => this.#close());
      },
    });
  }

  #launcher(): TemplateResult {
    const {words, poster, teaser, open} = this.#host;
    return launcherView({
      words,
      poster,
      isInviting: !this.#visit.isKnown && !this.#window.is('narrow'),
      isOpen: open,
      teaser: this.#teaser.isShown ? teaser : null,
      hasTeaser: teaser !== null,
      onPress: () => (open ? this.#close() : this.#launch()),
      onHide: () => this.#hide(),
      onTeaserClose: () => {
        this.#teaser.finish();
        this.#find('.launcher')?.focus({preventScroll: true});
      },
    });
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  }

  #launch(): void {
    this.#isLaunched = true;
    this.#host.open = true;
  }

  #close(): void {
    this.#host.open = false;
    this.#visit.closed();
  }

  #hide(): void {
    this.#visit.hidden();
    this.#teaser.finish();
    this.#host.requestUpdate();
  }

  /**
   * Escape closes the panel, unless it ends a composition or full screen. During a conversation it closes only what the panel
   * shows: to close the panel would end the conversation, and the visitor may have meant the settings.
   */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.#host.open || isComposing(event)) return;
    if (isOfPagePopup(event, this.#host)) return;
    if (this.#host.matches(':fullscreen')) return;
    if (event.defaultPrevented || isLive(this.#host.state)) return;
    event.stopPropagation();
    event.preventDefault(); // else the browser closes a modal panel too
    this.#close();
  }

  /**
   * Android's back gesture. The browser lets a page refuse the first one only, so a second ends a conversation. A file input that the page
   * has put into a slot tells in the same way that the visitor has chosen no file.
   */
  #onCancel(event: Event): void {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    if (!isLive(this.#host.state)) this.#close();
  }

  #onDialogClose(): void {
    const isClosedByBrowser = this.#host.open && !this.#find('.panel')?.hasAttribute('open');
    if (isClosedByBrowser) this.#close();
  }

  #fit(): void {
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#avoidKeyboard());
  }

  #avoidKeyboard(): void {
    const panel = this.#find('.panel');
    const covered = keyboardHeight();
    const visible = innerHeight - covered;
    panel?.style.setProperty('--_keyboard', `${covered}px`);
    panel?.toggleAttribute('data-typing', this.#window.is('narrow') && visible < WITH_KEYBOARD);
    panel?.toggleAttribute('data-cramped', covered > 0 && visible < CRAMPED);
  }
}
