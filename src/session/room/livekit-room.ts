import {
  ConnectionQuality as LiveKitQuality,
  ConnectionState,
  DisconnectReason,
  Room,
  RoomEvent,
  Track,
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
  type RoomOptions,
} from 'livekit-client';
import {abortable} from '../util/abort.js';
import {avatarError} from '../errors/make-error.js';

import type {ConnectionQuality} from '../events.js';
import {secureSocketUrl} from '../util/url.js';
import {MediaStallDetector} from './media-stall-detector.js';
import type {MicrophonePublication, RoomEnd, Transport, TransportHandlers} from './transport.js';

const QUALITY: Record<LiveKitQuality, ConnectionQuality> = {
  [LiveKitQuality.Excellent]: 'excellent',
  [LiveKitQuality.Good]: 'good',
  [LiveKitQuality.Poor]: 'poor',
  [LiveKitQuality.Lost]: 'lost',
  [LiveKitQuality.Unknown]: 'unknown',
};

/** How long an avatar may take to be back in a room that is. */
const GRACE_MS = 5_000;

/** A transport over a LiveKit room. This file is the only importer of livekit-client. */
export function livekitRoom(handlers: TransportHandlers): Transport {
  return new LiveKitRoom(handlers);
}

class LiveKitRoom implements Transport {
  readonly #room = quietRoom({
    // Adaptive stream matches the layer to the element's size and pauses what is not seen. An avatar has one layer, so
    // there is nothing to choose; and the pause is what freezes pictures in hidden tabs and moved elements.
    adaptiveStream: false,
    dynacast: false,
    // The session leaves by itself on pagehide; LiveKit would leave on beforeunload, which the visitor may still cancel.
    disconnectOnPageLeave: false,
    // The microphone is its opener's to close: it outlives a room that is joined anew.
    stopLocalTrackOnUnpublish: false,
  });
  readonly #handlers: TransportHandlers;
  #avatarIdentity: string | null = null;
  /** False until the room is joined: a failure before that is the rejection of `connect`, which knows its cause. */
  #isJoined = false;
  /** The connection is up where LiveKit takes it for up and media arrive, or could. */
  readonly #path = new MediaStallDetector(() => this.#tellConnection());
  /** Runs while the room is back and the avatar is not. */
  #grace: ReturnType<typeof setTimeout> | undefined;
  #isRoomUp = true;
  #isUp = true;

  constructor(handlers: TransportHandlers) {
    this.#handlers = handlers;
    this.#listen();
  }

  async connect(
    {url, token, avatarIdentity}: {url: string; token: string; avatarIdentity: string | null},
    signal: AbortSignal,
  ): Promise<void> {
    this.#avatarIdentity = avatarIdentity;
    const leave = () => void this.disconnect();
    signal.addEventListener('abort', leave, {once: true});
    try {
      const {href} = secureSocketUrl(url, 'The address of the LiveKit server');
      // maxRetries is LiveKit's count of whole new tries; the session's own limit bounds them.
      await this.#room.connect(href, token, {autoSubscribe: true, maxRetries: 1});
      this.#isJoined = true;
    } catch (error) {
      signal.throwIfAborted();
      throw avatarError('connection-failed', {cause: error});
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  async send(payload: Uint8Array, topic: string | undefined): Promise<void> {
    await this.#room.localParticipant.publishData(payload.slice(), {reliable: true, ...(topic && {topic})});
  }

  async publishMicrophone(track: MediaStreamTrack): Promise<MicrophonePublication> {
    const {localParticipant} = this.#room;
    try {
      const {audioTrack} = await localParticipant.publishTrack(track, {source: Track.Source.Microphone});
      return {
        setMuted: (isMuted) => void (isMuted ? audioTrack?.mute() : audioTrack?.unmute()),
        replace: async (other) => void (await audioTrack?.replaceTrack(other)),
        // Without stopping it: whoever opened the device closes it.
        unpublish: async () => {
          if (audioTrack) await localParticipant.unpublishTrack(audioTrack.mediaStreamTrack, false);
        },
      };
    } catch (error) {
      throw avatarError('connection-lost', {cause: error});
    }
  }

  async waitFor(identity: string, signal: AbortSignal): Promise<void> {
    const {promise: joined, resolve} = Promise.withResolvers<void>();
    const look = () => {
      if (this.#room.remoteParticipants.has(identity)) resolve();
    };
    this.#room.on(RoomEvent.ParticipantConnected, look);
    look();
    await abortable(joined, signal).finally(() => this.#room.off(RoomEvent.ParticipantConnected, look));
  }

  async disconnect(): Promise<void> {
    this.#isJoined = false;
    this.#stopWatching();
    await this.#room.disconnect(false);
    this.#room.removeAllListeners();
  }

  #listen(): void {
    const handlers = this.#handlers;
    const isAvatar = (participant: RemoteParticipant | undefined) =>
      this.#avatarIdentity === null || participant?.identity === this.#avatarIdentity;
    this.#room
      .on(
        RoomEvent.TrackSubscribed,
        (track: RemoteTrack, _: RemoteTrackPublication, from: RemoteParticipant) => {
          if (!isAvatar(from)) return;
          this.#path.follow(track.receiver);
          if (this.#grace !== undefined) this.#onRestored();
          handlers.onTrack(track.mediaStreamTrack);
        },
      )
      .on(
        RoomEvent.TrackUnsubscribed,
        (track: RemoteTrack, _: RemoteTrackPublication, from: RemoteParticipant) => {
          if (isAvatar(from)) handlers.onTrackGone(track.mediaStreamTrack);
        },
      )
      .on(RoomEvent.ParticipantDisconnected, () => queueMicrotask(() => this.#missAvatar()))
      .on(
        RoomEvent.DataReceived,
        (payload: Uint8Array, from?: RemoteParticipant, _?: unknown, topic?: string) =>
          handlers.onData({payload, topic, from: from?.identity}),
      )
      .on(RoomEvent.SignalReconnecting, () => this.#onRoom(false))
      .on(RoomEvent.Reconnecting, () => this.#onRoom(false))
      .on(RoomEvent.Reconnected, () => this.#onRestored())
      .on(RoomEvent.ConnectionQualityChanged, (quality, participant) => {
        if (participant.isLocal) handlers.onQuality(QUALITY[quality]);
      })
      .on(RoomEvent.Disconnected, (reason?: DisconnectReason) => {
        if (!this.#isJoined) return;
        this.#isJoined = false;
        this.#stopWatching();
        this.#room.removeAllListeners();
        handlers.onEnd(roomEnd(reason));
      });
  }

  /** The room is back, and so is the avatar, or soon: it may have lost its own connection as we have. */
  #onRestored(): void {
    clearTimeout(this.#grace);
    this.#grace = this.#isAvatarThere ? undefined : setTimeout(() => this.#missAvatar(), GRACE_MS);
    if (this.#isAvatarThere) this.#onRoom(true);
  }

  #stopWatching(): void {
    this.#path.stop();
    clearTimeout(this.#grace);
  }

  #onRoom(isUp: boolean): void {
    this.#isRoomUp = isUp;
    this.#tellConnection();
  }

  #tellConnection(): void {
    const isUp = this.#isRoomUp && this.#path.isAlive;
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    if (isUp) this.#handlers.onReconnected();
    else this.#handlers.onReconnecting();
  }

  /**
   * Tells that the avatar is gone, if it is. LiveKit also takes everybody for gone while it reconnects, and when the room
   * itself is gone; those are other stories.
   */
  #missAvatar(): void {
    if (!this.#isJoined || this.#room.state !== ConnectionState.Connected) return;
    if (!this.#isAvatarThere) this.#handlers.onAvatarLeft();
  }

  get #isAvatarThere(): boolean {
    const {remoteParticipants} = this.#room;
    const identity = this.#avatarIdentity;
    return identity === null ? remoteParticipants.size > 0 : remoteParticipants.has(identity);
  }
}

/**
 * Makes a room that does not listen to the devices: livekit-client's own listener is never taken away and keeps the room
 * alive, and the microphone is followed by whoever opened it. The room asks this registry to take the listener away once it
 * is collected; here that is done at once.
 */
function quietRoom(options: RoomOptions): Room {
  const {cleanupRegistry} = Room;
  const atOnce = {register: (_: unknown, takeAway: () => void) => takeAway()};
  Room.cleanupRegistry = atOnce as unknown as typeof cleanupRegistry;
  try {
    return new Room(options);
  } finally {
    Room.cleanupRegistry = cleanupRegistry;
  }
}

function roomEnd(reason: DisconnectReason | undefined): RoomEnd {
  switch (reason) {
    case DisconnectReason.DUPLICATE_IDENTITY:
      return 'replaced';
    case DisconnectReason.ROOM_DELETED:
    case DisconnectReason.ROOM_CLOSED:
    case DisconnectReason.PARTICIPANT_REMOVED:
      return 'closed';
    default:
      return 'lost';
  }
}
