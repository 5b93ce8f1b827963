import type {SpeechEndReason} from '../events.js';
import type {SpeechFact, SpeechJoin} from './conversation.js';

/** What a joined speech tells its owner. */
export interface JoinHooks {
  /** The avatar begins to speak a part. */
  onStart(): void;
  /** A part is over. Returns how the whole has ended, or `undefined` where it goes on. */
  onEnd(taskId: string, reason: SpeechEndReason): SpeechEndReason | undefined;
  /** The visitor begins to speak while the avatar waits for the next part. */
  onUserSpeech(): void;
}

interface Part {
  text: string;
  isTold: boolean;
  isStarted: boolean;
}

/** Several tasks of the server, as the page gets them: as one task, which has the id of the first. */
export class JoinedSpeech implements SpeechJoin {
  readonly #hooks: JoinHooks;
  /** By the server's task, in the order in which the avatar speaks them. */
  readonly #parts = new Map<string, Part>();
  /** What stands between each part and the next. */
  readonly #gaps: string[] = [];
  #taskId: string | null = null;
  #isSpeaking = false;
  #isPartSpeaking = false;
  #spokenMs = 0;
  #reason: SpeechEndReason | undefined;
  #isTold = false;
  #isOver = false;

  constructor(hooks: JoinHooks) {
    this.#hooks = hooks;
  }

  get taskId(): string | null {
    return this.#taskId;
  }

  /** True from the first word to the last, also while the avatar waits for the next part. */
  get isSpeaking(): boolean {
    return this.#isSpeaking;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** A sentence is about to be sent. */
  expect(sentence: string): void {
    this.#gaps.push(/\s$/.test(sentence) ? ' ' : '');
  }

  /** A task of the server is a part of this speech. */
  adopt(taskId: string): void {
    this.#taskId ??= taskId;
    if (!this.#parts.has(taskId)) this.#parts.set(taskId, {text: '', isTold: false, isStarted: false});
  }

  receive(fact: SpeechFact): readonly SpeechFact[] | undefined {
    if (fact.type === 'user-start') {
      if (this.#isSpeaking && !this.#isPartSpeaking) this.#hooks.onUserSpeech();
      return undefined;
    }
    const part = this.#parts.get(fact.taskId ?? '');
    if (!part) {
      // Nothing more comes of a speech once the next one begins.
      if (fact.type === 'start' && this.#reason) this.#isOver = true;
      return undefined;
    }
    if (fact.type === 'start') return this.#onStart(part);
    return fact.type === 'end' ? this.#onEnd(fact) : this.#onText(part, fact);
  }

  /** The whole is over. Returns what the page is told. */
  end(reason: SpeechEndReason): readonly SpeechFact[] {
    if (this.#reason) return [];
    this.#reason = reason;
    const {taskId} = this;
    const wasSpeaking = this.#isSpeaking;
    this.#isSpeaking = false;
    if (reason !== 'finished') this.#forgetUnspoken();
    this.#isOver = this.#parts.size === 0;
    const told = this.#lastText();
    return wasSpeaking ? [{type: 'end', taskId, reason, durationMs: this.#spokenMs}, ...told] : told;
  }

  #onStart(part: Part): readonly SpeechFact[] {
    this.#hooks.onStart();
    if (this.#reason) return [];
    this.#isPartSpeaking = part.isStarted = true;
    if (this.#isSpeaking) return [];
    this.#isSpeaking = true;
    return [{type: 'start', taskId: this.#taskId}];
  }

  #onEnd({taskId, reason, durationMs}: SpeechFact & {type: 'end'}): readonly SpeechFact[] {
    this.#isPartSpeaking = false;
    if (this.#reason || taskId === null) return [];
    this.#spokenMs += durationMs;
    const whole = this.#hooks.onEnd(taskId, reason);
    return whole ? this.end(whole) : [];
  }

  #onText(part: Part, {text, isFinal}: SpeechFact & {type: 'text'}): readonly SpeechFact[] {
    // What the avatar begins after the end is being silenced.
    if (this.#isTold || (this.#reason && !part.isStarted)) return [];
    part.text = text;
    part.isTold = isFinal;
    return this.#reason ? this.#lastText() : [this.#text(false)];
  }

  /** The whole text, once the speech is over and the text of each part is complete. */
  #lastText(): readonly SpeechFact[] {
    const told = [...this.#parts.values()].filter(({text}) => text);
    if (told.length === 0 || told.some(({isTold}) => !isTold)) return [];
    this.#isTold = true;
    return [this.#text(true)];
  }

  #text(isFinal: boolean): SpeechFact {
    const text = [...this.#parts.values()]
      .map((part, index) => part.text + (part.text && this.#gaps[index]))
      .join('');
    const isCut = isFinal && this.#reason !== 'finished';
    return {type: 'text', taskId: this.#taskId, text: text.trim(), isFinal, isCut};
  }

  #forgetUnspoken(): void {
    for (const part of this.#parts.values()) if (!part.isStarted) part.text = '';
  }
}
