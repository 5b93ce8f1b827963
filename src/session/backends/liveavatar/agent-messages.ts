import type {EndReason} from '../../session-state.js';
import {parseJson} from '../../json.js';
import type {BackendEvent} from '../backend.js';
import {AgentMessage} from './schemas.js';

const utf8 = new TextDecoder();

const END_REASONS: ReadonlyMap<string, EndReason> = new Map(
  Object.entries({
    IDLE_TIMEOUT: 'idle-timeout',
    ZOMBIE_SESSION_REAP: 'idle-timeout',
    NO_CREDITS: 'no-credits',
    MAX_DURATION_REACHED: 'time-limit',
    SERVER_ERROR: 'error',
    DISPATCH_FAILED: 'error',
  } as const),
);

export type PushToTalkCommand = 'start' | 'stop';

/**
 * Reads the agent's messages. They name the command that caused them, but not reliably: an answer to the visitor's voice
 * can carry the id of an older command, and the whole text of a speech may come before its pieces. So a speech belongs to a
 * command of ours only while that command waits for it.
 */
export class AgentMessages {
  /** Commands that wait for their speech, in order. */
  readonly #waiting: string[] = [];
  /** Commands whose whole text has come, though their speech has not ended. */
  readonly #told = new Set<string>();
  #current: string | null = null;
  #waitsFor: {command: PushToTalkCommand; answered: (isDone: boolean) => void} | undefined;

  /** A command has been sent that will be spoken. */
  expect(taskId: string): void {
    this.#waiting.push(taskId);
  }

  /** The queue is dropped: nothing that waits will be spoken. */
  drop(): void {
    this.#waiting.length = 0;
  }

  /** The agent's answer to a command of push-to-talk: whether it did as it was told. */
  acknowledgement(command: PushToTalkCommand): Promise<boolean> {
    return new Promise((answered) => (this.#waitsFor = {command, answered}));
  }

  /** What a message means, or `null` where it is nothing to us. */
  read(payload: Uint8Array): BackendEvent | null {
    const message = AgentMessage.safeParse(parseJson(utf8.decode(payload)));
    return message.success ? this.#eventOf(message.data) : null;
  }

  #eventOf(message: AgentMessage): BackendEvent | null {
    const {source_event_id: source, text} = message;
    switch (message.event_type) {
      case 'avatar.speak_started':
        return {type: 'speech-start', taskId: (this.#current = this.#take(source ?? null))};
      case 'avatar.speak_ended': {
        const taskId = this.#current;
        this.#current = null;
        if (taskId) this.#told.delete(taskId);
        return {type: 'speech-end', taskId, durationMs: null};
      }
      case 'avatar.transcription.chunk': {
        const taskId = this.#taskOf(source ?? null);
        return taskId && this.#told.has(taskId) ? null : {type: 'text', role: 'avatar', taskId, piece: text};
      }
      case 'avatar.transcription': {
        const taskId = this.#taskOf(source ?? null);
        if (taskId) this.#told.add(taskId);
        return {type: 'text-end', role: 'avatar', taskId, text};
      }
      case 'user.transcription.chunk':
        return {type: 'text', role: 'user', taskId: null, piece: text};
      case 'user.transcription':
        return {type: 'text-end', role: 'user', taskId: null, text};
      case 'user.speak_started':
        return {type: 'user-speech-start'};
      case 'user.speak_ended':
        return {type: 'user-speech-end'};
      case 'user.push_to_talk_started':
        return this.#acknowledge('start', true);
      case 'user.push_to_talk_start_failed':
        return this.#acknowledge('start', false);
      case 'user.push_to_talk_stopped':
        return this.#acknowledge('stop', true);
      case 'user.push_to_talk_stop_failed':
        return this.#acknowledge('stop', false);
      case 'session.stopped': {
        const reason = message.end_reason ?? message.stop_reason ?? '';
        return {type: 'ended', reason: END_REASONS.get(reason) ?? 'far-end'};
      }
    }
  }

  /** An answer that comes too late is none to the command after it. */
  #acknowledge(command: PushToTalkCommand, isDone: boolean): null {
    if (this.#waitsFor?.command === command) this.#waitsFor.answered(isDone);
    return null;
  }

  /** The command that a speech which begins now belongs to, or `null` where it is nobody's but the far end's. */
  #take(source: string | null): string | null {
    const at = source === null ? 0 : this.#waiting.indexOf(source);
    return at < 0 ? null : (this.#waiting.splice(at, 1)[0] ?? null);
  }

  #taskOf(source: string | null): string | null {
    const isOurs = source !== null && (source === this.#current || this.#waiting.includes(source));
    return isOurs ? source : this.#current;
  }
}
