import {AvatarMessageEvent, AvatarSpeechEndEvent, AvatarSpeechStartEvent} from '../../session/events.js';
import type {SpeechTask} from '../../session/speech/speech-tracker.js';
import type {PanelHost} from '../panel-host.js';
import {CaptionPacer} from './caption-pacer.js';

const TICK_MS = 100;
/** By how much captions are shortened where letters are broader than reckoned, and how far. */
const TIGHTER = 0.85;
const TIGHTEST = 0.2;

/** The captions of this moment: whether they are shown, how many letters there is room for, and what they say. */
export class Captions {
  readonly #host: PanelHost;
  readonly #pacer = new CaptionPacer();
  readonly #changed: () => void;
  /** As the visitor has chosen. */
  #choice: boolean | null = null;
  /** The share of the room that letters really fill, and the room it was found in. */
  #fit = 1;
  #room = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: PanelHost, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
  }

  /** Takes what is said and when the voice begins and ends; every other event is ignored. */
  receive(event: Event): void {
    if (event instanceof AvatarMessageEvent) {
      const {role, text, taskId, final} = event;
      if (role === 'avatar') this.#pacer.hear(text, taskId, final);
    } else if (event instanceof AvatarSpeechStartEvent) {
      const {taskId} = event;
      this.#pacer.voiceRate = this.#host.voiceRate || 1;
      this.#follow((now) => this.#pacer.start(now, taskId));
    } else if (event instanceof AvatarSpeechEndEvent) {
      const {reason, durationMs} = event;
      this.#follow((now) => this.#pacer.end(now, {isCut: reason !== 'finished', durationMs}));
    }
  }

  /** Whether they are shown: as the visitor has chosen, else as the author has. */
  get areOn(): boolean {
    return this.#choice ?? this.#host.captions;
  }
  set areOn(areOn: boolean) {
    this.#choice = areOn;
    this.#changed();
  }

  /** What is being said, as far as it is shown. */
  get text(): string {
    if (!this.areOn) return '';
    const room = captionRoom(this.#host);
    if (room !== this.#room) this.#fit = 1;
    this.#room = room;
    this.#pacer.room = room * this.#fit;
    return this.#pacer.at(Date.now());
  }

  /** The server has said how long a speech will last. */
  expect({taskId, durationMs}: SpeechTask): void {
    if (durationMs !== null) this.#pacer.expect(taskId, durationMs);
  }

  clear(): void {
    clearInterval(this.#timer);
    this.#pacer.clear();
  }

  /** From one change of the voice to the next, what is shown moves on with the time. */
  #follow(change: (now: number) => void): void {
    change(Date.now());
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      if (!this.#pacer.isActive) clearInterval(this.#timer);
      this.#tighten();
      if (this.areOn) this.#changed();
    }, TICK_MS);
    this.#changed();
  }

  /** The page's font, the visitor's text spacing: two lines may hold less than was reckoned. */
  #tighten(): void {
    const shown = this.#host.shadowRoot?.querySelector('[part~=captions]');
    if (!shown || shown.scrollHeight <= shown.clientHeight + 1) return;
    this.#fit = Math.max(TIGHTEST, this.#fit * TIGHTER);
  }
}

/** How many letters two lines hold, by their size in the style sheet and the picture's own, which full screen changes. */
function captionRoom({shadowRoot}: PanelHost): number {
  const width = shadowRoot?.querySelector('.frame')?.clientWidth ?? 0;
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const size = Math.min(Math.max(rem, width * 0.026), 1.6 * rem);
  const perLine = Math.floor((width * 0.85) / (size * 0.56));
  return Math.min(84, Math.max(20, perLine * 2 - 6));
}
