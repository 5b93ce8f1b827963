import type {AvatarError} from '../errors/avatar-error.js';
import type {SpeechEndReason} from '../events.js';
import type {EndReason} from '../session-state.js';
import type {SessionSettings} from '../settings/session-settings.js';
import type {SpeakAudioOptions, SpeechAudio} from '../speech/page-audio.js';
import type {DataMessage} from '../room/room.js';
import type {SessionStartData} from './liveavatar/liveavatar-schemas.js';

/** The APIs that a session can use: HeyGen's streaming API, and LiveAvatar, its successor. */
export type BackendName = 'streaming' | 'liveavatar';

/**
 * How a session is made. `full`: LiveAvatar's own agent thinks and speaks; it is also the mode of every session of the streaming API.
 * `lite`: another agent does, or the page sends the avatar's voice.
 */
export type SessionMode = 'full' | 'lite';

/** Who thinks behind an avatar: LiveAvatar's own agent, or one of another provider. */
export type SessionAgent = 'liveavatar' | 'elevenlabs' | 'openai' | 'gemini' | 'cartesia';

/** What a page may say of the agent, where the token does not. `auto`: nothing. */
export type AgentChoice = 'auto' | 'liveavatar' | 'elevenlabs';

/** A message for an agent that takes more than texts to speak or to answer. */
export type AgentCommand =
  /** Something that the agent should know; it does not answer it. */
  | {type: 'contextual_update'; data: {text: string}}
  /** The visitor is about to say something, so that the agent waits for it. */
  | {type: 'user_activity'};

/** The agent calls a function of the page. */
export interface ToolCall {
  /** The call's own id. Source: `tool_call_id`. */
  readonly id: string;
  readonly name: string;
  /** As the agent sent them: an object, or the JSON text of one. */
  readonly parameters: unknown;
  /** The message that the call came in. */
  readonly eventId: string | null;
}

/** What the server says of a session that it has made. */
export interface CreatedSession {
  readonly id: string;
  /** Address of the LiveKit server. */
  readonly roomUrl: string;
  /** The visitor's token for the LiveKit room. A secret. */
  readonly roomToken: string;
  /** Longest duration in seconds, or `null` where the server sets none. */
  readonly durationLimit: number | null;
  readonly isPaid: boolean | null;
  readonly realtimeEndpoint: string | null;
}

/** The room of a session, as far as a back end uses it. */
export interface BackendRoom {
  /** Sends a reliable data message to everybody in the room. */
  send(payload: Uint8Array, topic: string | undefined): Promise<void>;
  /** Resolves when a participant of that identity is in the room. */
  waitFor(identity: string, signal: AbortSignal): Promise<void>;
}

/** Options of a back end. */
export interface BackendOptions {
  /** The session's token. A secret. */
  token: string;
  settings: SessionSettings;
  /** The session, where the owner's server has started it already. Then `token` may be empty. */
  started?: SessionStartData | undefined;
  /** Who thinks behind the avatar, as the reply with the token says it: LiveAvatar's `agent_type`. */
  agentType?: string | undefined;
  /** The same, as the page says it. Default `auto`. */
  agent?: AgentChoice | undefined;
  /** Base address of a proxy or gateway. Default: the API's own. */
  apiUrl?: string | undefined;
  /** The base of a relative `apiUrl`. Default: the address of the page. */
  baseUrl?: string | undefined;
  room: BackendRoom;
  /** Called with events that do not come as data messages of the room. */
  onEvent: (event: BackendEvent) => void;
}

/** Options of `speak`. */
export interface SpeakOptions {
  /** `repeat`: the avatar says the text. `chat`: the avatar answers it. Default `repeat`. Source: `task_type` of `streaming.task`. */
  type?: 'repeat' | 'chat';
  /** `sync`: HeyGen answers the call when it has made the speech. Default `sync`. Source: `task_mode` of `streaming.task`. */
  mode?: 'sync' | 'async';
}

/** A speech that the server has accepted. */
export interface AcceptedTask {
  readonly taskId: string;
  /** Its length in ms, or `null` where the server does not announce one. */
  readonly durationMs: number | null;
}

/** A speech whose audio the page sends. */
export interface AudioTask extends AcceptedTask {
  /** Resolves when all of the audio is sent, or no more of it will be. Never rejects. */
  readonly sent: Promise<void>;
  /** Why it ended early, where the page's stream or the server has failed. */
  readonly error: AvatarError | undefined;
  /** Sends no more of it. The avatar says what the server has. */
  drop(reason: unknown): void;
}

