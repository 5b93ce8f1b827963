import type {SpeechEndReason} from '../events.js';
import type {EndReason} from '../session-state.js';
import type {SessionSettings} from './streaming/streaming-schemas.js';
import type {DataMessage} from '../room/transport.js';

/** The servers that a session can talk to. */
export type BackendName = 'streaming' | 'liveavatar';

/** What the server says of a session it has made. */
export interface CreatedSession {
  readonly id: string;
  /** Address of the LiveKit server. */
  readonly roomUrl: string;
  /** The visitor's token for the room: a secret. */
  readonly roomToken: string;
  /** Longest duration in seconds, or `null` where the server names none. */
  readonly durationLimit: number | null;
  readonly isPaid: boolean | null;
  readonly realtimeEndpoint: string | null;
}

/** The room of a session, as far as a back end speaks through it. */
export interface BackendRoom {
  /** Sends a reliable data message. */
  send(payload: Uint8Array, topic: string | undefined): Promise<void>;
  /** Resolves when a participant of that identity is in the room. */
  waitFor(identity: string, signal: AbortSignal): Promise<void>;
}

/** What a back end is made of. */
export interface BackendOptions {
  /** The session's token: a secret. */
  token: string;
  settings: SessionSettings;
  /** Base of a proxy or gateway. Default: the back end's own. */
  apiUrl?: string | undefined;
  /** What a relative `apiUrl` is relative to. Default: the page's own address. */
  baseUrl?: string | undefined;
  room: BackendRoom;
  /** Hears what comes by other ways than the room's data messages. */
  onEvent: (event: BackendEvent) => void;
}

export interface SpeakOptions {
  /** `repeat` says the text as it is; `chat` lets the avatar answer it. Default `repeat`. */
  type?: 'repeat' | 'chat';
  /** Whether the server carries the task out synchronously. Default `sync`. */
  mode?: 'sync' | 'async';
}

/** A speech that the server has accepted. */
export interface AcceptedTask {
  readonly taskId: string;
  /** How long it will last in ms, or `null` where that is not known beforehand. */
  readonly durationMs: number | null;
}

/** What a data message means, the same for every back end. */
export type BackendEvent =
  | {type: 'speech-start'; taskId: string | null}
  | {type: 'speech-end'; taskId: string | null; durationMs: number | null; reason?: SpeechEndReason}
  | {type: 'text'; role: 'user' | 'avatar'; taskId: string | null; piece: string}
  /** The text is whole: as it is given here, or else all the pieces. */
  | {type: 'text-end'; role: 'user' | 'avatar'; taskId: string | null; text?: string}
  | {type: 'user-speech-start'}
  | {type: 'user-speech-end'}
  /** The server ends the session. */
  | {type: 'ended'; reason: EndReason};

/**
 * One session at one server, by its HTTP calls and data messages. It keeps the session's id and token to itself. Every
 * call rejects with an `AvatarError`, or with the signal's reason.
 */
export interface Backend {
  readonly name: BackendName;
  /** Identity of the avatar's participant, or `null` where any that shows a picture is the avatar. */
  readonly avatarIdentity: string | null;
  /** How long the server keeps an idle session, in seconds, or `null` where it never ends one. */
  readonly idleTimeout: number | null;
  /** Whether the token alone names the session, so that it can be stopped before its id is known. */
  readonly isNamedByToken: boolean;
  /** Whether an interrupt also drops what is queued. */
  readonly interruptDropsQueue: boolean;
  /** True from the moment that the server is known to have made a session: it must be stopped then. */
  readonly created: boolean;
  create(signal: AbortSignal): Promise<CreatedSession>;
  /** Resolves once the server can take commands. */
  ready(signal: AbortSignal): Promise<void>;
  start(signal: AbortSignal): Promise<void>;
  /** Ends the session. Resolves too where the server no longer knows it. The request outlives the page. */
  stop(signal: AbortSignal): Promise<void>;
  speak(text: string, options: SpeakOptions, signal: AbortSignal): Promise<AcceptedTask>;
  interrupt(signal: AbortSignal): Promise<void>;
  keepAlive(signal: AbortSignal): Promise<void>;
  startListening(signal: AbortSignal): Promise<void>;
  stopListening(signal: AbortSignal): Promise<void>;
  /**
   * The visitor is about to speak: from here on, and as long as `life` lasts, the server may tell when he does. Throws
   * `bad-config` where the session was not made for it. To be called any number of times.
   */
  startVoice(life: AbortSignal): void;
  /** The visitor holds the button; resolves when the server listens. */
  startPushToTalk(signal: AbortSignal): Promise<void>;
  /** The visitor has let it go. */
  stopPushToTalk(signal: AbortSignal): Promise<void>;
  /** Reads the data messages of the room. */
  readonly messages: MessageReader;
}

/** Reads the data messages of one back end. */
export interface MessageReader {
  /** What a message means, or `null` where it means nothing to the session. Never throws. */
  read(message: DataMessage): BackendEvent | null;
}
