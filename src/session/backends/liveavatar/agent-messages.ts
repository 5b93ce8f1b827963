import type {EndReason} from '../../session-state.js';
import {parseJson} from '../../util/json.js';
import type {DataMessage} from '../../room/room.js';
import type {BackendEvent, MessageReader} from '../backend.js';
import {AgentMessage, ClientToolCall, Correction, NestedToolCall} from './liveavatar-schemas.js';

/** The topic of the agent's messages. */
const RESPONSES = 'agent-response';
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

interface WaitingCommand {
  readonly taskId: string;
  /** Whether the agent's answer names it. */
  readonly isNamed: boolean;
}

/**
 * Reads the agent's messages. A message names the command that caused it, but not reliably: an answer to the visitor's voice
 * can carry the id of an older command, and the complete text of a speech may come before its pieces. So a speech belongs to a
 * command only while that command waits for its speech.
 */
export class AgentMessages implements MessageReader {
  /** Commands that wait for their speech, in their order. */
  readonly #waiting: WaitingCommand[] = [];
  /** Commands whose complete text has come before their speech. */
  readonly #toldAhead = new Set<string>();
  /** The speech under way: its command, and whether its complete text has come. */
  #current: {taskId: string | null; isTold: boolean} | null = null;
  /** The last speech that has begun: the agent may say after it how much was heard. */
  #last: {readonly taskId: string | null} | undefined;
  /** The command of the last speech, if its complete text has not come yet. */
  #untold: string | null = null;
  #waitsFor: {command: PushToTalkCommand; answered: (isDone: boolean) => void} | undefined;
  readonly #onElevenLabs: () => void;
  readonly #isElevenLabs: () => boolean;

  /**
   * `onElevenLabs` is called with each event of an ElevenLabs agent, before it is read; `isElevenLabs` returns whether the agent is
   * one, as far as is known.
   */
  constructor(onElevenLabs: () => void = () => {}, isElevenLabs: () => boolean = () => false) {
    this.#onElevenLabs = onElevenLabs;
    this.#isElevenLabs = isElevenLabs;
  }

  /** A command is being sent that the avatar will speak. An answer that does not name its command is that of the oldest one. */
  expect(taskId: string, {isNamed = true} = {}): void {
    this.#waiting.push({taskId, isNamed});
  }

