import {html, nothing, type TemplateResult} from 'lit';
import {AvatarSubmitEvent} from '../session/events.js';
import type {AvatarError} from '../session/avatar-error.js';
import {isLive} from '../session/session-state.js';
import type {MicrophoneDevice} from '../session/voice/microphone.js';
import type {PanelHost, PanelSession} from './panel-host.js';
import {Attention} from './state/attention.js';
import {CaptionPacer} from './state/caption-pacer.js';
import {LevelMeter} from './state/level-meter.js';
import {Transcript} from './state/transcript.js';
import type {StringKey} from './strings.js';
import {noticeKey} from './views/failure-words.js';
import {liveView} from './views/live.js';
import {endedView, failedView} from './views/over.js';
import {progressView} from './views/progress.js';

export {panelStyles} from './views/panels.styles.js';
export {STRINGS} from './strings.js';

/** What is open over the picture. */
export type Drawer = 'more' | 'microphones' | 'transcript';

/** How long before an idle end the visitor is asked, in ms. */
const ASK_MS = 20_000;
const CAPTION_MS = 100;
/** By how much captions are shortened where letters are broader than reckoned, and how far. */
const TIGHTER = 0.85;
const TIGHTEST = 0.2;
/** How long it is said that the transcript was copied. */
const COPIED_MS = 2_000;

