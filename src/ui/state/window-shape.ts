import {listen} from '../../session/util/listen.js';

/**
 * What the window has room for. The queries are not in style sheets: WebKit does not note that the result of one changes while no
 * element has that sheet.
 */
const QUERIES = {
  /** A phone: the panel is a sheet at the bottom. */
  narrow: '(max-width: 480px)',
  /** A phone on its side: the panel fills the window. A low window of a computer is wider. */
  low: '(max-height: 440px) and (min-width: 481px) and (max-width: 960px)',
  /** There is room for the launcher below the panel. */
  tall: '(min-height: 760px)',
  /** The panel can be made larger. */
  wide: '(min-width: 1000px)',
} as const;

export class WindowShape {
  /** jsdom has no media queries at all. */
  readonly #lists = Object.entries(QUERIES).map(
    ([name, query]) => [name, globalThis.matchMedia?.(query)] as const,
  );

  follow(onChange: () => void, signal: AbortSignal): void {
    for (const [, list] of this.#lists) listen(list, 'change', onChange, {signal});
  }

  is(shape: keyof typeof QUERIES): boolean {
    return this.#lists.some(([name, list]) => name === shape && list?.matches);
  }

  /** Whether the panel takes the window's width or all of it, and so the page behind it cannot be used. */
  get isPhone(): boolean {
    return this.is('narrow') || this.is('low');
  }
}