  /** That command could not be sent. */
  forget(taskId: string): void {
    const at = this.#indexOf(taskId);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  /** The server has dropped its queue: the avatar speaks none of the waiting commands. */
  drop(): void {
    this.#waiting.length = 0;
    this.#toldAhead.clear();
  }

  /** Resolves with the agent's answer to a push-to-talk command: true where it has carried it out. */
  acknowledgement(command: PushToTalkCommand): Promise<boolean> {
    return new Promise((answered) => (this.#waitsFor = {command, answered}));
  }

  read({payload, topic}: DataMessage): BackendEvent | null {
    if (topic !== RESPONSES) return null;
    const message = AgentMessage.safeParse(parseJson(utf8.decode(payload)));
    return message.success ? this.#eventOf(message.data) : null;
  }

  #eventOf(message: AgentMessage): BackendEvent | null {
    const {source_event_id: source, text} = message;
    // LiveAvatar writes the names with dots, its connectors with underscores.
    switch (message.event_type.replaceAll('.', '_')) {
      case 'avatar_speak_started': {
        const taskId = this.#take(source ?? null);
        this.#untold = null;
        this.#current = {taskId, isTold: taskId !== null && this.#toldAhead.delete(taskId)};
        this.#last = this.#current;
        return {type: 'speech-start', taskId};
      }
      case 'avatar_speak_ended': {
        const {taskId, isTold} = this.#current ?? {taskId: null, isTold: true};
        this.#current = null;
        this.#untold = isTold ? null : taskId;
        return {type: 'speech-end', taskId, durationMs: null};
      }
      case 'avatar_transcription_chunk': {
        const taskId = this.#taskOf(source ?? null);
        return this.#isTold(taskId) ? null : {type: 'text', role: 'avatar', taskId, piece: text};
      }
      case 'avatar_transcription': {
        const isLate = source !== null && source === this.#untold;
        const taskId = isLate ? this.#untold : this.#taskOf(source ?? null);
        const isOfCurrent = !isLate && this.#current?.taskId === taskId;
        if (isLate) this.#untold = null;
        else if (isOfCurrent && this.#current) this.#current.isTold = true;
        else if (taskId !== null) this.#toldAhead.add(taskId);
        const mayBeCut = isOfCurrent && this.#isElevenLabs();
        return {type: 'text-end', role: 'avatar', taskId, text, ...(mayBeCut && {mayBeCut})};
      }
      case 'user_transcription_chunk':
        return {type: 'text', role: 'user', taskId: null, piece: text};
      case 'user_transcription':
        return {type: 'text-end', role: 'user', taskId: null, text};
      case 'user_speak_started':
        return {type: 'user-speech-start'};
      case 'user_speak_ended':
        return {type: 'user-speech-end'};
      case 'user_push_to_talk_started':
        return this.#acknowledge('start', true);
      case 'user_push_to_talk_start_failed':
        return this.#acknowledge('start', false);
      case 'user_push_to_talk_stopped':
        return this.#acknowledge('stop', true);
      case 'user_push_to_talk_stop_failed':
        return this.#acknowledge('stop', false);
      case 'session_stopped': {
        const reason = message.end_reason ?? message.stop_reason ?? message.reason ?? '';
        return {type: 'ended', reason: END_REASONS.get(reason) ?? 'server'};
      }
      case 'elevenlabs_agent_event':
        this.#onElevenLabs();
        return this.#elevenLabsEventOf(message);
      default:
        return null;
    }
  }

  #elevenLabsEventOf({elevenlabs_event_type: type, data, event_id}: AgentMessage): BackendEvent | null {
    if (type === 'client_tool_call') {
      const call =
        NestedToolCall.safeParse(data).data?.client_tool_call ?? ClientToolCall.safeParse(data).data;
      if (!call) return null;
      const {tool_name: name, tool_call_id: id, parameters} = call;
      return {type: 'tool-call', call: {id, name, parameters, eventId: event_id ?? null}};
    }
    if (type === 'agent_response_correction') return this.#heardOf(data);
    if (type !== 'interruption' || !this.#current) return null;
    // The end of the speech may not come by itself.
    const {taskId} = this.#current;
    this.#current = null;
    return {type: 'speech-end', taskId, durationMs: null, reason: 'interrupted'};
  }

  /** Whoever has the text of the speech decides whether it fits. */
  #heardOf(data: unknown): BackendEvent | null {
    const nested = Correction.safeParse(data).data?.agent_response_correction_event;
    const heard = Correction.safeParse(nested ?? data).data;
    if (!heard || !this.#last) return null;
    const {corrected_agent_response: text, original_agent_response: original} = heard;
    return {type: 'text-heard', role: 'avatar', taskId: this.#last.taskId, text, original};
  }

  /** A late answer to an earlier command does not answer the newer one. */
  #acknowledge(command: PushToTalkCommand, isDone: boolean): null {
    if (this.#waitsFor?.command === command) this.#waitsFor.answered(isDone);
    return null;
  }

  /** The command whose speech begins now, or `null` where the server speaks without a command. */
  #take(source: string | null): string | null {
    const named = this.#indexOf(source);
    const unnamed = source === null ? 0 : this.#waiting.findIndex(({isNamed}) => !isNamed);
    const at = named < 0 ? unnamed : named;
    return at < 0 ? null : (this.#waiting.splice(at, 1)[0]?.taskId ?? null);
  }

  #taskOf(source: string | null): string | null {
    const current = this.#current?.taskId ?? null;
    const isOurs = source !== null && (source === current || this.#indexOf(source) >= 0);
    return isOurs ? source : current;
  }

  #indexOf(id: string | null): number {
    return this.#waiting.findIndex(({taskId}) => taskId === id);
  }

  #isTold(taskId: string | null): boolean {
    if (this.#current?.taskId === taskId) return this.#current.isTold;
    return taskId !== null && this.#toldAhead.has(taskId);
  }
}
