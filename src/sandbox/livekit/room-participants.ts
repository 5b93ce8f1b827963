import {
  DataPacket,
  ParticipantInfo,
  ParticipantInfo_State,
  TrackInfo,
  TrackSource,
  TrackType,
  UserPacket,
} from '@livekit/protocol';
import {liveKitId} from './livekit-id.js';
import type {PublishedTrack} from './peer.js';

const AVATAR = 'heygen';
const NO_TRACKS: readonly PublishedTrack[] = [];

/** The participants of one room: the visitor, the avatar with its tracks, and the agent of a LiveAvatar session. */
export class RoomParticipants {
  readonly visitorSid = liveKitId('PA_');
  /** The identity of the agent, once it is in the room. */
  agent: string | undefined;
  /** While true, the avatar has lost its own connection, and a client that joins does not find the avatar. */
  isAvatarAway = false;
  readonly #avatarSid = liveKitId('PA_');
  readonly #agentSid = liveKitId('PA_');
  #avatarTracks = NO_TRACKS;
  /** Clients ignore an update with a lower version than the last one. */
  #version = 0;
  #sequence = 0;

  get hasAvatar(): boolean {
    return this.#avatarTracks.length > 0;
  }

  /** The tracks that a client can receive now. */
  get tracks(): readonly PublishedTrack[] {
    return this.isAvatarAway ? NO_TRACKS : this.#avatarTracks;
  }

  /** The visitor, as the join message describes them. */
  get visitor(): ParticipantInfo {
    return new ParticipantInfo({
      sid: this.visitorSid,
      identity: 'visitor',
      state: ParticipantInfo_State.ACTIVE,
      permission: {canSubscribe: true, canPublish: true, canPublishData: true},
    });
  }

  /** The avatar joins and publishes its two tracks. */
  addAvatar(video: MediaStreamTrack, audio: MediaStreamTrack, mimeType: string): void {
    const participantSid = this.#avatarSid;
    this.#avatarTracks = [
      {track: video, sid: liveKitId('TR_V'), participantSid, mimeType},
      {track: audio, sid: liveKitId('TR_A'), participantSid},
    ];
  }

  removeAvatar(): void {
    this.#avatarTracks = NO_TRACKS;
  }

  /** Avatar and agent, as messages to the client describe them. */
  others(state: 'ACTIVE' | 'DISCONNECTED' = 'ACTIVE'): ParticipantInfo[] {
    const avatar = this.#avatarInfo(ParticipantInfo_State[state]);
    if (this.agent === undefined) return [avatar];
    const agent = new ParticipantInfo({
      sid: this.#agentSid,
      identity: this.agent,
      state: ParticipantInfo_State[state],
      version: ++this.#version,
    });
    return [avatar, agent];
  }

  /** A data packet from the avatar, or from the agent of this identity. */
  dataPacket(payload: Uint8Array, topic: string | undefined, from = AVATAR): Uint8Array<ArrayBuffer> {
    const participantSid = from === AVATAR ? this.#avatarSid : this.#agentSid;
    const user = new UserPacket({
      payload,
      participantSid,
      participantIdentity: from,
      ...(topic === undefined ? {} : {topic}),
    });
    const packet = new DataPacket({
      participantIdentity: from,
      participantSid,
      sequence: ++this.#sequence,
      value: {case: 'user', value: user},
    });
    return packet.toBinary().slice();
  }

  #avatarInfo(state: ParticipantInfo_State): ParticipantInfo {
    return new ParticipantInfo({
      sid: this.#avatarSid,
      identity: AVATAR,
      state,
      isPublisher: true,
      version: ++this.#version,
      tracks: this.#avatarTracks.map(trackInfo),
    });
  }
}

function trackInfo({track, sid, mimeType = 'audio/opus'}: PublishedTrack): TrackInfo {
  const isVideo = track.kind === 'video';
  return new TrackInfo({
    sid,
    name: track.kind,
    mimeType,
    type: isVideo ? TrackType.VIDEO : TrackType.AUDIO,
    source: isVideo ? TrackSource.CAMERA : TrackSource.MICROPHONE,
  });
}
