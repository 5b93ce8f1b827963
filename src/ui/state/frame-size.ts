/** A frame lower than this, in CSS pixels, has no room for stage, panel and controls. */
const LOW = 300;
/** One that is lower than this has none for stage and controls either. */
const VERY_LOW = 260;
/** On a stage lower than this, captions of the usual size would cover the mouth. */
const LOW_STAGE = 240;
/** How much of the stage captions may take: two lines of them, with the space around, stand under the mouth. */
const CAPTION_SHARE = 0.34;
const CAPTION_SPACE = 26;
const CAPTION_LINES = 2 * 1.4;

/**
 * The size of the frame, and that it stays what it is while a session starts. It is observed, because to read it in each render
 * would have the browser lay out the page each time.
 */
export class FrameSize {
  /** In CSS pixels. */
  width = 0;
  height = 0;
  /** The height of the stage, and of captions that stand below it. */
  stageHeight = 0;
  /** The size of its text, which is the visitor's own, in CSS pixels. */
  em = 16;
  /** How much larger than that the visitor wants captions and conversation. */
  textScale = 1;
  readonly #host: HTMLElement;
  #frame: HTMLElement | null = null;
  /** Whether the page has fixed the height of the element. It is known once a session has begun to start. */
  #isFixed = false;
  /** Not in jsdom. */
  readonly #observer: ResizeObserver | undefined;

  constructor(host: HTMLElement, onChange: () => void) {
    this.#host = host;
    if (!('ResizeObserver' in globalThis)) return;
    this.#observer = new ResizeObserver(() => {
      const {width, height, em, isStageLow} = this;
      this.#measure();
      const isSame =
        width === this.width && height === this.height && em === this.em && isStageLow === this.isStageLow;
      // A change within the callback, which may resize the frame again, would be an error in the page.
      if (!isSame) requestAnimationFrame(onChange);
    });
  }

  /** True where there is no room for a panel beside the stage. A frame of its own height makes room. */
  get isLow(): boolean {
    return this.#isFixed && this.height < LOW;
  }

  /** True where there is no room for controls under the stage. */
  get isVeryLow(): boolean {
    return this.#isFixed && this.height < VERY_LOW;
  }

  /** True where captions stand below the stage. */
  get isStageLow(): boolean {
    const needed = (CAPTION_SPACE + CAPTION_LINES * this.captionSize) / CAPTION_SHARE;
    return this.stageHeight > 0 && this.stageHeight < Math.max(LOW_STAGE, needed);
  }

  /** The size of captions, as the style sheet has it, in CSS pixels. */
  get captionSize(): number {
    const {width, em, textScale} = this;
    return Math.min(24, textScale * (width < 640 ? Math.max(16, em) : Math.max(20, 1.25 * em)));
  }

  /** Call it in each render, which may have replaced the frame. */
  follow(): void {
    const frame = this.#host.shadowRoot?.querySelector<HTMLElement>('.frame') ?? null;
    if (frame === this.#frame) return;
    this.#observer?.disconnect();
    this.#frame = frame;
    this.#measure();
    const stage = frame?.querySelector('.stage');
    for (const each of [frame, stage]) if (each) this.#observer?.observe(each);
  }

  /**
   * Keeps the height of the frame from here on: what is beside the stage changes, and the stage gives or takes the difference.
   * Where the page has fixed the height there is nothing to keep.
   */
  keepSize(): void {
    this.follow();
    const frame = this.#frame;
    const stage = frame?.querySelector('.stage');
    if (!frame || !stage || frame.matches('[data-kept], [data-mini]') || this.#host.matches(':fullscreen'))
      return;
    const [wide, high = 1] = getComputedStyle(stage).aspectRatio.split('/').map(parseFloat);
    const {width, height} = frame.getBoundingClientRect();
    const rest = height - width / (wide && high ? wide / high : 16 / 9);
    const grown = heightWith(frame, rest + 8);
    this.#isFixed = height > 0 && grown < height + 4;
    if (this.#isFixed || height === 0) frame.removeAttribute('data-kept');
    else frame.style.setProperty('--_rest', `${rest}px`);
  }

  #measure(): void {
    const frame = this.#frame;
    if (!frame || frame.matches('[data-mini]')) return;
    this.width = frame.clientWidth;
    this.height = frame.clientHeight;
    const parts = frame.querySelectorAll<HTMLElement>('.stage, .under');
    this.stageHeight = [...parts].reduce((sum, {offsetHeight}) => sum + offsetHeight, 0);
    this.em = parseFloat(getComputedStyle(frame).fontSize) || 16;
  }
}

/** How high the frame would be with this much beside the stage: no higher than before where the page has fixed its height. */
function heightWith(frame: HTMLElement, rest: number): number {
  frame.style.setProperty('--_rest', `${rest}px`);
  frame.setAttribute('data-kept', '');
  return frame.getBoundingClientRect().height;
}
