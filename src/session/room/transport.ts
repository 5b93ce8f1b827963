import type {ConnectionQuality} from '../events.js';

/** A data message as it came from the room. */
export interface DataMessage {
  readonly payload: Uint8Array;
  readonly topic: string | undefined;
  /** Identity of the sender, if the room names one. */
  readonly from: string | undefined;
}

/**
 * Why the room is gone: the server closed it or threw us out, somebody else took our place, or the connection was lost
 * and could not be restored.
 */
export type RoomEnd = 'closed' | 'replaced' | 'lost';

/** What a transport reports, as it happens. Nothing comes after `onEnd`. */
export interface TransportHandlers {
  /** The avatar's picture or voice is there, or is there again with another track. */
  onTrack(track: MediaStreamTrack): void;
  /** A track is gone. */
  onTrackGone(track: MediaStreamTrack): void;
  /** The avatar has left the room. */
  onAvatarLeft(): void;
  onData(message: DataMessage): void;
  onReconnecting(): void;
  onReconnected(): void;
  onQuality(quality: ConnectionQuality): void;
  onEnd(end: RoomEnd): void;
}

/** The visitor's microphone, as the room hears it. */
export interface MicrophonePublication {
  /** Tells the room that nothing is to be heard, or that something is again. */
  setMuted(isMuted: boolean): void;
  /** Goes on with another microphone. */
  replace(track: MediaStreamTrack): Promise<void>;
  /** Takes it back; the device stays open. */
  unpublish(): Promise<void>;
}

/** A room to join. */
export interface Room {
  /** WebSocket address of its LiveKit server. */
  readonly url: string;
  /** The visitor's token: a secret. */
  readonly token: string;
  /** Identity of the avatar's participant, or `null` where any that shows a picture is the avatar. */
  readonly avatarIdentity: string | null;
}

/** A connection to one room. Single use, as a session is. */
export interface Transport {
  /** Joins the room. Rejects with an `AvatarError`, or with the signal's reason once everything is released. */
  connect(room: Room, signal: AbortSignal): Promise<void>;
  /** Sends a reliable data message to everybody in the room. */
  send(payload: Uint8Array, topic: string | undefined): Promise<void>;
  /** Has the room hear a microphone. Rejects with an `AvatarError`. */
  publishMicrophone(track: MediaStreamTrack): Promise<MicrophonePublication>;
  /** Resolves when a participant of that identity is in the room. */
  waitFor(identity: string, signal: AbortSignal): Promise<void>;
  /** Leaves the room and releases everything; safe in every state. */
  disconnect(): Promise<void>;
}

/** Makes the transport of one session. */
export type TransportFactory = (handlers: TransportHandlers) => Transport;
