import type {CSSResult} from 'lit';

/** A style sheet, and when it applies; by default always. */
export type Style = readonly [css: CSSResult, applies?: () => boolean];

/**
 * The style sheets that a shadow root has besides its first. Some style the host itself, and apply only while it is in some
 * state: a state that is no attribute, and that some browsers cannot give to `:state()` either.
 */
export class AdoptedStyles {
  readonly #styles: Style[] = [];

  /** Adds sheets; a later one goes before an earlier one. They apply after the next `update`. */
  add(...styles: readonly Style[]): void {
    this.#styles.push(...styles);
  }

  /** Adopts the sheets that apply now. Those of others stay as they are. */
  update(root: ShadowRoot): void {
    const isOurs = (sheet: CSSStyleSheet) => this.#styles.some(([css]) => css.styleSheet === sheet);
    const wanted = this.#styles.flatMap(([{styleSheet}, applies]) =>
      styleSheet && (applies?.() ?? true) ? [styleSheet] : [],
    );
    const now = root.adoptedStyleSheets ?? [];
    const next = [...now.filter((sheet) => !isOurs(sheet)), ...wanted];
    if (next.some((sheet, at) => sheet !== now[at]) || next.length < now.length)
      root.adoptedStyleSheets = next;
  }
}
