import {html, nothing, type CSSResult} from 'lit';
import type {AvatarError} from '../session/errors/avatar-error.js';
import type {FramePieces, View} from './frame-pieces.js';
import {LazyCheck} from './lazy-check.js';
import {LazySettings} from './lazy-settings.js';
import {followMarkup} from './state/markup.js';
import {isLive} from '../session/session-state.js';
import type {PanelHost, PanelSession} from './panel-host.js';
import {DrawTurn} from './state/draw-turn.js';
import {PanelState} from './state/panel-state.js';
import {ShareMotion} from './state/share-motion.js';
import type {TranscriptLine} from './state/transcript.js';
import {announcementsView} from './views/announcements-view.js';
import {failureKey} from './state/failure-words.js';
import {endedView, failedView, keepsWords} from './views/ended-view.js';
import {livePieces} from './views/live-view.js';
import {heldView, progressView} from './views/progress-view.js';
import {settingsButton} from './views/settings-button.js';
import {statusKey, statusView} from './views/status-view.js';

export {panelStyles} from './views/panels.styles.js';
export {STRINGS} from './locales/strings.js';

type Pieces = Omit<FramePieces, 'announcements' | 'header'>;

/** The panel has the start card, which the element draws by itself. */
const START: Pieces = {
  view: 'start',
  layout: '',
  stage: nothing,
  panel: null,
  strip: nothing,
  footer: nothing,
};

/** What the visitor sees and touches once a session begins: one view for each state. */
export class Panels {
  readonly #state: PanelState;
  readonly #settings: LazySettings;
  /** What was shown last. A start that is quick enough leaves it as it is. */
  #last: Pieces = START;
  #wasHeld = false;
  readonly #motion: ShareMotion;
  readonly #turn: DrawTurn;

  /** `adopt` adds a style sheet to the element. */
  constructor(host: PanelHost, session: PanelSession, adopt: (styles: CSSResult) => void) {
    this.#state = new PanelState(host, session, adopt);
    this.#settings = new LazySettings(this.#state);
    this.#motion = new ShareMotion(host);
    this.#turn = new DrawTurn(host);
    this.#state.check = new LazyCheck(this.#state);
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

  /** What was said, for the page. */
  get transcript(): readonly TranscriptLine[] {
    return this.#state.transcript.toJSON();
  }

  /** Sends a text of the visitor. Resolves with false if it could not be sent. */
  submit(text: string): Promise<boolean> {
    return this.#state.submit(text);
  }

  /** Draws the element once its turn has come, as while a session starts; `undefined` where the element may draw at once. */
  inTurn(draw: () => void, isStarting: boolean): Promise<void> | undefined {
    return this.#turn.next(isStarting)?.then(draw);
  }

  render(): FramePieces {
    const {isHeld} = this.#state.session;
    if (isHeld && !this.#wasHeld) this.#state.beginStart();
    this.#wasHeld = isHeld;
    this.#state.frame.follow();
    this.#settings.follow();
    if (!this.#state.wait.isQuiet) this.#last = this.#pieces();
    this.#motion.expect(this.#last);
    const {phase} = this.#state;
    return {
      ...this.#last,
      announcements: announcementsView(this.#state),
      header: {
        menu: isLive(phase) || phase === 'stopping' ? settingsButton(this.#state) : nothing,
        status: statusKey(this.#state),
      },
    };
  }

  /**
   * Moves the focus on when the button that had it is gone: to the view's main control, or else to the frame, where a second
   * press of the key does no harm. There the focus stays after a press with a pointer: nothing of the visitor's next words needs it,
   * and a phone would open its keyboard.
   */
  keepFocus(): void {
    const root = this.#state.host.shadowRoot;
    const frame = root?.querySelector<HTMLElement>('.frame');
    const focused = root?.activeElement;
    if (focused && focused !== frame && !focused.matches('[inert] *')) return;
    const primary = this.#state.modality.usesPointer
      ? null
      : root?.querySelector<HTMLElement>('[data-primary]:not([inert] *)');
    (primary ?? frame)?.focus({preventScroll: true});
  }

  #pieces(): Pieces {
    const state = this.#state;
    const stage = html`${statusView(state)}`;
    if (state.session.isHeld) return {...START, view: 'progress', panel: heldView(state)};
    switch (state.phase) {
      case 'idle':
        return START;
      case 'connecting':
        return {...START, view: 'progress', stage, panel: progressView(state)};
      case 'live':
      case 'reconnecting':
        return livePieces(state);
      case 'stopping': // no new view for a moment
        return state.ending.liveAt === null ? this.#last : livePieces(state);
      case 'ended':
        return {...START, view: viewOf('ended', state), panel: endedView(state)};
      case 'failed':
        return {...START, view: viewOf('failed', state), panel: failedView(state)};
    }
  }
}

/** With words under it, a card has the place and size of the conversation. */
const viewOf = (view: 'ended' | 'failed', state: PanelState): View =>
  keepsWords(state) ? 'conversation' : view;
