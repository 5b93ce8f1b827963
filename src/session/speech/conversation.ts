import type {AcceptedTask, BackendEvent, MessageReader, ToolCall} from '../backends/backend.js';
import {
  AvatarErrorEvent,
  AvatarMessageEvent,
  AvatarSpeechEndEvent,
  AvatarSpeechStartEvent,
  AvatarUserSpeechEndEvent,
  AvatarUserSpeechStartEvent,
  type SpeechEndReason,
} from '../events.js';
import type {DataMessage} from '../room/room.js';
import type {EndReason} from '../session-state.js';
import type {EventQueue} from '../util/event-queue.js';
import {MessageAssembler, type MessageKey} from './message-assembler.js';
import {SpeechTracker, type Interrupt, type SpeechTask} from './speech-tracker.js';
import {deferred} from '../util/deferred.js';

/** How long after the first message of a task its response counts as late, in ms. */
const LATE_MS = 1_000;

/** What a conversation tells its session, before any event is delivered. */
export interface ConversationHooks {
  /** The server has said something: it does not idle. */
  onActivity(): void;
  /** The server has announced how long a speech lasts. */
  onAnnounced?(taskId: string, durationMs: number): void;
  /** The avatar begins or stops to speak. */
  onSpeaking(isSpeaking: boolean): void;
  /** The agent calls a tool of the page. */
  onToolCall?(call: ToolCall): void;
  /** The server ends the session. */
  onServerEnd(reason: EndReason): void;
}

/** What happens to a speech, as the page is told. */
export type SpeechFact =
  | {type: 'start'; taskId: string | null}
  | {type: 'end'; taskId: string | null; reason: SpeechEndReason; durationMs: number}
  | {type: 'text'; taskId: string | null; text: string; isFinal: boolean; isCut: boolean}
  | {type: 'user-start'};

/** Makes one speech of several tasks of the server. */
export interface SpeechJoin {
  /** Whether the whole has begun and goes on, also where the avatar is silent for a moment. */
  readonly isSpeaking: boolean;
  /** True once nothing can belong to it any more. */
  readonly isOver: boolean;
  /** What the page is told in place of this, or `undefined` for what has nothing to do with it. */
  receive(fact: SpeechFact): readonly SpeechFact[] | undefined;
}

/** What both sides say in a session: turns the server's messages into events. */
export class Conversation {
  readonly #events: EventQueue;
  readonly #hooks: ConversationHooks;
  readonly #messages = new MessageAssembler(({text, isCut, ...key}) => this.#tell(key, text, {isCut}));
  readonly #speech: SpeechTracker;
  /** Texts that the visitor typed, until the avatar has answered: the server may repeat them as if it had heard them. */
  #typed: {text: string; taskId?: string}[] = [];
  /** Called with a task that the avatar begins to speak before the server has accepted it. */
  #onUnknownStart: ((taskId: string) => void) | undefined;
  readonly #joins = new Set<SpeechJoin>();
  #isClosed = false;
  /** Reads the messages of the room; set once the session has a back end. */
  reader: MessageReader | undefined;

  constructor(events: EventQueue, hooks: ConversationHooks) {
    this.#events = events;
    this.#hooks = hooks;
    this.#speech = new SpeechTracker({
      onAnnounced: (taskId, durationMs) => hooks.onAnnounced?.(taskId, durationMs),
      onStart: (taskId) => {
        this.tell(this.#joined({type: 'start', taskId}));
      },
      onEnd: (taskId, reason, durationMs) => {
        const key = {role: 'avatar', taskId} as const;
        if (reason === 'finished') this.#messages.completeHeld(key);
        this.tell(this.#joined({type: 'end', taskId, reason, durationMs}));
        this.#messages.seal(key, {isCut: reason !== 'finished'});
      },
    });
  }

  get isSpeaking(): boolean {
    return this.#speech.isSpeaking || [...this.#joins].some(({isSpeaking}) => isSpeaking);
  }

  /** From now on what happens goes through `join`, until it is over. */
  join(join: SpeechJoin): void {
    this.#joins.add(join);
  }

