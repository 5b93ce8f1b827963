/** A phone's keyboard covers the lower part of the window: the text box that it is for is brought above it. */
export function keepTextBoxInSight({shadowRoot}: HTMLElement, signal: AbortSignal): void {
  globalThis.visualViewport?.addEventListener(
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

/** How much of the lower part of the window the keyboard covers, in CSS pixels. */
export function coveredByKeyboard(): number {
  const viewport = globalThis.visualViewport;
  // A visitor who has zoomed in sees a part of the window as well, but nothing covers the rest.
  if (!viewport || viewport.scale > 1.01) return 0;
  return Math.max(0, innerHeight - viewport.height - viewport.offsetTop);
}
