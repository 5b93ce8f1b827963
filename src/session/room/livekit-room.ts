import {
  ConnectionQuality as LiveKitQuality,
  ConnectionState,
  DisconnectReason,
  LocalAudioTrack,
  type LocalTrack,
  Room as ClientRoom,
  RoomEvent,
  Track,
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
  type RoomOptions,
} from 'livekit-client';
import {AvatarError} from '../errors/avatar-error.js';
import {ROOM_ERROR_MESSAGES} from '../errors/room-error-messages.js';
import type {ConnectionQuality} from '../events.js';
import {secureSocketUrl} from '../util/url.js';
import type {ClientEngine} from './client-engine.js';
import {offerForMissingTracks} from './missing-tracks.js';
import {makeOfferAhead} from './offer-ahead.js';
import type {MicrophonePublication, Room, RoomAddress, RoomEnd, RoomHandlers} from './room.js';

const QUALITY: Record<LiveKitQuality, ConnectionQuality> = {
  [LiveKitQuality.Excellent]: 'excellent',
  [LiveKitQuality.Good]: 'good',
  [LiveKitQuality.Poor]: 'poor',
  [LiveKitQuality.Lost]: 'lost',
  [LiveKitQuality.Unknown]: 'unknown',
};

const ROOM_OPTIONS: RoomOptions = {
  // An avatar has one layer, so there is none to choose; and adaptive stream pauses the video of hidden tabs and of
  // elements that are moved, which freezes the picture.
  adaptiveStream: false,
  dynacast: false,
  // The session leaves by itself on pagehide; LiveKit would leave on beforeunload, which the visitor may still cancel.
  disconnectOnPageLeave: false,
  // Whoever opened the microphone closes it: it outlives a room that is lost and joined again.
  stopLocalTrackOnUnpublish: false,
};

/** A LiveKit room. This file is the only importer of livekit-client. */
export function livekitRoom(handlers: RoomHandlers): Room {
  return new LiveKitRoom(handlers);
}

/**
 * In which states it sends: while LiveKit restores its socket alone, the data channel works. In the other states livekit-client fails for
 * want of a connection, remembers that, and fails whatever is sent in the room later.
 */
const SENDING: readonly ConnectionState[] = [ConnectionState.Connected, ConnectionState.SignalReconnecting];

const notSent = (cause?: unknown) =>
  new AvatarError(
    'connection-lost',
    'The connection to the avatar is being restored. Try again in a moment.',
    {
      cause,
    },
  );

const roomError = (code: keyof typeof ROOM_ERROR_MESSAGES, cause: unknown) =>
  new AvatarError(code, ROOM_ERROR_MESSAGES[code], {cause});

/** Translates between livekit-client and `Room`. It has no timers and judges nothing. */
class LiveKitRoom implements Room {
  readonly #client = quietClient(ROOM_OPTIONS);
  readonly #handlers: RoomHandlers;
  /** False until the room is joined: a failure before that rejects `join`, which knows the cause. */
  #isJoined = false;
  /** The part of the client that has the peer connection. */
  readonly #engine = engineOf(this.#client);

