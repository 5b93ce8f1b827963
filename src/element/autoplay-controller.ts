import type {ReactiveController, ReactiveControllerHost} from 'lit';

interface AutoplayHost extends HTMLElement, ReactiveControllerHost {
  readonly autoplay: boolean;
  readonly mode: 'inline' | 'floating';
}

/**
 * Starts a session without a click, once: when the visitor really sees the element. A session that plays in a hidden tab, under
 * `display: none`, scrolled away or in a frame out of sight costs money that nobody has anything of.
 */
export class AutoplayController implements ReactiveController {
  readonly #host: AutoplayHost;
  readonly #start: () => void;
  readonly #isAllowed: () => boolean;
  #watching: AbortController | undefined;
  #isInView = false;
  #hasStarted = false;

  /** `isAllowed` says no where the visitor has dismissed the avatar in this visit. */
  constructor(host: AutoplayHost, {start, isAllowed}: {start: () => void; isAllowed: () => boolean}) {
    this.#host = host;
    this.#start = start;
    this.#isAllowed = isAllowed;
  }

  hostUpdated(): void {
    if (this.#host.autoplay && !this.#hasStarted) this.#watch();
  }

  hostDisconnected(): void {
    this.#watching?.abort();
    this.#watching = undefined;
    this.#isInView = false;
  }

  #watch(): void {
    if (this.#watching) return this.#check();
    const {signal} = (this.#watching = new AbortController());
    document.addEventListener('visibilitychange', () => this.#check(), {signal});
    if (!('IntersectionObserver' in globalThis)) {
      this.#isInView = true;
      return this.#check();
    }
    const view = new IntersectionObserver((entries) => {
      this.#isInView = entries.at(-1)?.isIntersecting ?? false;
      this.#check();
    });
    // A floating avatar stands in the corner of the window, wherever its element is: in view is what is in view of the page.
    view.observe(this.#host.mode === 'floating' ? document.documentElement : this.#host);
    signal.addEventListener('abort', () => view.disconnect());
  }

  #check(): void {
    const isPreview = document.documentElement.hasAttribute('data-turbo-preview'); // the page itself follows at once
    const isSeen = this.#isInView && document.visibilityState === 'visible' && !isPreview;
    if (!isSeen || this.#hasStarted || !this.#host.autoplay || !this.#isAllowed() || !isShown(this.#host))
      return;
    this.#hasStarted = true;
    this.#watching?.abort();
    this.#start();
  }
}

/** False for what is transparent or invisible though it has its place. */
function isShown(element: HTMLElement): boolean {
  return element.checkVisibility?.({opacityProperty: true, visibilityProperty: true}) ?? true;
}
