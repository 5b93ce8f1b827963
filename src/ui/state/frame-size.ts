/**
 * The size of the frame. It is observed, because to read it in each render would have the browser lay out the page each time.
 */
export class FrameSize {
  /** In CSS pixels. */
  width = 0;
  /** The size of its text, which is the visitor's own, in CSS pixels. */
  em = 16;
  readonly #host: HTMLElement;
  #frame: Element | null = null;
  /** Not in jsdom. */
  readonly #observer: ResizeObserver | undefined;

  constructor(host: HTMLElement, onChange: () => void) {
    this.#host = host;
    if (!('ResizeObserver' in globalThis)) return;
    this.#observer = new ResizeObserver(() => {
      const {width, em} = this;
      this.#measure();
      if (width !== this.width || em !== this.em) onChange();
    });
  }

  /** Call it in each render, which may have replaced the frame. */
  follow(): void {
    const frame = this.#host.shadowRoot?.querySelector('.frame') ?? null;
    if (frame === this.#frame) return;
    this.#observer?.disconnect();
    this.#frame = frame;
    this.#measure();
    if (frame) this.#observer?.observe(frame);
  }

  #measure(): void {
    if (!this.#frame) return;
    this.width = this.#frame.clientWidth;
    this.em = parseFloat(getComputedStyle(this.#frame).fontSize) || 16;
  }
}
