import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {listen} from '../session/util/listen.js';
import {mustStayBelow} from './top-layer.js';

interface DialogHost extends HTMLElement, ReactiveControllerHost {
  readonly open: boolean;
}

/**
 * Opens and closes the panel, a `<dialog>`. On a phone it is modal: the page behind it is dimmed and takes no press. It changes
 * over where the visitor turns the phone; the panel and its video stay the same elements.
 */
export class PanelDialog implements ReactiveController {
  readonly #host: DialogHost;
  readonly #isWantedModal: () => boolean;
  #listening: AbortController | undefined;

  constructor(host: DialogHost, isWantedModal: () => boolean) {
    this.#host = host;
    this.#isWantedModal = isWantedModal;
  }

  hostConnected(): void {
    const {signal} = (this.#listening = new AbortController());
    const {ownerDocument} = this.#host;
    listen(ownerDocument, 'fullscreenchange', () => this.#follow(), {signal});
    listen(ownerDocument, 'close', () => this.#follow(), {capture: true, signal}); // a dialog of the page
    this.#follow();
  }

  hostUpdated(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }

  #follow(): void {
    const {open, shadowRoot, isConnected} = this.#host;
    const dialog = shadowRoot?.querySelector<HTMLDialogElement>('dialog.panel');
    if (!dialog || !isConnected) return;
    const isModal = canBeModal && dialog.matches(':modal');
    const mustBeModal = canBeModal && open && this.#mayBeModal;
    if (isModal === mustBeModal) {
      dialog.toggleAttribute('open', open); // show() would move the focus
      return;
    }
    const {activeElement} = shadowRoot as ShadowRoot;
    if (mustBeModal) {
      dialog.removeAttribute('open');
      dialog.showModal();
    } else {
      dialog.close();
      dialog.toggleAttribute('open', open);
    }
    if (open) keepFocus(dialog, activeElement);
  }

  /** A modal panel would lie above a dialog of the page, and a page that has chosen a layer wants its own parts above. */
  get #mayBeModal(): boolean {
    const host = this.#host;
    return this.#isWantedModal() && !host.matches(':fullscreen') && !mustStayBelow(host);
  }
}

/** The browser has moved the focus: to the first button of a modal dialog, or back to where it was before. */
function keepFocus(dialog: HTMLDialogElement, focused: Element | null): void {
  const isInside = focused instanceof HTMLElement && dialog.contains(focused);
  const title = dialog.matches(':modal') ? dialog.querySelector<HTMLElement>('#title') : null;
  (isInside ? focused : title)?.focus({preventScroll: true});
}

/** Browsers that have popovers know `:modal` too. */
const canBeModal = 'showPopover' in (globalThis.HTMLElement?.prototype ?? {});
