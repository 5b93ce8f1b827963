import {
  AvatarErrorEvent,
  AvatarMessageEvent,
  AvatarMicrophoneChangeEvent,
  AvatarStateChangeEvent,
  AvatarSubmitEvent,
  AvatarTimeWarningEvent,
} from '../../session/events.js';
import type {AvatarError} from '../../session/errors/avatar-error.js';
import {isLive} from '../../session/session-state.js';
import type {MicrophoneDevice} from '../../session/microphone/microphone-devices.js';
import type {PanelHost, PanelSession} from '../panel-host.js';
import type {StringKey} from '../locales/strings.js';
import {AutoHide} from './auto-hide.js';
import {Captions} from './captions.js';
import {noticeKey, type Doing} from './failure-words.js';
import {keepTextBoxInSight} from './keyboard.js';
import {LevelMeter} from './level-meter.js';
import {Transcript} from './transcript.js';

/** What is open over the picture. */
export type Drawer = 'more' | 'microphones' | 'transcript';

/** How long it is said that the transcript was copied. */
const COPIED_MS = 2_000;

/** What the panels show of a session beside the session itself: what is open, what was said, what is wrong. */
export class PanelState {
  readonly host: PanelHost;
  readonly session: PanelSession;
  readonly transcript = new Transcript();
  readonly captions: Captions;
  drawer: Drawer | null = null;
  /** What is wrong though the conversation goes on. */
  notice: StringKey | null = null;
  /** The time warning that is to be announced, in seconds. */
  warning: number | null = null;
  /** For a moment after the transcript was copied. */
  hasCopied = false;
  microphones: readonly MicrophoneDevice[] = [];
  readonly #level: LevelMeter;
  #life: AbortController | undefined;
  #attention: AutoHide | undefined;
  #copyTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: PanelHost, session: PanelSession) {
    this.host = host;
    this.session = session;
    this.captions = new Captions(host, () => this.#update());
    this.#level = new LevelMeter((level) => {
      const button = this.#find('[part~=microphone]');
      button?.style.setProperty('--_level', level.toFixed(2));
    });
  }

  /** Takes an event of the element before the page does. */
  receive(event: Event): void {
    this.captions.receive(event);
    if (event instanceof AvatarStateChangeEvent) this.#onState(event.oldState === 'idle');
    else if (event instanceof AvatarMessageEvent) this.transcript.receive(event);
    else if (event instanceof AvatarMicrophoneChangeEvent) void this.#onMicrophone();
    else if (event instanceof AvatarErrorEvent && isLive(this.host.state)) this.tell(event.error);
    else if (event instanceof AvatarTimeWarningEvent) {
      this.warning = event.remaining;
      this.#attention?.notice();
    }
    this.#update();
  }

  get words() {
    return this.host.words;
  }

  /** True while the controls are to be out of the way. */
  get isIdle(): boolean {
    return (this.#attention?.isIdle ?? false) && this.drawer === null;
  }

  /** Opens something over the picture, or closes it. */
  toggle(drawer: Drawer): void {
    this.drawer = this.drawer === drawer ? null : drawer;
    this.#update();
    // What was pressed may have been in the menu, which is gone with it.
    const hadFocus = this.host.shadowRoot?.activeElement;
    if (this.drawer === 'transcript') {
      this.#afterwards(() => !hadFocus?.checkVisibility() && this.#find('[role=log]')?.focus());
    }
  }

  /** Closes what is open; the focus goes back to the button that opened it. */
  closeDrawer(): void {
    const {drawer} = this;
    this.drawer = null;
    this.#update();
    this.#afterwards(() => {
      const opener = this.#find(`[data-opens=${drawer ?? 'more'}]`);
      (opener?.checkVisibility() ? opener : this.#find('[data-opens=more]'))?.focus();
    });
  }

  /** Says what went wrong, until it is dismissed. */
  tell(error: AvatarError, doing?: Doing): void {
    this.notice = noticeKey(error.code, doing);
    this.#update();
  }

  dismiss(): void {
    this.notice = null;
    this.#update();
  }

  /** Says that the transcript was copied. */
  confirmCopy(): void {
    clearTimeout(this.#copyTimer);
    this.hasCopied = true;
    this.#copyTimer = setTimeout(() => {
      this.hasCopied = false;
      this.#update();
    }, COPIED_MS);
    this.#update();
  }

  /** Runs what the visitor asked for; what goes wrong with it is told on the panel. False where something did. */
  async act(doing: Doing, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if ((error as Error).name === 'AvatarError') this.tell(error as AvatarError, doing);
      return false;
    }
  }

  /** The visitor's typed words: the page may answer them by itself. False where they could not be taken. */
  async submit(text: string): Promise<boolean> {
    if (this.host.dispatchEvent(new AvatarSubmitEvent(text))) {
      return this.act('answer', () => this.host.chat(text));
    }
    this.transcript.add('user', text);
    this.#update();
    return true;
  }

  #update(): void {
    this.host.requestUpdate();
  }

  #find(selector: string): HTMLElement | null {
    return this.host.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  }

  /** Does something once what has changed is drawn. */
  #afterwards(work: () => void): void {
    void this.host.updateComplete.then(work);
  }

  /** Timers and listeners run only while there is a conversation. */
  #onState(isFirst: boolean): void {
    const {host} = this;
    if (isFirst || host.state === 'connecting') this.transcript.clear();
    if (isLive(host.state) === (this.#life !== undefined)) return;
    this.#life?.abort();
    this.#life = undefined;
    this.drawer = null;
    this.notice = null;
    this.warning = null;
    this.captions.clear();
    this.#attention = undefined;
    if (!isLive(host.state)) return;
    const {signal} = (this.#life = new AbortController());
    this.#attention = new AutoHide(host, signal, () => this.#update());
    this.#attention.notice();
    keepTextBoxInSight(host, signal);
    const clock = setInterval(() => this.#update(), 1000);
    signal.addEventListener('abort', () => clearInterval(clock));
    document.addEventListener('fullscreenchange', () => this.#update(), {signal});
    document.addEventListener('pointerdown', (event) => this.#onPress(event), {capture: true, signal});
    for (const type of ['enterpictureinpicture', 'leavepictureinpicture']) {
      host.video.addEventListener(type, () => this.#update(), {signal});
    }
  }

  /** A menu closes where something else is pressed; the transcript stays, to be read while one talks. */
  #onPress(event: Event): void {
    if (this.drawer === null || this.drawer === 'transcript') return;
    const own = `[data-drawer=${this.drawer}], [data-opens=${this.drawer}]`;
    if (event.composedPath().some((each) => each instanceof Element && each.matches(own))) return;
    this.drawer = null;
    this.#update();
  }

  async #onMicrophone(): Promise<void> {
    this.#level.track = this.session.microphoneTrack;
    this.#update();
    if (!this.host.microphoneOpen) return;
    this.notice = null;
    const {listMicrophones} = await import('../../session/microphone/microphone-devices.js');
    this.microphones = await listMicrophones().catch(() => []);
    this.#update();
  }
}
