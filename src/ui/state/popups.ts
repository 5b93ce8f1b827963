import type {PanelHost} from '../panel-host.js';

/** What the visitor can open in the panel, one at a time: the settings, what is chosen or checked there, the conversation. */
export type Popup = 'more' | 'microphones' | 'speakers' | 'languages' | 'check' | 'transcript';

/** What the visitor has open in the panel, and where the focus goes when they open or close it. */
export class Popups {
  current: Popup | null = null;
  readonly #host: PanelHost;
  /** Whether the settings were opened from the conversation, and lead back to it. */
  #isOverConversation = false;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  /** Opens a popup, or closes it. */
  toggle(popup: Popup): void {
    const {current: before} = this;
    if (popup === 'more' && (before ?? 'transcript') === 'transcript')
      this.#isOverConversation = before !== null;
    const opened = before === popup ? this.#before(popup) : popup;
    this.current = opened;
    // The visitor may have pressed a button of the settings, which close: the focus would be lost.
    const hadFocus = this.#host.shadowRoot?.activeElement;
    this.#updateThen(() => {
      if (!opened || hadFocus?.checkVisibility()) return;
      const view = opened === 'transcript' ? '[role=log]' : `[data-popup=${opened}]`;
      // What is chosen, or else the first button; the conversation takes the focus itself.
      const first =
        this.#find(`${view} [aria-pressed=true]`) ?? this.#find(`${view} button`) ?? this.#find(view);
      first?.focus();
    });
  }

  /** Goes back to the view before, and gives the focus to the button that opened this one. */
  close(): void {
    const {current: closed} = this;
    this.current = this.#before(closed);
    this.#updateThen(() => {
      const opener = this.#find(`[data-opens=${closed ?? 'more'}]`);
      (opener?.checkVisibility() ? opener : this.#find('[data-opens=more]'))?.focus();
    });
  }

  /** The view from which this one was opened. */
  #before(popup: Popup | null): Popup | null {
    if (popup === 'more') return this.#isOverConversation ? 'transcript' : null;
    return popup === null || popup === 'transcript' ? null : 'more';
  }

  #updateThen(work: () => void): void {
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(work);
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  }
}
