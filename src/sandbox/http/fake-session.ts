import {timerMs} from '../../session/util/timer-ms.js';
import {uuid} from '../../session/util/uuid.js';
import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';
import type {AvatarRoom} from '../avatar-room.js';
import {FakeLite} from './fake-lite.js';
import {UserSpeechDetector} from './user-speech-detector.js';

/**
 * Why HeyGen ended a session: a stop call, the idle time, the longest duration, an account without credits, or the end of the
 * fake HeyGen itself.
 */
export type FakeEnding = 'stop' | 'idle' | 'limit' | 'credits' | 'closed';

/** A task that the avatar speaks. */
export interface FakeTask {
  readonly taskId: string;
  /** What the avatar says. */
  readonly text: string;
  readonly type: 'repeat' | 'chat';
  /** How long the avatar speaks, in ms. */
  readonly durationMs: number;
}

/** One command of the page to an ElevenLabs agent. */
export interface FakeAgentCommand {
  /** `user_message`, `contextual_update`, `user_activity` or `client_tool_result`. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How sessions behave. Every option has a default. */
export interface FakeSessionOptions {
  /** How long the avatar speaks per character, in ms. Default 60. */
  msPerCharacter?: number | undefined;
  /** The longest duration of a session, in seconds. Default 600. */
  sessionDurationLimit?: number | undefined;
  /** Returns the avatar's answer to a `chat` task. Default: a friendly sentence that repeats the question. */
  answer?: ((text: string) => string) | undefined;
}

/** The messages that HeyGen sends to the visitor's page, in the protocol of one back end. */
export interface SpeechMessages {
  /** Topic of the data messages. Default: none. */
  readonly topic?: string;
  /** Returns the identity of the sender, given the session's id. Default: the avatar. */
  readonly from?: (sessionId: string) => string;
  /** What the visitor said or typed. */
  userText(task: FakeTask, text: string): object[];
  /** The avatar starts to speak. */
  speechStart(task: FakeTask): object[];
  /** The next words of what the avatar says. */
  textChunk(task: FakeTask, text: string): object[];
  /** The text of the task is complete. */
  textEnd(task: FakeTask): object[];
  /** The avatar stops speaking: `isCut` where it is interrupted. */
  speechEnd(task: FakeTask, durationMs: number, end: {isCut: boolean}): object[];
  /** The visitor starts or stops to speak: data messages, or a message on the chat socket. */
  userSpeech(isSpeech: boolean): {data?: object[]; chat?: object};
  /** The session ends. */
  sessionEnd(by: FakeEnding): object[];
}

/** How long the last message may take to arrive before the room closes. */
const LAST_MESSAGE_MS = 100;
const MIN_SPEECH_MS = 600;
const DEFAULT_IDLE_S = 120;
/** The share of a task's duration in which its text arrives: as at HeyGen, the text is ahead of the voice. */
const TEXT_SHARE = 0.6;
const utf8 = new TextEncoder();

/** One session at HeyGen: its room, the queue of tasks that the avatar speaks, and the timers that end the session. */
export class FakeSession {
  /** The session's id, as HeyGen returns it. */
  readonly sessionId: string;
  /** The settings of the session, as a body of `streaming.new`. */
  readonly request: StreamingNewRequest;
  /** The session's LiveKit room. */
  readonly room: AvatarRoom;
  /** Every task, oldest first. */
  readonly tasks: FakeTask[] = [];
  /** The commands that the page sent as data messages, oldest first. */
  readonly commands: string[] = [];
  /** What the page sent to an ElevenLabs agent, oldest first. */
  readonly agentCommands: FakeAgentCommand[] = [];
  /** The audio socket of a LITE session, which fails on demand. */
  readonly lite = new FakeLite();
  /** Whether the visitor speaks, and whether the session uses push-to-talk. */
  readonly userSpeech = new UserSpeechDetector({
    onStart: () => this.#onUserSpeechStart(),
    onEnd: (durationMs) => this.#onUserSpeechEnd(durationMs),
  });
  /** Sends a message on the chat socket; `undefined` while no socket is open. */
  sendChat: ((message: object) => void) | undefined;
  /** `new` until the start call, `stopped` once the session has ended. */
  state: 'new' | 'started' | 'stopped' = 'new';
  /** How many start calls have started the session. */
  starts = 0;
  /** How many stop calls the session received while it was open. */
  stops = 0;
  /** Why the session ended; `undefined` while it is open. */
  endedBy: FakeEnding | undefined;
  /** When the session was created, by `performance.now()`. */
  readonly openedAt = performance.now();
  /** When the session ended, by `performance.now()`; `undefined` while it is open. */
  endedAt: number | undefined;

  readonly #options: FakeSessionOptions;
  readonly #messages: SpeechMessages;
  readonly #queue: FakeTask[] = [];
  #current: {task: FakeTask; startedAt: number; timers: ReturnType<typeof setTimeout>[]} | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #limitTimer: ReturnType<typeof setTimeout> | undefined;

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
    room.onVoice = (isVoice) => (this.userSpeech.hasVoice = isVoice);
    this.#limitTimer = setTimeout(() => void this.end('limit'), timerMs(this.durationLimit * 1000));
    this.restartIdleTimer();
  }

