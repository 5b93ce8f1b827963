/** The element that has the focus, in whatever shadow root; `null` where none has. */
export function focusedElement(): HTMLElement | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement && focused !== document.body ? focused : null;
}

/** Whether the visitor has just pressed something of the page, rather than typed into it. */
export function hasPressed(focused: HTMLElement | null): boolean {
  const isTyping = focused?.isContentEditable || focused?.matches('input, textarea, select');
  const activation = navigator.userActivation as UserActivation | undefined; // missing in older Safari and Firefox
  return activation !== undefined && activation.isActive && !isTyping;
}
