import type {CSSResult} from 'lit';

/** A style sheet, and when it applies; by default always. */
export type Style = readonly [css: CSSResult, applies?: () => boolean];

/**
 * The style sheets that a shadow root has besides its first. Some style the host itself, and apply only while it is in some
 * state: a state that is no attribute, and that some browsers cannot give to `:state()` either.
 */
export class AdoptedStyles {
  /** When each sheet applies. The first is the one that Lit adopts. */
  readonly #styles: Map<CSSResult, (() => boolean) | undefined>;
  /** The document in which the element was at the last update. */
  #home: Document | undefined;
  /** Its sheets there, unless that is the page's own document. */
  readonly #copies = new Map<CSSResult, CSSStyleSheet>();

  constructor(first: CSSResult) {
    this.#styles = new Map([[first, undefined]]);
  }

  /** Adds sheets; a later one goes before an earlier one. They apply after the next `update`. */
  add(...styles: readonly Style[]): void {
    for (const [css, applies] of styles) this.#styles.set(css, applies);
  }

  /**
   * Adopts the sheets that apply now. Those of others stay as they are. The browser takes all of them away when the element is moved into
   * another document, such as that of a picture-in-picture window.
   */
  update(root: ShadowRoot): void {
    if (this.#home !== root.ownerDocument) this.#copies.clear();
    this.#home = root.ownerDocument;
    const ours = [...this.#styles.keys()].map((css) => this.#sheetOf(css));
    const [first, ...others] = [...this.#styles.values()].map((applies, at) =>
      applies?.() === false ? undefined : ours[at],
    );
    const now = root.adoptedStyleSheets ?? [];
    const next = [first, ...now.filter((sheet) => !ours.includes(sheet)), ...others].filter(
      (sheet) => sheet !== undefined,
    );
    if (next.some((sheet, at) => sheet !== now[at]) || next.length < now.length)
      root.adoptedStyleSheets = next;
  }

  /** A document takes only sheets that were made in it. One without a window has no styles. */
  #sheetOf(css: CSSResult): CSSStyleSheet | undefined {
    if (this.#home === document) return css.styleSheet;
    const {CSSStyleSheet: Sheet} = this.#home?.defaultView ?? {};
    let copy = this.#copies.get(css);
    if (!copy && Sheet) {
      copy = new Sheet();
      copy.replaceSync(css.cssText);
      this.#copies.set(css, copy);
    }
    return copy;
  }
}
