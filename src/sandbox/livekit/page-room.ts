import {
  ConnectionQuality,
  ConnectionQualityInfo,
  ConnectionQualityUpdate,
  DataPacket,
  DisconnectReason,
  JoinResponse,
  LeaveRequest,
  LeaveRequest_Action,
  MediaSectionsRequirement,
  ParticipantInfo,
  ParticipantInfo_State,
  ParticipantUpdate,
  ReconnectResponse,
  Room,
  ServerInfo,
  TrackInfo,
  TrackPublishedResponse,
  TrackSource,
  TrackType,
  UserPacket,
  type AddTrackRequest,
  type JoinRequest,
  type SessionDescription,
} from '@livekit/protocol';
import type {WebSocketClientConnection} from '@mswjs/interceptors/WebSocket';
import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';
import type {AvatarRoom} from '../http/avatar-room.js';
import {VoiceActivityDetector} from '../avatar/voice-activity-detector.js';
import {FakeAvatarMedia, type PerformerOptions} from '../avatar/fake-avatar-media.js';
import {Peer, type PublishedTrack} from './peer.js';
import {readJoinRequest, SignalLink, type ClientMessage} from './signal-link.js';

/** Why the room throws a client out, in LiveKit's words. */
export type KillReason = keyof typeof DisconnectReason;

/** How long a client is given to close its end of the peer connection before ours is. */
const FAREWELL_MS = 200;

const VIDEO_MIME = {VP8: 'video/VP8', H264: 'video/H264'} as const;

export interface PageRoomOptions extends PerformerOptions {
  /** Keeps the agent of a LiveAvatar session out of the room until `agentEnters` is called. */
  isAgentLate?: boolean;
}

/** A LiveKit room inside the page, with one avatar and one visitor: real WebRTC over loopback. */
export class PageRoom implements AvatarRoom {
  readonly url: string;
  readonly accessToken = `sandbox-${crypto.randomUUID()}`;
  onData: AvatarRoom['onData'];
  onVoice: AvatarRoom['onVoice'];
  /** While true, every socket to this room fails: a network that stays away. */
  refusesSignals = false;

  readonly #request: StreamingNewRequest;
  readonly #visitorSid = `PA_${shortId()}`;
  readonly #avatarSid = `PA_${shortId()}`;
  readonly #agentSid = `PA_${shortId()}`;
  readonly #roomSid = `RM_${shortId()}`;
  #performer: FakeAvatarMedia | undefined;
  #tracks: PublishedTrack[] = [];
  #isAvatarAway = false;
  #agent: string | undefined;
  #lateAgent: string | undefined;
  #link: SignalLink | undefined;
  #peer: Peer | undefined;
  #ear: VoiceActivityDetector | undefined;
  #sequence = 0;
  #version = 0;
  #isClosed = false;

  readonly #looks: PageRoomOptions;

  constructor(url: string, request: StreamingNewRequest, looks: PageRoomOptions = {}) {
    this.url = url;
    this.#request = request;
    this.#looks = looks;
  }

  /** True while a visitor's socket is open. */
  get isJoined(): boolean {
    return this.#link !== undefined;
  }

  /** The avatar's picture as it is before it goes over the wire, once the avatar is in. */
  get picture(): MediaStreamTrack | undefined {
    return this.#performer?.video;
  }

