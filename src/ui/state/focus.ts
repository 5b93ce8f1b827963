/** The element that has the focus, in whatever shadow root; `null` where none has. */
export function focusedElement(): HTMLElement | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement && focused !== document.body ? focused : null;
}

const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'];
let usesPointer = false;

/** Whether the visitor has used a pointer last on an avatar, and no key. A screen reader presses without a pointer. */
export const isPointerInUse = (): boolean => usesPointer;

/**
 * Marks what has the focus, though the visitor uses a pointer: it has no ring then. A text box always matches `:focus-visible`, and so
 * does what a script focuses after it; the browser alone cannot say where a ring helps. It listens on the avatar alone: a page's window
 * is to have no listener of ours when a session is over. The Tab key that leads in from the page goes up within the avatar.
 */
export function followModality(root: ShadowRoot): void {
  // The press on the start button came before this code: the browser shows no ring where that was a pointer.
  usesPointer ||= root.activeElement?.matches(':not(:focus-visible)') ?? false;
  root.addEventListener('pointerdown', () => (usesPointer = true), true);
  root.addEventListener('focusin', ({target}) =>
    (target as Element).toggleAttribute('data-quiet', usesPointer),
  );
  const onKey = ({key}: Event & {key?: string}) => {
    if (!usesPointer || MODIFIERS.includes(key ?? '')) return;
    usesPointer = false;
    root.activeElement?.removeAttribute('data-quiet');
  };
  root.addEventListener('keydown', onKey, true);
  root.addEventListener('keyup', onKey, true);
}

/** Whether the visitor has just pressed something of the page, rather than typed into it. */
export function hasPressed(focused: HTMLElement | null): boolean {
  const isTyping = focused?.isContentEditable || focused?.matches('input, textarea, select');
  const activation = navigator.userActivation as UserActivation | undefined; // missing in older Safari and Firefox
  return activation !== undefined && activation.isActive && !isTyping;
}
