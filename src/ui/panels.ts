import {html, nothing, type TemplateResult} from 'lit';
import type {AvatarError} from '../session/errors/avatar-error.js';
import {followMarkup} from './state/markup.js';
import type {PanelHost, PanelSession} from './panel-host.js';
import {PanelState} from './state/panel-state.js';
import {announcementsView} from './views/announcements-view.js';
import {failureKey} from './state/failure-words.js';
import {endedView, failedView} from './views/ended-view.js';
import {liveView} from './views/live-view.js';
import {heldView, progressView, stoppingView} from './views/progress-view.js';

export {panelStyles} from './views/panels.styles.js';
export {STRINGS} from './locales/strings.js';

/** What the visitor sees and touches once a session begins: one view for each state. */
export class Panels {
  readonly #state: PanelState;

  constructor(host: PanelHost, session: PanelSession) {
    this.#state = new PanelState(host, session);
    void followMarkup(host);
    // Captions follow the announced length, whoever has requested the speech: the page, the visitor, or a greeting.
    session.onAnnounced = (taskId, durationMs) => this.#state.captions.expect(taskId, durationMs);
  }

  /** Takes every event of the element, before the page does: a page may stop an event, and the views must not miss it. */
  receive(event: Event): void {
    this.#state.receive(event);
  }

  /** The visitor's words for a problem. */
  wordsOf({code}: AvatarError): string {
    return this.#state.words.text(failureKey(code));
  }

  /** Sends a text of the visitor. Resolves with false if it could not be sent. */
  submit(text: string): Promise<boolean> {
    return this.#state.submit(text);
  }

  render(): TemplateResult {
    this.#state.frame.follow();
    return html`${announcementsView(this.#state)} ${this.#view()}`;
  }

  /**
   * Moves the focus on when the button that had it is gone: to the view's main control, or else to the frame, where a second
   * press of the key does no harm.
   */
  keepFocus(): void {
    const root = this.#state.host.shadowRoot;
    const frame = root?.querySelector<HTMLElement>('.frame');
    if (root?.activeElement && root.activeElement !== frame) return;
    (root?.querySelector<HTMLElement>('[data-primary]') ?? frame)?.focus({preventScroll: true});
  }

  #view(): TemplateResult | typeof nothing {
    const state = this.#state;
    if (state.session.isHeld) return heldView(state);
    switch (state.host.state) {
      case 'idle':
        return nothing;
      case 'connecting':
        return progressView(state);
      case 'stopping':
        return stoppingView(state);
      case 'live':
      case 'reconnecting':
        return liveView(state);
      case 'ended':
        return endedView(state);
      case 'failed':
        return failedView(state);
    }
  }
}