  /** Tells the page that a speech begins or ends: also called by a join, where no message of the server brings that. */
  readonly tell = (facts: readonly SpeechFact[]): void => {
    this.#events.change(() => {
      this.#hooks.onSpeaking(this.isSpeaking);
      this.#add(facts);
    });
  };

  /** Takes over a task that the server has accepted. */
  accept(task: AcceptedTask): SpeechTask {
    return this.#events.change(() => this.#speech.accept(task));
  }

  /**
   * The visitor's typed text is on its way. The caller hands the accepted task to the returned function, or nothing where the
   * server did not take it. The page gets one message event for the text, whether or not the server repeats it.
   */
  typing(text: string): (task?: AcceptedTask) => void {
    const typed: {text: string; taskId?: string} = {text};
    this.#typed.push(typed);
    return (task) => {
      if (!task) {
        this.#typed = this.#typed.filter((each) => each !== typed);
        return;
      }
      typed.taskId = task.taskId;
      this.#events.add(new AvatarMessageEvent('user', text, true, task.taskId));
    };
  }

  /**
   * A task is on its way. Resolves with the server's response, or, where that is late, once the avatar speaks a task that nobody
   * else has requested. Only one task may be on its way at a time. `onBegun` is called with that task at once.
   */
  async accepting(
    response: Promise<AcceptedTask>,
    onBegun?: (taskId: string) => void,
  ): Promise<AcceptedTask> {
    const begun = deferred<AcceptedTask>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    this.#onUnknownStart = (taskId) => {
      onBegun?.(taskId);
      timer ??= setTimeout(() => begun.resolve({taskId, durationMs: null}), LATE_MS);
    };
    // A late response still tells the length of the speech; its failure does not matter any more.
    response.then((task) => this.accept(task)).catch(() => {});
    try {
      return await Promise.race([response, begun.promise]);
    } finally {
      clearTimeout(timer);
      this.#onUnknownStart = undefined;
    }
  }

  /** An interrupt is on its way; see `SpeechTracker.interrupting`. */
  interrupting(options: {dropsQueue: boolean}): Interrupt {
    return this.#speech.interrupting(options);
  }

  /** Takes a data message of the room. */
  readonly receive = (message: DataMessage): void => {
    const event = this.reader?.read(message);
    if (event) this.handle(event);
  };

  /** Takes what the server says by any way. */
  readonly handle = (event: BackendEvent): void => {
    if (this.#isClosed) return;
    this.#events.change(() => {
      this.#hooks.onActivity();
      this.#handle(event);
    });
  };

  /** Ends every speech: the session is over. */
  close(): void {
    this.#isClosed = true;
    this.#speech.close();
    this.#messages.close();
  }

  #handle(event: BackendEvent): void {
    switch (event.type) {
      case 'ended':
        this.#hooks.onServerEnd(event.reason);
        break;
      case 'tool-call':
        this.#hooks.onToolCall?.(event.call);
        break;
      case 'speech-start':
        if (event.taskId !== null && !this.#speech.knows(event.taskId)) this.#onUnknownStart?.(event.taskId);
        this.#messages.completeSealed();
        this.#speech.start(event.taskId);
        break;
      case 'speech-end':
        this.#speech.stop(event.taskId, event.durationMs, event.reason);
        // The speech's own end has done this, unless its start never came.
        this.#messages.seal({role: 'avatar', taskId: event.taskId}, {isCut: event.reason === 'interrupted'});
        this.#typed = this.#typed.filter(({taskId}) => taskId !== event.taskId);
        break;
      case 'text':
        this.#speech.touch(event.taskId);
        this.#tell(event, this.#messages.append(keyOf(event), event.piece));
        break;
      case 'text-end':
        if (event.mayBeCut && event.text) {
          this.#messages.hold(keyOf(event), event.text);
          this.#tell(event, event.text);
        } else this.#messages.complete(keyOf(event), event.text);
        break;
      case 'text-heard':
        this.#messages.correct(keyOf(event), event);
        break;
      case 'speech-length':
        this.#speech.accept(event);
        break;
      case 'problem':
        this.#events.add(new AvatarErrorEvent(event.error));
        break;
      case 'user-speech-start':
        this.#typed = [];
        this.#speech.userSpeaks();
        this.#add(this.#joined({type: 'user-start'}));
        break;
      case 'user-speech-end':
        this.#events.add(new AvatarUserSpeechEndEvent());
        break;
    }
  }

  /** Tells the page of a piece, or of a complete message. */
  #tell({role, taskId}: MessageKey, text: string, complete?: {isCut: boolean}): void {
    if (!text) return;
    const isRepeated = role === 'user' && this.#typed.some((typed) => typed.text.startsWith(text.trim()));
    if (isRepeated) return;
    if (role === 'user') {
      this.#events.add(new AvatarMessageEvent(role, text, complete !== undefined, taskId, complete?.isCut));
      return;
    }
    const isCut = complete?.isCut ?? false;
    this.#add(this.#joined({type: 'text', taskId, text, isFinal: complete !== undefined, isCut}));
  }

  #add(facts: readonly SpeechFact[]): void {
    for (const fact of facts) this.#events.add(eventOf(fact));
  }

  /** What the page is told: the same, unless it is part of a longer speech. */
  #joined(fact: SpeechFact): readonly SpeechFact[] {
    let told: readonly SpeechFact[] | undefined;
    for (const join of this.#joins) {
      told ??= join.receive(fact);
      if (join.isOver) this.#joins.delete(join);
    }
    return told ?? [fact];
  }
}

function eventOf(fact: SpeechFact): Event {
  switch (fact.type) {
    case 'start':
      return new AvatarSpeechStartEvent(fact.taskId);
    case 'end':
      return new AvatarSpeechEndEvent(fact.taskId, fact.reason, fact.durationMs);
    case 'text':
      return new AvatarMessageEvent('avatar', fact.text, fact.isFinal, fact.taskId, fact.isCut);
    case 'user-start':
      return new AvatarUserSpeechStartEvent();
  }
}

const keyOf = ({role, taskId}: MessageKey): MessageKey => ({role, taskId});
