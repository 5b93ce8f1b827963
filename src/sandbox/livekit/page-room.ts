import {uuid} from '../../session/util/uuid.js';
import type {ConnectionQuality} from '@livekit/protocol';
import type {PageSocket} from '../page-socket.js';
import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';
import type {AvatarRoom} from '../avatar-room.js';
import {FakeAvatarMedia, type FakeAvatarMediaOptions} from '../avatar/fake-avatar-media.js';
import {liveKitId} from './livekit-id.js';
import {RoomParticipants} from './room-participants.js';
import {readJoinRequest} from './signal-link.js';
import * as messages from './signal-messages.js';
import {VisitorConnection} from './visitor-connection.js';

export type {KillReason} from './signal-messages.js';

const VIDEO_MIME = {VP8: 'video/VP8', H264: 'video/H264'} as const;

export interface PageRoomOptions extends FakeAvatarMediaOptions {
  /** The agent of a LiveAvatar session joins only when `agentEnters` is called. Default false. */
  isAgentLate?: boolean;
}

/** A LiveKit room inside the page, with one avatar and one visitor: real WebRTC over loopback. It fails on demand. */
export class PageRoom implements AvatarRoom {
  readonly url: string;
  readonly accessToken = `sandbox-${uuid()}`;
  onData: AvatarRoom['onData'];
  onVoice: AvatarRoom['onVoice'];
  /** While true, every signalling socket to this room fails, as without a network. */
  refusesSignals = false;

  readonly #request: StreamingNewRequest;
  readonly #options: PageRoomOptions;
  readonly #participants = new RoomParticipants();
  readonly #visitor = new VisitorConnection(liveKitId('RM_'), this.#participants, {
    onData: (payload, topic) => this.onData?.(payload, topic),
    onVoice: (isVoice) => this.onVoice?.(isVoice),
  });
  #media: FakeAvatarMedia | undefined;
  #agent: string | undefined;
  #isClosed = false;

  constructor(url: string, request: StreamingNewRequest, options: PageRoomOptions = {}) {
    this.url = url;
    this.#request = request;
    this.#options = options;
  }

  /** True while a visitor's signalling socket is open. */
  get isJoined(): boolean {
    return this.#visitor.isOpen;
  }

  /** The avatar's video track before it is encoded; `undefined` until the avatar has joined. */
  get picture(): MediaStreamTrack | undefined {
    return this.#media?.video;
  }

  enter(agent?: string): Promise<void> {
    if (this.#media || this.#isClosed) return Promise.resolve();
    this.#agent = agent;
    if (!this.#options.isAgentLate) this.#participants.agent = agent;
    this.#media = new FakeAvatarMedia(this.#request.quality, this.#options);
    const {video, audio} = this.#media;
    this.#participants.addAvatar(video, audio, VIDEO_MIME[this.#request.video_encoding ?? 'VP8']);
    this.#announceParticipants();
    this.#visitor.send(messages.offerRequired());
    return Promise.resolve();
  }

  send(payload: Uint8Array, topic?: string, from?: string): void {
    this.#visitor.sendData(this.#participants.dataPacket(payload, topic, from));
  }

  setTalking(isTalking: boolean): void {
    if (this.#media) this.#media.isTalking = isTalking;
  }

  close(): Promise<void> {
    this.kill('ROOM_DELETED');
    this.#isClosed = true;
    this.#media?.close();
    return Promise.resolve();
  }

  /** Accepts a client's new signalling socket. Rejects if the room is closed. */
  async accept(client: PageSocket): Promise<void> {
    const join = await readJoinRequest(new URL(client.url));
    if (this.#isClosed) throw new Error('The room is closed.');
    this.#visitor.accept(client, join);
  }

  /** Makes the network fail: signalling and media end without a message. */
  drop(): void {
    this.#visitor.drop();
  }

  /** Makes the signalling socket fail, without a message; the media go on. */
  dropSignal(): void {
    this.#visitor.dropSignal();
  }

  /** Disconnects the visitor. Default reason: the room was deleted. */
  kill(reason: messages.KillReason = 'ROOM_DELETED'): void {
    this.#visitor.disconnect(reason);
  }

  /** The avatar leaves the room. */
  avatarLeaves(): void {
    this.#announceParticipants('DISCONNECTED');
    this.#participants.removeAvatar();
    this.#media?.close();
  }

  /** While true, the avatar has lost its own connection, and a client that joins does not find the avatar. */
  set isAvatarAway(isAway: boolean) {
    this.#participants.isAvatarAway = isAway;
    if (isAway) return;
    this.#announceParticipants();
    this.#visitor.send(messages.offerRequired());
  }

  /** The agent joins that the option `isAgentLate` has kept out. */
  agentEnters(): void {
    this.#participants.agent = this.#agent;
    this.#announceParticipants();
  }

  /** The avatar's video stops: no new frames arrive. */
  stopPicture(): void {
    this.#media?.freeze();
  }

  /** Sends the visitor's client a new connection quality. */
  setQuality(quality: keyof typeof ConnectionQuality): void {
    this.#visitor.send(messages.qualityChanged(this.#participants.visitorSid, quality));
  }

  #announceParticipants(state?: 'DISCONNECTED'): void {
    if (!this.#participants.hasAvatar) return;
    this.#visitor.send(messages.participantsChanged(this.#participants.others(state)));
  }
}
