import type {ConnectionQuality} from '../events.js';

/** A data message as it came from the room. */
export interface DataMessage {
  readonly payload: Uint8Array;
  readonly topic: string | undefined;
  /** Identity of the sender, if the room names one. */
  readonly from: string | undefined;
}

/**
 * Why the room is gone: the server closed it or removed the visitor, another participant took the visitor's place, or the
 * connection was lost.
 */
export type RoomEnd = 'closed' | 'replaced' | 'lost';

/** The visitor's microphone, as the room hears it. */
export interface MicrophonePublication {
  /** Tells the room that the microphone is silent, or no longer is. */
  setMuted(isMuted: boolean): void;
  /** Publishes another track in place of this one. */
  replace(track: MediaStreamTrack): Promise<void>;
  /** Takes the microphone out of the room; the device stays open. */
  unpublish(): Promise<void>;
}

/** What is needed to join a room. */
export interface RoomAddress {
  /** WebSocket address of its LiveKit server. */
  readonly url: string;
  /** The visitor's token: a secret. */
  readonly token: string;
}

/** What a room reports, as it happens: plain facts about every participant, not only the avatar. */
export interface RoomHandlers {
  /** A track of a participant has arrived. `receiver` has the statistics of its media. */
  onTrack(track: MediaStreamTrack, from: string, receiver: RTCRtpReceiver | undefined): void;
  onTrackGone(track: MediaStreamTrack, from: string): void;
  onParticipantJoined(identity: string): void;
  /** Not called for the participants of a room that is itself gone, or whose connection is being restored. */
  onParticipantLeft(identity: string): void;
  onData(message: DataMessage): void;
  /** The connection is interrupted, and the room tries to restore it. */
  onInterrupted(): void;
  /** The room has restored the connection. */
  onResumed(): void;
  onQuality(quality: ConnectionQuality): void;
  /** The room is gone. Not called before `join` has resolved. Nothing comes after it. */
  onDisconnected(end: RoomEnd): void;
}

/** A connection to one room. Single use: a room that is lost is joined again by another `Room`. */
export interface Room {
  /**
   * Makes ready what needs no address. Sends nothing, and opens no microphone. A failure is of no consequence: `join` makes the same
   * again. Optional.
   */
  prepare?(): Promise<void>;
  /** Joins the room. Rejects with an `AvatarError`, or with the signal's reason once everything is released. */
  join(address: RoomAddress, signal: AbortSignal): Promise<void>;
  /** Sends a reliable data message to every participant. Rejects with `connection-lost` where there is no connection, or not yet. */
  send(payload: Uint8Array, topic: string | undefined): Promise<void>;
  /** Whether a participant of that identity is in the room; with `null`, whether any other than the visitor is. */
  hasParticipant(identity: string | null): boolean;
  /** Publishes a microphone. Rejects with an `AvatarError`. */
  publishMicrophone(track: MediaStreamTrack): Promise<MicrophonePublication>;
  /** Leaves the room and releases everything; safe in every state. */
  leave(): Promise<void>;
}

/** Makes a connection that has not joined yet. */
export type RoomFactory = (handlers: RoomHandlers) => Room;
