import type {AcceptedTask} from '../backends/backend.js';

import type {SpeechEndReason} from '../events.js';

/** A speech that the server has accepted. */
export interface SpeechTask {
  /** The server's id of it, the same as in the events. */
  readonly taskId: string;
  /** How long it will last in ms, or `null` where the server does not say beforehand. */
  readonly durationMs: number | null;
  /** Resolves when the speech is over; never rejects. */
  readonly ended: Promise<SpeechEndReason>;
}

/** What a tracker reports. */
export interface SpeechHandlers {
  onStart(taskId: string | null): void;
  onEnd(taskId: string | null, reason: SpeechEndReason, durationMs: number): void;
}

/** How much longer than announced a speech may take before its lost end is made up for, in ms. */
const SLACK_MS = 5_000;
/** The same for a speech whose length nobody has announced: an answer that is still being thought out, say. */
const UNANNOUNCED_MS = 120_000;
/** How long after an interrupt the server's word is waited for. */
const INTERRUPT_MS = 2_000;
/** How soon after the visitor began to speak an end is taken for his doing. */
const BARGE_IN_MS = 2_000;
/** The longest that a timer can wait; a longer one would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** How many ended tasks are remembered, so that an end which comes before its task's acceptance is not lost. */
const REMEMBERED = 32;

interface Speech {
  readonly taskId: string | null;
  durationMs: number | null;
  startedAt: number | null;
  /** Whether the server was asked to interrupt it, and when it said yes. */
  interrupt: 'asked' | {acceptedAt: number} | undefined;
  /** When the visitor began to speak into it, which may interrupt it. */
  userSpokeAt: number | null;
  /** Ends the speech when the server does not. */
  timer: ReturnType<typeof setTimeout> | undefined;
  settle: (reason: SpeechEndReason) => void;
  ended: Promise<SpeechEndReason>;
}

/**
 * Follows what the avatar says, by the server's messages where they come and by the announced duration where one is
 * lost, so that every task ends. The avatar says one thing at a time, in the order of acceptance.
 */
export class SpeechTracker {
  readonly #handlers: SpeechHandlers;
  /** Accepted or being said, in the order of acceptance. */
  readonly #speeches: Speech[] = [];
  readonly #endedEarly = new Map<string, SpeechEndReason>();
  #isClosed = false;

  constructor(handlers: SpeechHandlers) {
    this.#handlers = handlers;
  }

  /** True while the avatar's voice is heard. */
  get isSpeaking(): boolean {
    return this.#current !== undefined;
  }

