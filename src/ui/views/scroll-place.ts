/**
 * Keeps what the visitor reads in its place while lines are added below it. The box is scrolled from its end, so what grows above
 * moves nothing. Browsers do not do this by themselves: WebKit never, Chromium not beside content that it leaves out.
 */
export class ScrollPlace {
  /** True where something was added since the visitor has scrolled back. */
  hasNew = false;
  /** The box that the visitor has scrolled back; `null` while the newest line is in view. */
  #box: Element | null = null;
  /** What the browser has rounded off: WebKit scrolls by whole pixels. */
  #rest = 0;

  /** Listens to `scroll` of the box: to look in each render would have the browser lay out the page each time. */
  readonly onScroll = ({currentTarget}: Event): void => {
    const box = currentTarget as Element;
    this.#box = box.scrollTop < -1 ? box : null;
    this.hasNew &&= this.isBack;
  };

  /** Leads the visitor to the newest line. */
  toEnd(): void {
    if (this.#box) this.#box.scrollTop = 0;
  }

  get isBack(): boolean {
    return this.#box?.isConnected ?? false;
  }

  /** Call it before a render that adds something; `last` is the last child that is there already, and may grow. */
  keep(last: Element | null): void {
    const box = this.#box;
    if (!box?.isConnected || !last) return;
    this.hasNew = true;
    const distance = toEnd(box, last);
    queueMicrotask(() => {
      const wanted = box.scrollTop - (toEnd(box, last) - distance) + this.#rest;
      box.scrollTop = wanted;
      this.#rest = wanted - box.scrollTop;
    });
  }
}

/** How far it is from the top of a child to the end of the box. */
const toEnd = (box: Element, child: Element): number =>
  (box.firstElementChild?.getBoundingClientRect().bottom ?? 0) - child.getBoundingClientRect().top;