  constructor(handlers: RoomHandlers) {
    this.#handlers = handlers;
    this.#listen();
    if (this.#engine) offerForMissingTracks(this.#client, this.#engine);
  }

  async prepare(): Promise<void> {
    if (this.#engine) await makeOfferAhead(this.#engine);
  }

  async join({url, token}: RoomAddress, signal: AbortSignal): Promise<void> {
    const leave = () => void this.leave();
    signal.addEventListener('abort', leave, {once: true});
    try {
      const {href} = secureSocketUrl(url, 'The address of the LiveKit server');
      // maxRetries is LiveKit's count of whole new tries; the session's own limit bounds them.
      await this.#client.connect(href, token, {autoSubscribe: true, maxRetries: 1});
      this.#isJoined = true;
    } catch (error) {
      signal.throwIfAborted();
      throw roomError('connection-failed', error);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  async send(payload: Uint8Array, topic: string | undefined): Promise<void> {
    const {state, localParticipant} = this.#client;
    if (!SENDING.includes(state)) throw notSent();
    try {
      await localParticipant.publishData(payload.slice(), {reliable: true, ...(topic && {topic})});
    } catch (error) {
      throw notSent(error);
    }
  }

  hasParticipant(identity: string | null): boolean {
    const {remoteParticipants} = this.#client;
    return identity === null ? remoteParticipants.size > 0 : remoteParticipants.has(identity);
  }

  async publishMicrophone(track: MediaStreamTrack): Promise<MicrophonePublication> {
    const {localParticipant} = this.#client;
    try {
      const audioTrack = new LocalAudioTrack(track, undefined, true);
      // LiveKit enables every track that it does not know as muted: a silent one would be heard until it is muted again.
      if (!track.enabled) await audioTrack.mute();
      await localParticipant.publishTrack(audioTrack as LocalTrack, {source: Track.Source.Microphone});
      return {
        setMuted: (isMuted) => void (isMuted ? audioTrack.mute() : audioTrack.unmute()),
        replace: async (other) => void (await audioTrack.replaceTrack(other)),
        // `false`: LiveKit must not stop the track. Whoever opened the device closes it.
        unpublish: async () => {
          await localParticipant.unpublishTrack(audioTrack.mediaStreamTrack, false);
        },
      };
    } catch (error) {
      throw roomError('connection-lost', error);
    }
  }

  async leave(): Promise<void> {
    this.#isJoined = false;
    // livekit-client makes another engine for each new try, and does not close the peer connection of one that has not joined.
    const engines = new Set([this.#engine, engineOf(this.#client)]);
    await this.#client.disconnect(false);
    for (const engine of engines) await engine?.cleanupPeerConnections();
    this.#client.removeAllListeners();
  }

  #listen(): void {
    const handlers = this.#handlers;
    this.#client
      .on(
        RoomEvent.TrackSubscribed,
        (track: RemoteTrack, _: RemoteTrackPublication, {identity}: RemoteParticipant) =>
          handlers.onTrack(track.mediaStreamTrack, identity, track.receiver),
      )
      .on(
        RoomEvent.TrackUnsubscribed,
        (track: RemoteTrack, _: RemoteTrackPublication, {identity}: RemoteParticipant) =>
          handlers.onTrackGone(track.mediaStreamTrack, identity),
      )
      .on(RoomEvent.ParticipantConnected, ({identity}) => handlers.onParticipantJoined(identity))
      .on(RoomEvent.ParticipantDisconnected, ({identity}) => this.#onParticipantDisconnected(identity))
      .on(
        RoomEvent.DataReceived,
        (payload: Uint8Array, from?: RemoteParticipant, _?: unknown, topic?: string) =>
          handlers.onData({payload, topic, from: from?.identity}),
      )
      .on(RoomEvent.SignalReconnecting, () => handlers.onInterrupted())
      .on(RoomEvent.Reconnecting, () => handlers.onInterrupted())
      .on(RoomEvent.Reconnected, () => handlers.onResumed())
      .on(RoomEvent.ConnectionQualityChanged, (quality, participant) => {
        if (participant.isLocal) handlers.onQuality(QUALITY[quality]);
      })
      .on(RoomEvent.Disconnected, (reason) => this.#onDisconnected(reason));
  }

  /**
   * LiveKit also disconnects every participant just before it restarts a connection or reports that the room is gone. Its
   * state says so only afterwards, hence the microtask.
   */
  #onParticipantDisconnected(identity: string): void {
    queueMicrotask(() => {
      if (this.#client.state === ConnectionState.Connected) this.#handlers.onParticipantLeft(identity);
    });
  }

  #onDisconnected(reason: DisconnectReason | undefined): void {
    if (!this.#isJoined) return;
    this.#isJoined = false;
    this.#client.removeAllListeners();
    this.#handlers.onDisconnected(roomEnd(reason));
  }
}

/**
 * Makes a client that does not listen to changes of devices: livekit-client never removes that listener, so it would keep
 * the room in memory, and the microphone's own code follows the devices. livekit-client registers the removal of the
 * listener for when the room is collected; here the registry removes it at once.
 */
function quietClient(options: RoomOptions): ClientRoom {
  const {cleanupRegistry} = ClientRoom;
  const removeAtOnce = {register: (_: unknown, remove: () => void) => remove()};
  ClientRoom.cleanupRegistry = removeAtOnce as unknown as typeof cleanupRegistry;
  try {
    return new ClientRoom(options);
  } finally {
    ClientRoom.cleanupRegistry = cleanupRegistry;
  }
}

/** It has none once it has left. */
const engineOf = ({engine}: ClientRoom) => engine as unknown as ClientEngine | undefined;

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