  enter(agent?: string): Promise<void> {
    if (this.#performer || this.#isClosed) return Promise.resolve();
    this.#lateAgent = agent;
    if (!this.#looks.isAgentLate) this.#agent = agent;
    this.#performer = new FakeAvatarMedia(this.#request.quality, this.#looks);
    const {video, audio} = this.#performer;
    const mimeType = VIDEO_MIME[this.#request.video_encoding ?? 'VP8'];
    const participantSid = this.#avatarSid;
    this.#tracks = [
      {track: video, sid: `TR_V${shortId()}`, participantSid, mimeType},
      {track: audio, sid: `TR_A${shortId()}`, participantSid},
    ];
    this.#announce(ParticipantInfo_State.ACTIVE);
    this.#renegotiate();
    return Promise.resolve();
  }

  send(payload: Uint8Array, topic?: string, from = 'heygen'): void {
    const participantSid = from === 'heygen' ? this.#avatarSid : this.#agentSid;
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
    this.#peer?.send(packet.toBinary().slice());
  }

  setTalking(isTalking: boolean): void {
    if (this.#performer) this.#performer.isTalking = isTalking;
  }

  close(): Promise<void> {
    this.kill('ROOM_DELETED');
    this.#isClosed = true;
    this.#performer?.close();
    return Promise.resolve();
  }

  /** Takes a client's new socket: one that joins, or one that comes back. */
  async accept(client: WebSocketClientConnection): Promise<void> {
    const join = await readJoinRequest(new URL(client.url));
    if (this.#isClosed) throw new Error('The room is gone.');
    const isBack = join.reconnect && this.#peer !== undefined && !this.#peer.isClosed;
    if (!isBack && this.#link) this.kill('DUPLICATE_IDENTITY');
    const link = new SignalLink(client, {
      onMessage: (message) => void this.#onMessage(message),
      onClose: () => {
        if (this.#link === link) this.#link = undefined;
      },
    });
    // The client listens once the socket is open, which it is after this listener.
    setTimeout(() => void this.#welcome(link, join, isBack));
  }

  /** The network is gone: socket and media die, without a word. */
  drop(): void {
    this.#peer?.close();
    this.#ear?.close();
    this.dropSignal();
  }

  /** The signalling socket dies, without a word; the media go on. */
  dropSignal(): void {
    this.#link?.close();
    this.#link = undefined;
  }

  /** Throws the visitor out. */
  kill(reason: KillReason = 'ROOM_DELETED'): void {
    const action = LeaveRequest_Action.DISCONNECT;
    const value = new LeaveRequest({reason: DisconnectReason[reason], action});
    this.#link?.send({case: 'leave', value});
    this.#hangUp();
  }

  /** The avatar leaves the room. */
  avatarLeaves(): void {
    this.#announce(ParticipantInfo_State.DISCONNECTED);
    this.#tracks = [];
    this.#performer?.close();
  }

  /** While true, the avatar has lost its own connection: who joins the room meanwhile does not find it. */
  set isAvatarAway(isAway: boolean) {
    this.#isAvatarAway = isAway;
    if (isAway) return;
    this.#announce(ParticipantInfo_State.ACTIVE);
    this.#renegotiate();
  }

  /** The agent that was kept out (`isAgentLate`) enters. */
  agentEnters(): void {
    this.#agent = this.#lateAgent;
    this.#announce(ParticipantInfo_State.ACTIVE);
  }

  /** The picture stands still: no new frames come. */
  stopPicture(): void {
    this.#performer?.freeze();
  }

  /** Tells the visitor how good the connection is. */
  setQuality(quality: keyof typeof ConnectionQuality): void {
    const info = new ConnectionQualityInfo({
      participantSid: this.#visitorSid,
      quality: ConnectionQuality[quality],
      score: 1,
    });
    this.#link?.send({case: 'connectionQuality', value: new ConnectionQualityUpdate({updates: [info]})});
  }

  /** A farewell: the client has been told, or tells us, and closes its own end before ours. */
  #hangUp(): void {
    const link = this.#link;
    const peer = this.#peer;
    this.#link = undefined;
    this.#peer = undefined;
    this.#ear?.close();
    this.#ear = undefined;
    setTimeout(() => {
      link?.close();
      peer?.close();
    }, FAREWELL_MS);
  }

  async #welcome(link: SignalLink, {reconnect, publisherOffer}: JoinRequest, isBack: boolean): Promise<void> {
    this.#link = link;
    if (reconnect && !isBack) {
      // Nothing is left to come back to: the client is to join anew.
      link.send({case: 'leave', value: new LeaveRequest({action: LeaveRequest_Action.RECONNECT})});
    } else if (isBack) {
      link.send({case: 'reconnect', value: new ReconnectResponse({serverInfo: SERVER})});
      this.#announce(ParticipantInfo_State.ACTIVE);
    } else {
      this.#peer?.close();
      this.#peer = new Peer({
        onCandidate: (candidate) => this.#link?.sendCandidate(candidate),
        onPacket: (packet) => this.#onPacket(packet),
        onTrack: (receiver) => {
          this.#ear?.close();
          this.#ear = new VoiceActivityDetector(receiver, (isVoice) => this.onVoice?.(isVoice));
        },
      });
      link.send({case: 'join', value: this.#joinResponse()});
      if (publisherOffer) await this.#answer(publisherOffer);
    }
  }

  #onPacket(packet: Uint8Array): void {
    const {value} = DataPacket.fromBinary(packet);
    if (value.case === 'user') this.onData?.(value.value.payload, value.value.topic);
  }

  async #onMessage(message: ClientMessage): Promise<void> {
    if (message.case === 'offer') await this.#answer(message.value);
    else if (message.case === 'trickle') {
      this.#peer?.addCandidate(JSON.parse(message.value.candidateInit) as RTCIceCandidateInit);
    } else if (message.case === 'addTrack') this.#publish(message.value);
    else if (message.case === 'leave') this.#hangUp();
  }

  /** The visitor publishes his microphone: the track comes with the offer after this. */
  #publish({cid, name, type, source, muted}: AddTrackRequest): void {
    const track = new TrackInfo({sid: `TR_${shortId()}`, name, type, source, muted});
    this.#link?.send({case: 'trackPublished', value: new TrackPublishedResponse({cid, track})});
  }

  async #answer(offer: SessionDescription): Promise<void> {
    const peer = this.#peer;
    const tracks = this.#isAvatarAway ? [] : this.#tracks;
    if (!peer || peer.isClosed) return;
    const answer = await peer.answer(offer, tracks).catch((error: unknown) => {
      if (!peer.isClosed) throw error;
      return undefined; // one that is closed meanwhile needs no answer
    });
    if (!answer) return;
    this.#link?.send({case: 'answer', value: answer});
    // The avatar came in while that answer was made.
    if (tracks !== this.#tracks && !this.#isAvatarAway) this.#renegotiate();
  }

  /** Has the client offer again, so that new tracks find their places. */
  #renegotiate(): void {
    this.#link?.send({case: 'mediaSectionsRequirement', value: new MediaSectionsRequirement({})});
  }

  #announce(state: ParticipantInfo_State): void {
    if (this.#tracks.length === 0) return;
    const value = new ParticipantUpdate({participants: this.#present(state)});
    this.#link?.send({case: 'update', value});
  }

  #joinResponse(): JoinResponse {
    return new JoinResponse({
      room: new Room({sid: this.#roomSid, name: this.#roomSid}),
      participant: new ParticipantInfo({
        sid: this.#visitorSid,
        identity: 'visitor',
        state: ParticipantInfo_State.ACTIVE,
        permission: {canSubscribe: true, canPublish: true, canPublishData: true},
      }),
      otherParticipants:
        this.#tracks.length > 0 && !this.#isAvatarAway ? this.#present(ParticipantInfo_State.ACTIVE) : [],
      serverInfo: SERVER,
      pingInterval: 5,
      pingTimeout: 15,
    });
  }

  /** Avatar and agent, as the client is told of them. */
  #present(state: ParticipantInfo_State): ParticipantInfo[] {
    const agent = new ParticipantInfo({
      sid: this.#agentSid,
      identity: this.#agent ?? '',
      state,
      version: ++this.#version,
    });
    return [this.#avatarInfo(state), ...(this.#agent === undefined ? [] : [agent])];
  }

  #avatarInfo(state: ParticipantInfo_State): ParticipantInfo {
    return new ParticipantInfo({
      sid: this.#avatarSid,
      identity: 'heygen',
      state,
      isPublisher: true,
      version: ++this.#version,
      tracks: this.#tracks.map(
        ({track, sid, mimeType = 'audio/opus'}) =>
          new TrackInfo({
            sid,
            name: track.kind,
            mimeType,
            type: track.kind === 'video' ? TrackType.VIDEO : TrackType.AUDIO,
            source: track.kind === 'video' ? TrackSource.CAMERA : TrackSource.MICROPHONE,
          }),
      ),
    });
  }
}

const SERVER = new ServerInfo({version: '1.13.5', protocol: 16, region: 'sandbox'});

function shortId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 12);
}
