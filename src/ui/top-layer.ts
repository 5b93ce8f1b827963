import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {listen} from '../session/util/listen.js';

type TopLayerHost = ReactiveControllerHost & HTMLElement;

/**
 * Shows one element of the shadow root in the browser's top layer, as a manual popover. There an ancestor's transform, filter
 * or `contain` does not move or clip it, and no z-index of the page covers it. Where the browser has no popovers, or the page
 * has set `--avatar-z-index`, the element stays where its styles place it.
 */
export class TopLayer implements ReactiveController {
  readonly #host: TopLayerHost;
  readonly #find: () => HTMLElement | null;
  #element: HTMLElement | null = null;
  #listening: AbortController | undefined;
  #isRendered = true;
  /**
   * A dialog of the page that holds the avatar covers it when it opens, because the dialog enters the top layer later. The
   * avatar has no size until then, so its first size says when to enter again.
   */
  readonly #observer =
    'ResizeObserver' in globalThis
      ? new ResizeObserver((entries) => {
          const isRendered = (entries.at(-1)?.contentRect.width ?? 0) > 0;
          if (isRendered && !this.#isRendered) this.#raise();
          this.#isRendered = isRendered;
        })
      : undefined;

  /** `find` returns the element that belongs in the top layer now, or `null`. */
  constructor(host: TopLayerHost, find: () => HTMLElement | null) {
    this.#host = host;
    this.#find = find;
  }

  /** The browser closes a popover that leaves the document, also one that is only moved. */
  hostConnected(): void {
    const {signal} = (this.#listening = new AbortController());
    const {ownerDocument} = this.#host;
    listen(ownerDocument, 'fullscreenchange', () => this.#raise(), {signal});
    // A dialog's close event does not bubble.
    listen(ownerDocument, 'close', () => this.#update(), {capture: true, signal});
    this.#update();
  }

  hostUpdated(): void {
    this.#update();
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }

  #update(): void {
    if (!this.#host.isConnected || !('showPopover' in HTMLElement.prototype)) return;
    this.#follow(this.#find());
    const element = this.#element;
    if (!element) return;
    // An avatar in full screen fills the screen by its own styles; its popover would lie below it.
    if (this.#host.matches(':fullscreen')) close(element);
    else if (!isOpen(element)) {
      if (mustStayBelow(this.#host)) close(element);
      else open(element);
    }
  }

  #follow(element: HTMLElement | null): void {
    if (this.#element === element) return;
    this.#observer?.disconnect();
    if (this.#element) close(this.#element);
    this.#element = element;
    if (element) this.#observer?.observe(element);
  }

  /** Enters the top layer again: what enters last is on top. */
  #raise(): void {
    const element = this.#element;
    if (element && isOpen(element) && !mustStayBelow(this.#host)) element.hidePopover();
    this.#update();
  }
}

/** True where the page has chosen a layer, or shows a dialog or a full screen that does not hold the avatar. */
export function mustStayBelow(host: HTMLElement): boolean {
  if (getComputedStyle(host).getPropertyValue('--avatar-z-index').trim()) return true;
  return [...host.ownerDocument.querySelectorAll(':modal, :fullscreen')].some((modal) => !holds(modal, host));
}

const isOpen = (element: HTMLElement): boolean => element.matches(':popover-open');

/**
 * WebKit leaves a box that is fixed already where an ancestor's transform, filter or `contain` has placed it. So it is not
 * fixed until it is in the top layer; to read the computed style makes the browser take note of that.
 */
function open(element: HTMLElement): void {
  element.popover = 'manual';
  element.style.position = 'static';
  void getComputedStyle(element).position;
  element.showPopover();
  element.style.position = '';
}

/** Without the attribute the browser's own styles for popovers, which hide a closed one, do not apply. */
function close(element: HTMLElement): void {
  if (isOpen(element)) element.hidePopover();
  element.removeAttribute('popover');
}

/** Whether an element contains another, through shadow roots. */
function holds(outer: Element, inner: Element): boolean {
  for (let at: Element | undefined = inner; at; at = (at.getRootNode() as ShadowRoot).host) {
    if (outer.contains(at)) return true;
  }
  return false;
}