/** What the server reports to a session, the same for every back end. */
export type BackendEvent =
  | {type: 'speech-start'; taskId: string | null}
  | {type: 'speech-end'; taskId: string | null; durationMs: number | null; reason?: SpeechEndReason}
  | {type: 'text'; role: 'user' | 'avatar'; taskId: string | null; piece: string}
  /** The text is complete: it is `text`, or all pieces together where that is absent. */
  | {
      type: 'text-end';
      role: 'user' | 'avatar';
      taskId: string | null;
      text?: string;
      /** The server may still say how much of it was heard, where it is interrupted. */
      mayBeCut?: true;
    }
  /** What was heard of a text that was interrupted; `original` is all of it. */
  | {type: 'text-heard'; role: 'avatar'; taskId: string | null; text: string; original: string}
  /** How long a speech is, as far as the page has sent it. */
  | {type: 'speech-length'; taskId: string; durationMs: number}
  /** Something has failed that ends neither a speech nor the session. */
  | {type: 'problem'; error: AvatarError}
  | {type: 'user-speech-start'}
  | {type: 'user-speech-end'}
  | {type: 'tool-call'; call: ToolCall}
  /** The server ends the session. */
  | {type: 'ended'; reason: EndReason};

/**
 * The API of one session: its HTTP calls and data messages. It keeps the session's token private. Every call rejects with an
 * `AvatarError`, or with the signal's reason.
 */
export interface Backend {
  readonly name: BackendName;
  readonly mode: SessionMode;
  /** Who thinks behind the avatar; `null` where nobody does, or where it is not known. It may become known during the session. */
  readonly agent: SessionAgent | null;
  /** Identity of the avatar's participant, or `null` where any participant with a video track is the avatar. */
  readonly avatarIdentity: string | null;
  /** After how many idle seconds the server ends the session, or `null` where it never does. */
  readonly idleTimeout: number | null;
  /** Whether the token identifies the session, so that it can be stopped before its id is known. */
  readonly isNamedByToken: boolean;
  /** Whether an interrupt also drops the queued tasks. */
  readonly interruptDropsQueue: boolean;
  /** True once the server has said that it has made a session: from then on it must be stopped. */
  readonly created: boolean;
  create(signal: AbortSignal): Promise<CreatedSession>;
  /** Resolves once the server takes commands. */
  ready(signal: AbortSignal): Promise<void>;
  start(signal: AbortSignal): Promise<void>;
  /** Makes one call to stop the session. Resolves also where the server no longer knows it. The request outlives the page. */
  stop(signal: AbortSignal): Promise<void>;
  speak(text: string, options: SpeakOptions, signal: AbortSignal): Promise<AcceptedTask>;
  /** Whether the page sends the avatar's voice. Known once the session is created. */
  readonly takesAudio?: boolean;
  /** Resolves when the server has the first of the audio. Only where `takesAudio` is true. */
  speakAudio?(audio: SpeechAudio, options: SpeakAudioOptions, signal: AbortSignal): Promise<AudioTask>;
  interrupt(signal: AbortSignal): Promise<void>;
  /** Sends a message to the agent. Rejects with `unsupported-by-agent` where the agent takes no such message. */
  tellAgent(command: AgentCommand, signal: AbortSignal): Promise<void>;
  /** Answers a tool call of the agent. */
  answerTool(call: ToolCall, result: string, isError: boolean, signal: AbortSignal): Promise<void>;
  keepAlive(signal: AbortSignal): Promise<void>;
  startListening(signal: AbortSignal): Promise<void>;
  stopListening(signal: AbortSignal): Promise<void>;
  /**
   * The visitor is about to speak. Until `life` aborts, the server may send events of the visitor's speech. Throws `bad-config`
   * where the session was made without a microphone. May be called any number of times.
   */
  startVoice(life: AbortSignal): void;
  /** The visitor holds the push-to-talk button. Resolves when the server listens. */
  startPushToTalk(signal: AbortSignal): Promise<void>;
  /** The visitor has let the button go. */
  stopPushToTalk(signal: AbortSignal): Promise<void>;
  /** Reads the data messages of the room. */
  readonly messages: MessageReader;
}

/** Reads the data messages of one back end. */
export interface MessageReader {
  /** What a message means, or `null` where it means nothing to the session. Never throws. */
  read(message: DataMessage): BackendEvent | null;
}
