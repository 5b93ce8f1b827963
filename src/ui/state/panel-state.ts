import type {CSSResult} from 'lit';
import {
  AvatarErrorEvent,
  AvatarMessageEvent,
  AvatarMicrophoneChangeEvent,
  AvatarProgressEvent,
  AvatarStateChangeEvent,
  AvatarSubmitEvent,
  AvatarTimeWarningEvent,
  AvatarToolCallEvent,
} from '../../session/events.js';
import type {AvatarError} from '../../session/errors/avatar-error.js';
import {isLive, isOver, type SessionState} from '../../session/session-state.js';
import {fetchDevices} from '../../session/microphone/microphone-opening.js';
import type {MicrophoneDevice} from '../../session/microphone/microphone-devices.js';
import type {CheckView, PanelHost, PanelSession, SettingsView} from '../panel-host.js';
import type {Layout} from '../frame-pieces.js';
import type {StringKey} from '../locales/strings.js';
import {AutoHide} from './auto-hide.js';
import {Captions} from './captions.js';
import {Exchange} from './exchange.js';
import {noticeKey, type VisitorAction} from './failure-words.js';
import {Ending} from './ending.js';
import {Feedback} from './feedback.js';
import {isComposing} from './ime.js';
import {isOfPagePopup} from './page-popup.js';
import {FrameSize} from './frame-size.js';
import {HeldButton} from './held-button.js';
import {keepTextBoxVisible} from './keyboard.js';
import {LevelMeter} from './level-meter.js';
import {Modality} from './modality.js';
import {keepOwnKeys} from './own-keys.js';
import {Popups} from './popups.js';
import {StartWait} from './start-wait.js';
import {followTime} from './time-left.js';
import {Transcript} from './transcript.js';
import {TranscriptSaver} from './transcript-saver.js';
import {listen} from '../../session/util/listen.js';

