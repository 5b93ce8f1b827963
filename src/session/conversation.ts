import type {AcceptedTask, BackendEvent} from './backends/backend.js';
import {AvatarMessageEvent, AvatarSpeechEndEvent, AvatarSpeechStartEvent} from './events.js';
import {SpeechTracker, type SpeechTask} from './speech.js';
import {Transcript} from './transcript.js';

/** What is said in a session, by either side: turns the back end's events into the page's. */
export class Conversation {
  readonly #dispatch: (event: Event) => void;
  readonly #transcript = new Transcript();
  readonly #speech: SpeechTracker;

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

  /** The far end is asked to interrupt what is being said; the function that this gives takes the answer. */
  interrupting(): (isAccepted: boolean) => void {
    const current = this.#speech.current;
    return current === undefined ? () => {} : this.#speech.interrupting(current);
  }

  receive(event: BackendEvent): void {
    switch (event.type) {
      case 'speech-start':
        this.#speech.start(event.taskId);
        break;
      case 'speech-end':
        this.#speech.stop(event.taskId, event.durationMs, event.reason);
        break;
      case 'text': {
        this.#speech.touch(event.taskId);
        const text = this.#transcript.append(event.role, event.taskId, event.piece);
        this.#dispatch(new AvatarMessageEvent(event.role, text, false, event.taskId));
        break;
      }
      case 'text-end': {
        const text = this.#transcript.close(event.role, event.taskId);
        if (text) this.#dispatch(new AvatarMessageEvent(event.role, text, true, event.taskId));
        break;
      }
    }
  }

  /** Ends every speech: the session is over. */
  close(): void {
    this.#speech.close();
  }
}