  /** The longest duration of the session, in seconds. */
  get durationLimit(): number {
    return this.#options.sessionDurationLimit ?? 600;
  }

  /** Restarts the idle timer, as every call, command and speech does. */
  restartIdleTimer(): void {
    clearTimeout(this.#idleTimer);
    if (this.request.disable_idle_timeout || this.state === 'stopped') return;
    const idleMs = (this.request.activity_idle_timeout ?? DEFAULT_IDLE_S) * 1000;
    this.#idleTimer = setTimeout(() => void this.end('idle'), timerMs(idleMs));
  }

  /** Starts the session: the avatar joins the room, and with it the agent, if one is given. */
  async start(agent?: string): Promise<void> {
    this.state = 'started';
    this.starts++;
    await this.room.enter(agent);
  }

  /** Queues a task. `text` is what the avatar says (`repeat`) or what the visitor asks it (`chat`). */
  addTask(text: string, type: FakeTask['type'], taskId: string = uuid()): FakeTask {
    const answer =
      this.#options.answer ?? ((question) => `You said: ${question} I am only a preview, but I like that.`);
    if (type === 'chat') return this.#queueSpeech(answer(text), type, taskId, text);
    return this.#queueSpeech(text, type, taskId);
  }

  /** Stops the current speech, if there is one. The avatar goes on with the queue, or drops it. */
  interrupt({dropsQueue = false} = {}): void {
    if (dropsQueue) this.#queue.length = 0;
    this.#finishSpeech({isCut: true});
  }

  /** Sends one data message to the visitor's page. */
  sendMessage(message: object): void {
    this.#send([message]);
  }

  /** Ends the session and closes its room. A second call does nothing. */
  async end(by: FakeEnding): Promise<void> {
    if (this.state === 'stopped') return;
    this.state = 'stopped';
    this.endedBy = by;
    this.endedAt = performance.now();
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#limitTimer);
    this.#queue.length = 0;
    this.#current?.timers.forEach(clearTimeout);
    this.#current = undefined;
    const messages = this.#messages.sessionEnd(by);
    this.#send(messages);
    if (messages.length > 0) await new Promise((resolve) => setTimeout(resolve, LAST_MESSAGE_MS));
    await this.room.close();
  }

  #queueSpeech(text: string, type: FakeTask['type'], taskId: string, userText?: string): FakeTask {
    const durationMs = Math.max(MIN_SPEECH_MS, text.length * (this.#options.msPerCharacter ?? 60));
    const task = {taskId, text, type, durationMs};
    this.tasks.push(task);
    this.#queue.push(task);
    if (userText !== undefined) this.#send(this.#messages.userText(task, userText));
    // As at HeyGen, the avatar starts to speak only after the response to the call.
    setTimeout(() => this.#startNextSpeech(), 0);
    return task;
  }

  /** The visitor starts to speak, which interrupts the avatar. */
  #onUserSpeechStart(): void {
    if (this.state !== 'started') return;
    this.#onUserSpeech(true);
    this.interrupt({dropsQueue: true});
  }

  /** The visitor stops speaking, and the avatar answers. */
  #onUserSpeechEnd(durationMs: number): void {
    if (this.state !== 'started') return;
    this.#onUserSpeech(false);
    const seconds = (durationMs / 1000).toFixed(1);
    const answer = `I heard your voice for ${seconds} seconds. I am only a preview: I do not understand words.`;
    this.#queueSpeech(answer, 'chat', uuid(), `(${seconds} s of your voice)`);
  }

  #onUserSpeech(isSpeech: boolean): void {
    this.restartIdleTimer();
    const {data = [], chat} = this.#messages.userSpeech(isSpeech);
    this.#send(data);
    if (chat) this.sendChat?.(chat);
  }

  #startNextSpeech(): void {
    if (this.#current || this.state === 'stopped') return;
    const task = this.#queue.shift();
    if (!task) return;
    const {text, durationMs} = task;
    this.room.setTalking(true);
    this.#send(this.#messages.speechStart(task));
    const textMs = durationMs * TEXT_SHARE;
    const chunks = text.match(/\S+\s*/g) ?? [];
    const timers = chunks.map((chunk, index) =>
      setTimeout(() => this.#send(this.#messages.textChunk(task, chunk)), (textMs * index) / chunks.length),
    );
    timers.push(
      setTimeout(() => this.#send(this.#messages.textEnd(task)), textMs),
      setTimeout(() => this.#finishSpeech(), durationMs),
    );
    this.#current = {task, startedAt: Date.now(), timers};
  }

  #finishSpeech({isCut} = {isCut: false}): void {
    if (!this.#current) return;
    const {task, startedAt, timers} = this.#current;
    timers.forEach(clearTimeout);
    this.#current = undefined;
    this.room.setTalking(false);
    this.#send(this.#messages.speechEnd(task, Math.min(task.durationMs, Date.now() - startedAt), {isCut}));
    this.restartIdleTimer();
    this.#startNextSpeech();
  }

  #send(messages: object[]): void {
    const {topic, from} = this.#messages;
    for (const message of messages) {
      void this.room.send(utf8.encode(JSON.stringify(message)), topic, from?.(this.sessionId));
    }
  }
}
