const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'];

/** Whether the visitor uses a pointer or keys on this avatar. A screen reader presses without a pointer. */
export class Modality {
  #usesPointer = false;

  /** Whether the visitor has used a pointer last, and no key. */
  get usesPointer(): boolean {
    return this.#usesPointer;
  }

  /**
   * Marks what has the focus while the visitor uses a pointer: it has no ring then. A text box always matches `:focus-visible`, and so
   * does what a script focuses after it; the browser alone cannot say where a ring helps. It listens on the avatar alone: a page's
   * window is to have no listener of ours when a session is over. The Tab key that leads in from the page goes up within the avatar.
   */
  follow(root: ShadowRoot): void {
    // The press on the start button came before this code: the browser shows no ring where that was a pointer.
    this.#usesPointer ||= root.activeElement?.matches(':not(:focus-visible)') ?? false;
    root.addEventListener('pointerdown', () => (this.#usesPointer = true), true);
    root.addEventListener('focusin', ({target}) =>
      (target as Element).toggleAttribute('data-quiet', this.#usesPointer),
    );
    const onKey = ({key}: Event & {key?: string}) => {
      if (!this.#usesPointer || MODIFIERS.includes(key ?? '')) return;
      this.#usesPointer = false;
      root.activeElement?.removeAttribute('data-quiet');
    };
    root.addEventListener('keydown', onKey, true);
    root.addEventListener('keyup', onKey, true);
  }
}