/** What the visitor sees and touches once there is interest: what is open, what was said, what time it is. */
export class Panels {
  readonly host: PanelHost;
  readonly session: PanelSession;
  readonly transcript = new Transcript();
  drawer: Drawer | null = null;
  /** What is wrong though the conversation goes on. */
  notice: StringKey | null = null;
  /** The time warning that is to be announced, in seconds. */
  warning: number | null = null;
  /** For a moment after the transcript was copied. */
  hasCopied = false;
  microphones: readonly MicrophoneDevice[] = [];
  readonly #captions = new CaptionPacer();
  /** The share of the room for captions that their letters really fill. */
  #captionFit = 1;
  readonly #level: LevelMeter;
  #areCaptionsOn: boolean | null = null;
  #life: AbortController | undefined;
  #attention: Attention | undefined;
  #captionTimer: ReturnType<typeof setInterval> | undefined;
  #copyTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: PanelHost, session: PanelSession) {
    this.host = host;
    this.session = session;
    this.#level = new LevelMeter((level) => {
      const button = host.shadowRoot?.querySelector<HTMLElement>('[part~=microphone]');
      button?.style.setProperty('--_level', level.toFixed(2));
    });
    host.addEventListener('avatar-statechange', ({oldState}) => this.#onState(oldState === 'idle'));
    host.addEventListener('avatar-message', (event) => {
      this.transcript.hear(event);
      if (event.role === 'avatar') this.#captions.hear(event.text, event.taskId);
      this.#update();
    });
    host.addEventListener('avatar-speechstart', ({taskId}) =>
      this.#caption((now) => this.#captions.start(now, taskId)),
    );
    host.addEventListener('avatar-speechend', ({reason}) =>
      this.#caption((now) => this.#captions.end(now, {isCut: reason !== 'finished'})),
    );
    host.addEventListener('avatar-error', ({error}) => isLive(host.state) && this.tell(error));
    host.addEventListener('avatar-microphonechange', () => void this.#onMicrophone());
    host.addEventListener('avatar-timewarning', ({remaining}) => {
      this.warning = remaining;
      this.#attention?.notice();
      this.#update();
    });
  }

  get words() {
    return this.host.words;
  }

  /** True while the controls are to be out of the way. */
  get isIdle(): boolean {
    return (this.#attention?.isIdle ?? false) && this.drawer === null;
  }

  /** Whether captions are shown: as the visitor has chosen, else as the author has. */
  get areCaptionsOn(): boolean {
    return this.#areCaptionsOn ?? this.host.captions;
  }
  set areCaptionsOn(areOn: boolean) {
    this.#areCaptionsOn = areOn;
    this.#update();
  }

  /** What is being said, as far as it is shown. */
  get caption(): string {
    this.#captions.room = captionRoom(this.host.clientWidth) * this.#captionFit;
    return this.areCaptionsOn ? this.#captions.at(Date.now()) : '';
  }

  /** Seconds until the session's longest duration, or `null` where there is none. */
  get remaining(): number | null {
    const {session} = this.host;
    if (!session?.durationLimit) return null;
    return Math.max(0, session.durationLimit - (Date.now() - session.startedAt) / 1000);
  }

  /** Seconds since the session was made. */
  get elapsed(): number {
    const {session} = this.host;
    return session ? (Date.now() - session.startedAt) / 1000 : 0;
  }

  /** Seconds until the idle end, once it is near enough to ask; else `null`. */
  get idleSeconds(): number | null {
    const left = (this.session.idleAt ?? Infinity) - Date.now();
    return left <= ASK_MS ? Math.max(0, Math.ceil(left / 1000)) : null;
  }

  render(): TemplateResult | typeof nothing {
    switch (this.host.state) {
      case 'idle':
        return nothing;
      case 'connecting':
        return progressView(this);
      case 'stopping':
        return html`<div class="veil" part="progress">
          <p role="status">${this.words.say('stopping')}</p>
        </div>`;
      case 'live':
      case 'reconnecting':
        return liveView(this);
      case 'ended':
        return endedView(this);
      case 'failed':
        return failedView(this);
    }
  }

  /** Opens something over the picture, or closes it. */
  toggle(drawer: Drawer): void {
    this.drawer = this.drawer === drawer ? null : drawer;
    this.#update();
  }

  /** Closes what is open; the focus goes back to the button that opened it. */
  closeDrawer(): void {
    const {drawer} = this;
    this.drawer = null;
    this.#update();
    void this.host.updateComplete.then(() => {
      const find = (opens: string) =>
        this.host.shadowRoot?.querySelector<HTMLElement>(`[data-opens=${opens}]`);
      const opener = find(drawer ?? 'more');
      (opener?.checkVisibility() ? opener : find('more'))?.focus();
    });
  }

  /** Says what went wrong, until it is dismissed. */
  tell(error: AvatarError): void {
    this.notice = noticeKey(error.code);
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

  /** Runs what the visitor asked for; what goes wrong with it is told on the panel. */
  act(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => {
      const {name} = error as Error;
      if (name === 'AvatarError') this.tell(error as AvatarError);
    });
  }

  /** The visitor's typed words: the page may answer them by itself. False where they could not be taken. */
  async submit(text: string): Promise<boolean> {
    if (!this.host.dispatchEvent(new AvatarSubmitEvent(text))) {
      this.transcript.add('user', text);
      this.#update();
      return true;
    }
    try {
      await this.host.chat(text);
      return true;
    } catch (error) {
      if ((error as Error).name === 'AvatarError') this.tell(error as AvatarError);
      return false;
    }
  }

  #update(): void {
    this.host.requestUpdate();
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
    this.#captions.clear();
    this.#attention = undefined;
    if (!isLive(host.state)) return;
    const {signal} = (this.#life = new AbortController());
    this.#attention = new Attention(host, signal, () => this.#update());
    this.#attention.notice();
    const clock = setInterval(() => this.#update(), 1000);
    signal.addEventListener('abort', () => {
      clearInterval(clock);
      clearInterval(this.#captionTimer);
    });
    document.addEventListener('fullscreenchange', () => this.#update(), {signal});
    for (const type of ['enterpictureinpicture', 'leavepictureinpicture']) {
      host.video.addEventListener(type, () => this.#update(), {signal});
    }
  }

  async #onMicrophone(): Promise<void> {
    this.#level.track = this.session.microphoneTrack;
    this.#update();
    if (!this.host.microphoneOpen) return;
    this.notice = null;
    const {listMicrophones} = await import('../session/voice/microphone.js');
    this.microphones = await listMicrophones().catch(() => []);
    this.#update();
  }

  #caption(change: (now: number) => void): void {
    change(Date.now());
    clearInterval(this.#captionTimer);
    this.#captionTimer = setInterval(() => {
      if (!this.#captions.isActive) clearInterval(this.#captionTimer);
      this.#fitCaption();
      if (this.areCaptionsOn) this.#update();
    }, CAPTION_MS);
    this.#update();
  }

  /** The page's font, the visitor's text spacing: two lines may hold less than was reckoned. */
  #fitCaption(): void {
    const shown = this.host.shadowRoot?.querySelector('[part~=captions]');
    if (!shown || shown.scrollHeight <= shown.clientHeight + 1) return;
    this.#captionFit = Math.max(TIGHTEST, this.#captionFit * TIGHTER);
  }
}

/** How many letters two lines of captions hold, by their size in the style sheet. */
function captionRoom(width: number): number {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const size = Math.min(Math.max(rem, width * 0.026), 1.6 * rem);
  const perLine = Math.floor((width * 0.85) / (size * 0.56));
  return Math.min(84, Math.max(20, perLine * 2 - 6));
}