/** What the panels show beside the session itself: what is open, what was said, what went wrong. */
export class PanelState {
  readonly host: PanelHost;
  readonly session: PanelSession;
  readonly transcript = new Transcript();
  readonly saver: TranscriptSaver;
  readonly ending = new Ending(() => this.#update());
  readonly feedback: Feedback;
  readonly exchange = new Exchange(() => this.#update());
  readonly captions: Captions;
  readonly frame: FrameSize;
  readonly button: HeldButton;
  readonly popups: Popups;
  readonly modality = new Modality();
  readonly wait = new StartWait(() => this.#update());
  /** The settings, once their code is loaded. */
  settings: SettingsView | null = null;
  check: CheckView | null = null;
  /** What went wrong, though the conversation goes on. */
  notice: StringKey | null = null;
  /** The seconds of the newest time warning. */
  warning: number | null = null;
  microphones: readonly MicrophoneDevice[] = [];
  /** What the visitor has typed and not sent. It outlives the text box, which the end of a session removes. */
  draft = '';
  /** True once the visitor has typed in this conversation. */
  #hasTyped = false;
  /** Adds a style sheet to the element. */
  readonly adopt: (styles: CSSResult) => void;
  readonly #level: LevelMeter;
  /** Aborts the timers and listeners of a conversation when it ends. */
  #conversation: AbortController | undefined;
  #autoHide: AutoHide | undefined;

  constructor(host: PanelHost, session: PanelSession, adopt: (styles: CSSResult) => void) {
    this.host = host;
    this.session = session;
    this.adopt = adopt;
    this.frame = new FrameSize(host, () => this.#update());
    this.feedback = new Feedback(host, this.ending, adopt);
    this.saver = new TranscriptSaver(this, () => this.#update());
    this.captions = new Captions(host, this.frame, () => this.#update());
    this.button = new HeldButton(host, (action, work) => this.attempt(action, work));
    this.popups = new Popups(host);
    let button: HTMLElement | null = null;
    this.#level = new LevelMeter((level) => {
      // A search in the shadow root goes through all lines of a long conversation.
      if (!button?.isConnected) button = this.#find('[part~=microphone]');
      button?.style.setProperty('--_level', level.toFixed(2));
    });
    this.#afterUpdate(() => {
      if (!host.shadowRoot) return;
      keepOwnKeys(host.shadowRoot);
      this.modality.follow(host.shadowRoot);
      host.shadowRoot.addEventListener('keydown', (event) => this.#onKey(event as KeyboardEvent));
    });
  }

  /** Takes an event of the element before the page does. */
  receive(event: Event): void {
    const shownBefore = this.#shownOfPartial;
    this.host.extras.receive(event);
    this.captions.receive(event);
    this.exchange.receive(event);
    this.button.receive(event);
    if (event instanceof AvatarProgressEvent) this.wait.follow(this.session.step);
    if (event instanceof AvatarStateChangeEvent) this.#onStateChange(event);
    else if (event instanceof AvatarMessageEvent) this.transcript.receive(event);
    else if (event instanceof AvatarToolCallEvent) this.transcript.add('tool', event.name);
    else if (event instanceof AvatarMicrophoneChangeEvent) void this.#onMicrophoneChange();
    else if (event instanceof AvatarErrorEvent && isLive(this.host.state)) this.showNotice(event.error);
    else if (event instanceof AvatarTimeWarningEvent) {
      this.warning = event.remaining;
      this.#autoHide?.wake();
    }
    this.#keepTalk();
    const isPartial = event instanceof AvatarMessageEvent && !event.final;
    if (!isPartial || this.#shownOfPartial !== shownBefore) this.#update();
  }

  /** What is drawn of messages that still grow. The conversation has their words; elsewhere only captions do, which move by themselves. */
  get #shownOfPartial(): string {
    const {transcript, exchange, popups} = this;
    const words = popups.current === 'transcript' && transcript.changes;
    return [words, transcript.partial.length, exchange.isThinking, exchange.waiting].join();
  }

  get words() {
    return this.host.words;
  }

  /** The state as the visitor sees it. */
  get phase(): SessionState {
    const {state} = this.host;
    return state === 'stopping' && this.ending.phase === 'ended' ? 'ended' : state;
  }

  /** A floating avatar has a header, which full screen hides. */
  get hasHeader(): boolean {
    return this.host.mode === 'floating' && !this.#isFullscreen;
  }

  /** Where the controls stand. On the picture only in full screen, in the mini player and where the page leaves no height. */
  get layout(): Layout {
    const {host, frame, popups} = this;
    if (host.mini || (this.#isFullscreen && !popups.current)) return 'overlay';
    if (this.#isFullscreen || this.hasHeader) return '';
    if (popups.current) return frame.isLow ? 'tile' : '';
    return frame.isVeryLow ? 'overlay' : '';
  }

  /** True while the controls are hidden, because the visitor only watches and listens. */
  get isIdle(): boolean {
    return this.layout === 'overlay' && (this.#autoHide?.isIdle ?? false);
  }

  /** Shows what went wrong, until the visitor dismisses it. */
  showNotice(error: AvatarError, action?: VisitorAction): void {
    this.notice = noticeKey(error.code, action);
    this.#update();
  }

  /** Takes the visitor's consent back, which ends the session. */
  withdrawConsent(): void {
    this.host.withdrawConsent().catch(() => {}); // the session ends all the same, and an event reports the failure
  }

  /** The visitor deletes what was said, here and for the next page. */
  forgetTalk(): void {
    this.transcript.clear();
    this.host.extras.forget();
    this.#find('[part=message]')?.focus(); // a second press of the key does no harm there, and would start a session elsewhere
    this.#update();
  }

  dismissNotice(): void {
    this.notice = null;
    this.#update();
  }

  /** When the session began, in ms since 1970. */
  get startedAt(): number {
    return this.ending.liveAt ?? Date.now();
  }

  /**
   * Runs what the visitor has asked for, and shows a notice if it fails. Resolves with false if it did. It renders in any case: no event
   * tells that a session which is kept alive has more time.
   */
  async attempt(action: VisitorAction, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if ((error as Error).name === 'AvatarError') this.showNotice(error as AvatarError, action);
      return false;
    } finally {
      this.#update();
    }
  }

  /**
   * Sends the visitor's typed text, unless the page answers it by itself. Resolves with false if it could not be sent. The first
   * one opens the conversation of a floating avatar.
   */
  async submit(text: string): Promise<boolean> {
    if (!this.#hasTyped && this.hasHeader) this.popups.current ??= 'transcript';
    this.#hasTyped = true;
    this.button.expectAnswer();
    const message = this.exchange.send(text);
    const event = new AvatarSubmitEvent(text);
    this.host.extras.receive(event);
    try {
      if (this.host.dispatchEvent(event)) await this.host.ask(text);
      else this.transcript.add('user', text);
      this.#keepTalk();
      this.exchange.accept(message);
      return true;
    } catch (error) {
      this.exchange.fail(message);
      // An open conversation shows the failure beside the text.
      if (this.popups.current === 'transcript') return false;
      this.exchange.accept(message);
      if ((error as Error).name === 'AvatarError') this.showNotice(error as AvatarError, 'answer');
      return false;
    }
  }

  /** Keeps what was said for the next page of the visit, where the page wants that. */
  #keepTalk(): void {
    const {host, transcript} = this;
    if (host.state !== 'idle') host.extras.kept?.follow(transcript);
  }

  get #isFullscreen(): boolean {
    return (this.host.getRootNode() as Document | ShadowRoot).fullscreenElement === this.host;
  }

  #update(): void {
    this.host.requestUpdate();
  }

  #find(selector: string): HTMLElement | null {
    return this.host.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  }

  #afterUpdate(work: () => void): void {
    void this.host.updateComplete.then(work);
  }

  #onStateChange({oldState}: AvatarStateChangeEvent): void {
    const {state} = this.host;
    this.ending.follow(state);
    if (oldState === 'idle' || state === 'connecting') this.transcript.clear();
    if (isOver(state)) this.popups.current = null;
    if (state === 'connecting') this.beginStart();
    else this.wait.end();
    if (isLive(state) === (this.#conversation !== undefined)) return;
    this.#endConversation();
    if (isLive(state)) this.#beginConversation();
  }

  /**
   * A start begins. For a moment nothing of it is shown; and whatever is shown, the size stays. It is measured in the task of the next
   * update, since what the start sends goes first.
   */
  beginStart(): void {
    this.#afterUpdate(() => this.frame.keepSize());
    this.wait.begin();
  }

  #endConversation(): void {
    this.#conversation?.abort();
    this.#conversation = undefined;
    this.#autoHide = undefined;
    this.saver.isOpen = false;
    this.notice = null;
    this.warning = null;
    this.#hasTyped = false;
    const unsent = this.exchange.end();
    this.draft ||= unsent;
    this.captions.clear();
  }

  #beginConversation(): void {
    const {host} = this;
    const {signal} = (this.#conversation = new AbortController());
    // Elsewhere the controls stay, and there is nothing to draw.
    this.#autoHide = new AutoHide(host, signal, () => this.layout === 'overlay' && this.#update());
    this.#autoHide.wake();
    keepTextBoxVisible(host, signal);
    this.feedback.begin();
    const hasClock = () => this.popups.current === 'more';
    followTime({host, session: this.session, hasClock}, signal, () => this.#update());
    listen(document, 'fullscreenchange', () => this.#update(), {signal});
    for (const type of ['enterpictureinpicture', 'leavepictureinpicture']) {
      listen(host.video, type, () => this.#update(), {signal});
    }
  }

  /** Escape closes the view of the panel, or the notice, wherever the focus is, and nothing else. It never ends a conversation. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
    if (isOfPagePopup(event, this.host)) return;
    if (this.popups.current === null && this.notice === null) {
      // A phone's sheet is modal, and the browser would close it.
      if (isLive(this.host.state) && this.hasHeader) event.preventDefault();
      return;
    }
    event.stopPropagation();
    event.preventDefault();
    if (this.popups.current === null) this.dismissNotice();
    else this.popups.close();
  }

  async #onMicrophoneChange(): Promise<void> {
    this.#level.track = this.session.microphoneTrack;
    if (!this.host.microphoneOpen) return;
    this.notice = null;
    const {listMicrophones} = await fetchDevices();
    this.microphones = await listMicrophones().catch(() => []);
    this.#update();
  }
}
