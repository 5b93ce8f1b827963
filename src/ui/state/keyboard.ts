import {listen} from '../../session/util/listen.js';
/** Scrolls the text box into view when a phone's keyboard covers it. */
export function keepTextBoxVisible({shadowRoot}: HTMLElement, signal: AbortSignal): void {
  listen(
    globalThis.visualViewport,
    'resize',
    () => {
      const box = shadowRoot?.activeElement;
      if (box?.localName === 'textarea' && isCovered(box)) box.scrollIntoView({block: 'nearest'});
    },
    {signal},
  );
}

function isCovered(box: Element): boolean {
  const viewport = globalThis.visualViewport;
  return viewport !== null && box.getBoundingClientRect().bottom > viewport.offsetTop + viewport.height;
}

/** How much of the window a phone's keyboard covers at the bottom, in CSS pixels. */
export function keyboardHeight(): number {
  const viewport = globalThis.visualViewport;
  // A visitor who has zoomed in sees a part of the window too, but no keyboard covers the rest.
  if (!viewport || viewport.scale > 1.01) return 0;
  return Math.max(0, innerHeight - viewport.height - viewport.offsetTop);
}
