import {
  ConnectionQuality,
  ConnectionQualityInfo,
  ConnectionQualityUpdate,
  DisconnectReason,
  JoinResponse,
  LeaveRequest,
  LeaveRequest_Action,
  MediaSectionsRequirement,
  ParticipantUpdate,
  ReconnectResponse,
  Room,
  ServerInfo,
  SignalTarget,
  TrackInfo,
  TrackPublishedResponse,
  TrickleRequest,
  type AddTrackRequest,
  type ParticipantInfo,
} from '@livekit/protocol';
import {liveKitId} from './livekit-id.js';
import type {ServerMessage} from './signal-link.js';

/** Why the room disconnects a client: LiveKit's names. */
export type KillReason = keyof typeof DisconnectReason;

const SERVER_INFO = new ServerInfo({version: '1.13.5', protocol: 16, region: 'sandbox'});

/** The client has joined the room. */
export function joined(
  roomSid: string,
  participant: ParticipantInfo,
  otherParticipants: ParticipantInfo[],
): ServerMessage {
  const value = new JoinResponse({
    room: new Room({sid: roomSid, name: roomSid}),
    participant,
    otherParticipants,
    serverInfo: SERVER_INFO,
    pingInterval: 5,
    pingTimeout: 15,
  });
  return {case: 'join', value};
}

/** The client has come back to the peer connection that it had before. */
export function reconnected(): ServerMessage {
  return {case: 'reconnect', value: new ReconnectResponse({serverInfo: SERVER_INFO})};
}

/** The client must join anew: the server has no peer connection of it. */
export function rejoinRequired(): ServerMessage {
  return {case: 'leave', value: new LeaveRequest({action: LeaveRequest_Action.RECONNECT})};
}

/** The server disconnects the client. */
export function disconnected(reason: KillReason): ServerMessage {
  const action = LeaveRequest_Action.DISCONNECT;
  return {case: 'leave', value: new LeaveRequest({reason: DisconnectReason[reason], action})};
}

/** Participants have joined, changed or left. */
export function participantsChanged(participants: ParticipantInfo[]): ServerMessage {
  return {case: 'update', value: new ParticipantUpdate({participants})};
}

/** The client must send a new offer, so that new tracks get media sections. */
export function offerRequired(): ServerMessage {
  return {case: 'mediaSectionsRequirement', value: new MediaSectionsRequirement({})};
}

/** The server accepts a track of the client, which comes with the client's next offer. */
export function trackPublished({cid, name, type, source, muted}: AddTrackRequest): ServerMessage {
  const track = new TrackInfo({sid: liveKitId('TR_'), name, type, source, muted});
  return {case: 'trackPublished', value: new TrackPublishedResponse({cid, track})};
}

/** An ICE candidate of the server's end. */
export function trickled(candidate: RTCIceCandidate): ServerMessage {
  const value = new TrickleRequest({
    candidateInit: JSON.stringify(candidate.toJSON()),
    target: SignalTarget.PUBLISHER,
  });
  return {case: 'trickle', value};
}

/** How good a participant's connection is. */
export function qualityChanged(
  participantSid: string,
  quality: keyof typeof ConnectionQuality,
): ServerMessage {
  const info = new ConnectionQualityInfo({participantSid, quality: ConnectionQuality[quality], score: 1});
  return {case: 'connectionQuality', value: new ConnectionQualityUpdate({updates: [info]})};
}
