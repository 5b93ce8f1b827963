import type {AcceptedTask} from '../backends/backend.js';
import type {AvatarError} from '../errors/avatar-error.js';
import type {SpeechEndReason} from '../events.js';
import {deferred} from '../util/deferred.js';
import {timerMs} from '../util/timer-ms.js';

/** A speech that the server has accepted: what `speak` resolves with. */
export interface SpeechTask {
  /** The server's id of the task, the same as in the events. Source: `task_id`. */
  readonly taskId: string;
  /** Its length in ms, or `null` where the server does not announce one. Source: `duration_ms`. */
  readonly durationMs: number | null;
  /** Resolves when the speech is over, with the reason. Never rejects. */
  readonly ended: Promise<SpeechEndReason>;
  /** Where `ended` is `failed`: why the rest could not be said. */
  readonly error?: AvatarError | undefined;
}

/** An interrupt that is on its way. */
export interface Interrupt {
  /** Takes the answer: whether the server has accepted the interrupt. */
  readonly settle: (isAccepted: boolean) => void;
  /** Resolves when every speech that it is meant for has ended; never where there is none. */
  readonly ended: Promise<unknown>;
}

/** What a tracker reports. */
export interface SpeechHandlers {
  /** The server has announced the length of a speech, before it begins or after. */
  onAnnounced?(taskId: string, durationMs: number): void;
  onStart(taskId: string | null): void;
  onEnd(taskId: string | null, reason: SpeechEndReason, durationMs: number): void;
}

/** How much longer than announced a speech may take, in ms, before the tracker ends it: its end message may be lost. */
const SLACK_MS = 5_000;
/** The same for a speech of unknown length, such as an answer that the server is still making. */
const UNANNOUNCED_MS = 120_000;
/** How long the tracker waits for the end message after an interrupt, in ms. */
const INTERRUPT_MS = 2_000;
/** A speech that ends this soon after the visitor began to speak, in ms, counts as interrupted by them. */
const BARGE_IN_MS = 2_000;
/** How many ended tasks the tracker remembers: a task's messages may come before the response that accepts it. */
const REMEMBERED = 32;

interface Speech {
  readonly taskId: string | null;
  durationMs: number | null;
  startedAt: number | null;
  /** An interrupt has been requested, or the server has accepted it at this time. */
  interrupt: 'asked' | {acceptedAt: number} | undefined;
  /** When the visitor began to speak during it, which may interrupt it. */
  userSpokeAt: number | null;
  /** Ends the speech where the server's end message does not come. */
  timer: ReturnType<typeof setTimeout> | undefined;
  settle: (reason: SpeechEndReason) => void;
  ended: Promise<SpeechEndReason>;
}

/**
 * Follows the avatar's speeches by the server's messages. Where a message is lost, the announced length ends the speech, so
 * every task ends. The avatar speaks one task at a time, in the order in which the server accepted them.
 */
export class SpeechTracker {
  readonly #handlers: SpeechHandlers;
  /** Accepted or spoken, in the order of acceptance. */
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

  /** The server has accepted a task. Its messages may have come before. */
  accept({taskId, durationMs}: AcceptedTask): SpeechTask {
    const early = this.#isClosed ? 'closed' : this.#endedEarly.get(taskId);
    if (early) return {taskId, durationMs, ended: Promise.resolve(early)};
    const speech = this.#find(taskId) ?? this.#add(taskId);
    const isNews = durationMs !== null && durationMs !== speech.durationMs;
    speech.durationMs = durationMs ?? speech.durationMs;
    this.#rearm();
    if (isNews) this.#handlers.onAnnounced?.(taskId, durationMs);
    return {taskId, durationMs, ended: speech.ended};
  }

  /** The server says that a speech begins. */
  start(taskId: string | null): void {
    if (this.#isClosed) return;
    const current = this.#current;
    if (current && current.taskId === taskId) return;
    if (current) this.#end(current, outcome(current));
    if (this.#isClosed) return; // the end of that speech has ended the session
    const speech = this.#find(taskId) ?? this.#add(taskId);
    speech.startedAt = Date.now();
    this.#rearm();
    this.#handlers.onStart(taskId);
  }

  /** The server says that a speech is over: the current one where it names no task. */
  stop(taskId: string | null, durationMs: number | null, reason?: SpeechEndReason): void {
    const speech = taskId === null ? this.#current : this.#find(taskId);
    if (speech) {
      this.#end(speech, reason ?? outcome(speech), durationMs);
      this.#rearm();
    } else if (taskId !== null) {
      this.#remember(taskId, reason ?? 'finished');
    }
  }

  /** The server has sent something else of a speech, such as a piece of its text: the speech is not over. */
  touch(taskId: string | null): void {
    if (taskId !== null && this.#find(taskId)) this.#rearm();
  }

  /**
   * An interrupt of the current speech is on its way. The speech may end before the answer comes. Where the server accepts, the
   * speech ends by the server's message, or soon. Some servers also drop the queued speeches.
   */
  interrupting({dropsQueue = false} = {}): Interrupt {
    const meant = dropsQueue ? [...this.#speeches] : this.#speeches.filter((each) => each === this.#current);
    for (const speech of meant) speech.interrupt = 'asked';
    return {
      settle: (isAccepted) => {
        for (const speech of meant) speech.interrupt = isAccepted ? {acceptedAt: Date.now()} : undefined;
        this.#rearm();
      },
      ended: meant.length > 0 ? Promise.all(meant.map(({ended}) => ended)) : new Promise(() => {}),
    };
  }

  /** Whether the server has accepted this task, or has spoken it. */
  knows(taskId: string): boolean {
    return this.#find(taskId) !== undefined || this.#endedEarly.has(taskId);
  }

  /** The visitor begins to speak. Where the current speech ends soon after that, they have interrupted it. */
  userSpeaks(): void {
    const current = this.#current;
    if (current) current.userSpokeAt = Date.now();
  }

  /** Ends every speech: the session is over. */
  close(): void {
    this.#isClosed = true;
    for (const speech of [...this.#speeches]) this.#end(speech, 'closed');
  }

  #find(taskId: string | null): Speech | undefined {
    return this.#speeches.find((speech) => speech.taskId === taskId);
  }

  #add(taskId: string | null): Speech {
    const {promise: ended, resolve: settle} = deferred<SpeechEndReason>();
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

  /** Sets for each speech the time at which it ends without a message. Later speeches wait for the earlier ones. */
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
      speech.timer = setTimeout(() => {
        this.#end(speech, outcome(speech));
        this.#rearm();
      }, timerMs(limit));
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

/** The reason of a speech that a message or a timer has ended. */
function outcome({interrupt, userSpokeAt, startedAt, durationMs}: Speech): SpeechEndReason {
  if (interrupt) return 'interrupted';
  // It never began: the server has dropped it. With an announced length it was spoken, and its messages were lost.
  if (startedAt === null) return durationMs === null ? 'interrupted' : 'finished';
  const isSaid = durationMs !== null && Date.now() - startedAt >= durationMs;
  const isCut = userSpokeAt !== null && Date.now() - userSpokeAt < BARGE_IN_MS;
  return isCut && !isSaid ? 'interrupted' : 'finished';
}
