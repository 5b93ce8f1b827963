import {AvatarMessageEvent, AvatarSpeechEndEvent, AvatarSpeechStartEvent} from '../../session/events.js';
import {timerMs} from '../../session/util/timer-ms.js';
import type {PanelHost} from '../panel-host.js';
import {CaptionPacer} from './caption-pacer.js';
import type {FrameSize} from './frame-size.js';
import {shownText} from './shown-text.js';

/** How soon words are shown that have arrived for the voice, and measured that were drawn. */
const SOON_MS = 100;
/** By how much captions are shortened when they overflow, and the least share of the room that is used. */
const TIGHTER = 0.85;
const TIGHTEST = 0.2;

/** Whether captions are shown, how many letters fit, and what they say now. */
export class Captions {
  readonly #host: PanelHost;
  readonly #frame: FrameSize;
  readonly #pacer = new CaptionPacer();
  readonly #onChange: () => void;
  /** What the visitor has chosen; `null` before they choose. */
  #choice: boolean | null = null;
  /** The share of the room that the letters of this page's font fill, measured in a room of `#room` letters. */
  #fit = 1;
  #room = 0;
  /** The words that were last given to be drawn. */
  #shown = '';
  /** The words that were drawn and measured, and fit. */
  #fitting = '';
  /** True once words were given that may not fit. */
  #isUnmeasured = false;
  /** Looks at the words again, at the moment `#lookAt`. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lookAt = Infinity;

  constructor(host: PanelHost, frame: FrameSize, onChange: () => void) {
    this.#host = host;
    this.#frame = frame;
    this.#onChange = onChange;
  }

  /** Takes text, and the beginning and end of the voice; ignores every other event. */
  receive(event: Event): void {
    if (event instanceof AvatarMessageEvent) {
      const {role, text, taskId, final, cut} = event;
      // The words of a speech that was cut have gone with its voice.
      if (role !== 'avatar' || cut) return;
      const now = Date.now();
      if (this.#pacer.isEnding) this.#pacer.textAt(now); // with its last words the voice is over
      this.#pacer.setText(shownText(text), taskId, final);
      if (final || !this.#pacer.isBehind(now)) this.#look(SOON_MS);
    } else if (event instanceof AvatarSpeechStartEvent) {
      const {taskId} = event;
      this.#pacer.voiceRate = this.#host.voiceRate || 1;
      this.#changeVoice((now) => this.#pacer.start(now, taskId));
    } else if (event instanceof AvatarSpeechEndEvent) {
      const {reason, durationMs} = event;
      this.#changeVoice((now) => this.#pacer.end(now, {isInterrupted: reason !== 'finished', durationMs}));
    }
  }

  /** Whether captions are shown: the visitor's choice, or else the author's attribute. */
  get areOn(): boolean {
    return this.#choice ?? this.#host.captions;
  }
  set areOn(areOn: boolean) {
    this.#choice = areOn;
    this.#onChange();
  }

  /** The words to show now; empty while captions are off. Read it only to draw them: they are measured afterwards. */
  get text(): string {
    this.#shown = this.#textNow();
    if (this.#shown !== this.#fitting) this.#isUnmeasured = true;
    this.#plan();
    return this.#shown;
  }

  /** The server has announced how long a speech lasts. */
  expect(taskId: string, durationMs: number): void {
    this.#pacer.setDuration(taskId, durationMs);
    this.#look(SOON_MS);
  }

  clear(): void {
    this.#stop();
    this.#pacer.clear();
  }

  /** Words begin or end with the voice. They are drawn at once, and followed from here on. */
  #changeVoice(change: (now: number) => void): void {
    change(Date.now());
    this.#plan();
    this.#onChange();
  }

  /** Looks at the words when the voice has come to others, or has ended; never while captions are off, or where nothing is said. */
  #plan(): void {
    this.#stop();
    if (!this.areOn) return;
    const now = Date.now();
    const inMs = this.#pacer.nextChange(now) - now;
    this.#look(this.#isUnmeasured ? Math.min(inMs, SOON_MS) : inMs);
  }

  /** Looks after so many ms, unless a look is planned before that. */
  #look(inMs: number): void {
    const at = Date.now() + inMs;
    if (at >= this.#lookAt || !this.areOn || !this.#pacer.isActive) return;
    this.#stop();
    this.#lookAt = at;
    this.#timer = setTimeout(() => this.#onLook(), timerMs(Math.max(1, Math.ceil(inMs))));
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#lookAt = Infinity;
  }

  /** Has the panels rendered only where the words have changed: a render costs far more than this look. */
  #onLook(): void {
    this.#lookAt = Infinity;
    this.#tighten();
    const text = this.#textNow();
    this.#plan();
    if (text === this.#shown) return;
    this.#shown = text; // also where nothing draws it, as in an open conversation
    this.#onChange();
  }

  #textNow(): string {
    const room = captionRoom(this.#frame);
    if (room !== this.#room) {
      this.#fit = 1;
      this.#fitting = '';
    }
    this.#room = room;
    this.#pacer.room = room * this.#fit;
    this.#pacer.lang = this.#host.words.lang;
    const text = this.#pacer.textAt(Date.now());
    return this.areOn ? text : '';
  }

  /**
   * The page's font or the visitor's text spacing may be wider than `captionRoom` assumes. It is measured once for what is drawn, some
   * time after that, when the browser has laid it out anyway. To look for it while nothing is drawn would go through all lines of a long
   * conversation each time.
   */
  #tighten(): void {
    if (!this.#isUnmeasured) return;
    this.#isUnmeasured = false;
    const drawn = this.#host.shadowRoot?.querySelector('[part~=caption-text]');
    if (!drawn) return;
    if (drawn.scrollHeight <= drawn.clientHeight + 1 || this.#fit === TIGHTEST) this.#fitting = this.#shown;
    else {
      this.#isUnmeasured = true;
      this.#fit = Math.max(TIGHTEST, this.#fit * TIGHTER);
    }
  }
}

/** How many letters two lines hold: from their size and the width of the frame. */
function captionRoom({width, captionSize}: FrameSize): number {
  const perLine = Math.min(36, Math.floor((width - 48) / (captionSize * 0.56)));
  return Math.max(20, perLine * 2 - 6);
}
