import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';
import type {AvatarRoom} from './avatar-room.js';
import {UserSpeechDetector} from '../avatar/user-speech-detector.js';

/** Why a session ended, by the server's books. */
export type FakeEnding = 'stop' | 'idle' | 'limit' | 'credits' | 'closed';

/** A task as the server has it. */
export interface FakeTask {
  readonly taskId: string;
  readonly text: string;
  readonly type: 'repeat' | 'chat';
  readonly durationMs: number;
}

/** How a server behaves; every part has a default. */
export interface FakeSessionOptions {
  /** How long the avatar speaks for one character, in ms. Default 60. */
  msPerCharacter?: number | undefined;
  /** The longest duration of a session, in seconds. Default 600. */
  sessionDurationLimit?: number | undefined;
  /** What the avatar answers to a `chat`. Default: a friendly sentence that repeats the question. */
  answer?: ((text: string) => string) | undefined;
}

/** How a server tells the visitor what is said, in its own protocol. */
export interface SpeechMessages {
  /** Topic of the data messages. Default: none. */
  readonly topic?: string;
  /** Who sends them, by the session's id. Default: the avatar. */
  readonly from?: (sessionId: string) => string;
  user(task: FakeTask, text: string): object[];
  start(task: FakeTask): object[];
  piece(task: FakeTask, text: string): object[];
  whole(task: FakeTask): object[];
  stop(task: FakeTask, durationMs: number): object[];
  /** The visitor begins or ends to speak: by data messages, or on the chat socket. */
  userSpeech(isSpeech: boolean): {data?: object[]; chat?: object};
  ended(by: FakeEnding): object[];
}

/** How long the last message is given to arrive before the room is closed. */
const FAREWELL_MS = 100;
const SHORTEST_SPEECH_MS = 600;
const DEFAULT_IDLE_S = 120;
const utf8 = new TextEncoder();

/** One session at the server: its room, the queue of what the avatar says, and the clocks that end it. */
export class FakeSession {
  readonly sessionId: string;
  readonly request: StreamingNewRequest;
  readonly room: AvatarRoom;
  readonly tasks: FakeTask[] = [];
  /** The commands that came by data message, in order of arrival. */
  readonly commands: string[] = [];
  /** What is heard of the visitor. */
  readonly hearing = new UserSpeechDetector({
    onStart: () => this.#onUserSpeech(),
    onEnd: (durationMs) => this.#onUserSpeech(durationMs),
  });
  /** Sends to the chat socket, while there is one. */
  chat: ((message: object) => void) | undefined;
  state: 'new' | 'started' | 'stopped' = 'new';
  /** How often `streaming.start` and `streaming.stop` were called for it. */
  starts = 0;
  stops = 0;
  endedBy: FakeEnding | undefined;
  /** In ms since the page began; `undefined` while it is open. */
  readonly openedAt = performance.now();
  endedAt: number | undefined;

  readonly #options: FakeSessionOptions;
  readonly #messages: SpeechMessages;
  readonly #queue: FakeTask[] = [];
  #current: {task: FakeTask; startedAt: number; timers: ReturnType<typeof setTimeout>[]} | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #limit: ReturnType<typeof setTimeout> | undefined;

  constructor({
    sessionId,
    request,
    room,
    messages,
    options,
  }: {
    sessionId: string;
    request: StreamingNewRequest;
    room: AvatarRoom;
    messages: SpeechMessages;
    options: FakeSessionOptions;
  }) {
    this.sessionId = sessionId;
    this.#messages = messages;
    this.request = request;
    this.room = room;
    this.#options = options;
    room.onVoice = (isVoice) => (this.hearing.isVoice = isVoice);
    this.#limit = setTimeout(() => void this.end('limit'), this.durationLimit * 1000);
    this.touch();
  }

  get durationLimit(): number {
    return this.#options.sessionDurationLimit ?? 600;
  }