  get #current(): Speech | undefined {
    return this.#speeches.find(({startedAt}) => startedAt !== null);
  }

  /** Takes over a task that the server has accepted; its messages may have come before. */
  accept({taskId, durationMs}: AcceptedTask): SpeechTask {
    const early = this.#isClosed ? 'closed' : this.#endedEarly.get(taskId);
    if (early) return {taskId, durationMs, ended: Promise.resolve(early)};
    const speech = this.#find(taskId) ?? this.#add(taskId);
    speech.durationMs = durationMs;
    this.#rearm();
    return {taskId, durationMs, ended: speech.ended};
  }

  /** The server says that a speech begins. */
  start(taskId: string | null): void {
    if (this.#isClosed) return;
    const current = this.#current;
    if (current && current.taskId === taskId) return;
    if (current) this.#end(current, outcome(current));
    if (this.#isClosed) return; // by a listener of that end
    const speech = this.#find(taskId) ?? this.#add(taskId);
    speech.startedAt = Date.now();
    this.#rearm();
    this.#handlers.onStart(taskId);
  }

  /** The server says that a speech is over. An end that names no task is the current one's. */
  stop(taskId: string | null, durationMs: number | null, reason?: SpeechEndReason): void {
    const speech = taskId === null ? this.#current : this.#find(taskId);
    if (speech) {
      this.#end(speech, reason ?? outcome(speech), durationMs);
      this.#rearm();
    } else if (taskId !== null) {
      this.#remember(taskId, reason ?? 'finished');
    }
  }

  /** A sign of life of a speech: a piece of its text, say. */
  touch(taskId: string | null): void {
    if (taskId !== null && this.#find(taskId)) this.#rearm();
  }

  /**
   * The server is asked to interrupt what is being said, which may end before the answer comes. The function that this
   * gives takes the answer: if it is yes, the speech ends with the server's word, or soon. Some servers drop the queue
   * with it.
   */
  interrupting({dropsQueue = false} = {}): (isAccepted: boolean) => void {
    const meant = dropsQueue ? [...this.#speeches] : this.#speeches.filter((each) => each === this.#current);
    for (const speech of meant) speech.interrupt = 'asked';
    return (isAccepted) => {
      for (const speech of meant) speech.interrupt = isAccepted ? {acceptedAt: Date.now()} : undefined;
      this.#rearm();
    };
  }

  /** The visitor begins to speak: where what is being said ends soon after that, he has interrupted it. */
  userSpeaks(): void {
    const current = this.#current;
    if (current) current.userSpokeAt = Date.now();
  }

  /** Ends everything: the session is over. */
  close(): void {
    this.#isClosed = true;
    for (const speech of [...this.#speeches]) this.#end(speech, 'closed');
  }

  #find(taskId: string | null): Speech | undefined {
    return this.#speeches.find((speech) => speech.taskId === taskId);
  }

  #add(taskId: string | null): Speech {
    const {promise: ended, resolve: settle} = Promise.withResolvers<SpeechEndReason>();
    const speech = {
      taskId,
      durationMs: null,
      startedAt: null,
      interrupt: undefined,
      userSpokeAt: null,
      timer: undefined,
      settle,
      ended,
    };
    this.#speeches.push(speech);
    return speech;
  }

  /** Gives each speech, in order, the time by which it must be over even if nobody says so. */
  #rearm(): void {
    const now = Date.now();
    let before = 0;
    for (const speech of this.#speeches) {
      const spoken = speech.startedAt === null ? 0 : now - speech.startedAt;
      const left = Math.max(0, (speech.durationMs ?? UNANNOUNCED_MS) - spoken);
      before += left;
      const {interrupt} = speech;
      const limit =
        typeof interrupt === 'object' ? interrupt.acceptedAt + INTERRUPT_MS - now : before + SLACK_MS;
      clearTimeout(speech.timer);
      speech.timer = setTimeout(
        () => {
          this.#end(speech, outcome(speech));
          this.#rearm();
        },
        Math.min(limit, LONGEST_TIMER_MS),
      );
    }
  }

  #end(speech: Speech, reason: SpeechEndReason, durationMs?: number | null): void {
    clearTimeout(speech.timer);
    this.#speeches.splice(this.#speeches.indexOf(speech), 1);
    if (speech.taskId !== null) this.#remember(speech.taskId, reason);
    speech.settle(reason);
    if (speech.startedAt === null) return;
    this.#handlers.onEnd(speech.taskId, reason, durationMs ?? Date.now() - speech.startedAt);
  }

  #remember(taskId: string, reason: SpeechEndReason): void {
    this.#endedEarly.set(taskId, reason);
    const [oldest] = this.#endedEarly.keys();
    if (this.#endedEarly.size > REMEMBERED && oldest !== undefined) this.#endedEarly.delete(oldest);
  }
}

/** How a speech has ended that the server, or its clock, says is over. */
function outcome({interrupt, userSpokeAt, startedAt, durationMs}: Speech): SpeechEndReason {
  if (interrupt) return 'interrupted';
  // Never begun: the server has dropped it, unless its length was told and only its messages were lost.
  if (startedAt === null) return durationMs === null ? 'interrupted' : 'finished';
  const isSaid = durationMs !== null && Date.now() - startedAt >= durationMs;
  const isCut = userSpokeAt !== null && Date.now() - userSpokeAt < BARGE_IN_MS;
  return isCut && !isSaid ? 'interrupted' : 'finished';
}
