import type {AcceptedTask, BackendEvent} from '../backends/backend.js';
import {
  AvatarMessageEvent,
  AvatarSpeechEndEvent,
  AvatarSpeechStartEvent,
  AvatarUserSpeechEndEvent,
  AvatarUserSpeechStartEvent,
} from '../events.js';
import {SpeechTracker, type SpeechTask} from './speech-tracker.js';
import {MessageAssembler} from './message-assembler.js';

/** What is said in a session, by either side: turns the back end's events into the page's. */
export class Conversation {
  readonly #dispatch: (event: Event) => void;
  readonly #transcript = new MessageAssembler();
  readonly #speech: SpeechTracker;
  /** What the visitor has typed and the server may repeat as if it had been heard, until it is answered. */
  #typed: {text: string; taskId?: string}[] = [];

  constructor(dispatch: (event: Event) => void) {
    this.#dispatch = dispatch;
    this.#speech = new SpeechTracker({
      onStart: (taskId) => dispatch(new AvatarSpeechStartEvent(taskId)),
      onEnd: (taskId, reason, durationMs) => dispatch(new AvatarSpeechEndEvent(taskId, reason, durationMs)),
    });
  }

  get isSpeaking(): boolean {
    return this.#speech.isSpeaking;
  }

  accept(task: AcceptedTask): SpeechTask {
    return this.#speech.accept(task);
  }

  /**
   * The visitor's typed words are on their way; the function that this gives takes the task once it is accepted, or
   * nothing if it was not. They are told once, whether the server repeats them or not.
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
      this.#dispatch(new AvatarMessageEvent('user', text, true, task.taskId));
    };
  }

  /** The server is asked to interrupt what is being said; the function that this gives takes the answer. */
  interrupting(options: {dropsQueue: boolean}): (isAccepted: boolean) => void {
    return this.#speech.interrupting(options);
  }

  receive(event: Exclude<BackendEvent, {type: 'ended'}>): void {
    switch (event.type) {
      case 'speech-start':
        this.#speech.start(event.taskId);
        break;
      case 'speech-end':
        this.#speech.stop(event.taskId, event.durationMs, event.reason);
        this.#transcript.seal('avatar', event.taskId);
        this.#typed = this.#typed.filter(({taskId}) => taskId !== event.taskId);
        break;
      case 'text':
        this.#speech.touch(event.taskId);
        this.#tell(event, this.#transcript.closeSealed(event.role, event.taskId), true);
        this.#tell(event, this.#transcript.append(event.role, event.taskId, event.piece), false);
        break;
      case 'text-end': {
        const pieces = this.#transcript.close(event.role, event.taskId);
        this.#tell(event, event.text ?? pieces, true);
        break;
      }
      case 'user-speech-start':
        this.#typed = [];
        this.#speech.userSpeaks();
        this.#dispatch(new AvatarUserSpeechStartEvent());
        break;
      case 'user-speech-end':
        this.#dispatch(new AvatarUserSpeechEndEvent());
        break;
    }
  }

  /** Ends every speech: the session is over. */
  close(): void {
    this.#speech.close();
  }

  #tell(
    {role, taskId}: {role: 'user' | 'avatar'; taskId: string | null},
    text: string | undefined,
    isFinal: boolean,
  ): void {
    if (!text) return;
    const isRepeated = role === 'user' && this.#typed.some((typed) => typed.text.startsWith(text.trim()));
    if (!isRepeated) this.#dispatch(new AvatarMessageEvent(role, text, isFinal, taskId));
  }
}