  /** Something happened: the idle time begins anew. */
  touch(): void {
    clearTimeout(this.#idle);
    if (this.request.disable_idle_timeout || this.state === 'stopped') return;
    const idleMs = (this.request.activity_idle_timeout ?? DEFAULT_IDLE_S) * 1000;
    this.#idle = setTimeout(() => void this.end('idle'), idleMs);
  }

  /** The avatar enters the room, with an agent if it is given one. */
  async start(agent?: string): Promise<void> {
    this.state = 'started';
    this.starts++;
    await this.room.enter(agent);
  }

  /** Queues a task; the avatar says one thing at a time. */
  say(text: string, type: FakeTask['type'], taskId: string = crypto.randomUUID()): FakeTask {
    const answer =
      this.#options.answer ?? ((question) => `You said: ${question} I am only a preview, but I like that.`);
    if (type === 'chat') return this.#speak(answer(text), type, taskId, text);
    return this.#speak(text, type, taskId);
  }

  #speak(spoken: string, type: FakeTask['type'], taskId: string, asked?: string): FakeTask {
    const durationMs = Math.max(SHORTEST_SPEECH_MS, spoken.length * (this.#options.msPerCharacter ?? 60));
    const task = {taskId, text: spoken, type, durationMs};
    this.tasks.push(task);
    this.#queue.push(task);
    if (asked !== undefined) this.#send(this.#messages.user(task, asked));
    // After the reply to the call, as the real server needs time to speak.
    setTimeout(() => this.#next(), 0);
    return task;
  }

  /** Stops the current speech, if there is one; what is queued is said next, or dropped as well. */
  interrupt({dropsQueue = false} = {}): void {
    if (dropsQueue) this.#queue.length = 0;
    this.#finish();
  }

  /** Tells the visitor something beyond speech. */
  tell(message: object): void {
    this.#send([message]);
  }

  async end(by: FakeEnding): Promise<void> {
    if (this.state === 'stopped') return;
    this.state = 'stopped';
    this.endedBy = by;
    this.endedAt = performance.now();
    clearTimeout(this.#idle);
    clearTimeout(this.#limit);
    this.#queue.length = 0;
    this.#current?.timers.forEach(clearTimeout);
    this.#current = undefined;
    const farewell = this.#messages.ended(by);
    this.#send(farewell);
    if (farewell.length > 0) await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS));
    await this.room.close();
  }

  /** The visitor speaks, which interrupts the avatar; when he has ended, it answers. */
  #onUserSpeech(durationMs?: number): void {
    if (this.state !== 'started') return;
    this.touch();
    const {data = [], chat} = this.#messages.userSpeech(durationMs === undefined);
    this.#send(data);
    if (chat) this.chat?.(chat);
    if (durationMs === undefined) return this.interrupt({dropsQueue: true});
    const seconds = (durationMs / 1000).toFixed(1);
    const answer = `I heard your voice for ${seconds} seconds. I am only a preview: I do not understand words.`;
    this.#speak(answer, 'chat', crypto.randomUUID(), `(${seconds} s of your voice)`);
  }

  #next(): void {
    if (this.#current || this.state === 'stopped') return;
    const task = this.#queue.shift();
    if (!task) return;
    const {text, durationMs} = task;
    this.room.setTalking(true);
    this.#send(this.#messages.start(task));
    const pieces = text.match(/\S+\s*/g) ?? [];
    // The text comes ahead of the voice, as it does from the real server.
    const timers = pieces.map((piece, index) =>
      setTimeout(
        () => this.#send(this.#messages.piece(task, piece)),
        (durationMs * 0.6 * index) / pieces.length,
      ),
    );
    timers.push(
      setTimeout(() => this.#send(this.#messages.whole(task)), durationMs * 0.6),
      setTimeout(() => this.#finish(), durationMs),
    );
    this.#current = {task, startedAt: Date.now(), timers};
  }

  #finish(): void {
    if (!this.#current) return;
    const {task, startedAt, timers} = this.#current;
    timers.forEach(clearTimeout);
    this.#current = undefined;
    this.room.setTalking(false);
    this.#send(this.#messages.stop(task, Math.min(task.durationMs, Date.now() - startedAt)));
    this.touch();
    this.#next();
  }

  #send(messages: object[]): void {
    const {topic, from} = this.#messages;
    for (const message of messages) {
      void this.room.send(utf8.encode(JSON.stringify(message)), topic, from?.(this.sessionId));
    }
  }
}
