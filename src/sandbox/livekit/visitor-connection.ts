import {DataPacket, type JoinRequest, type SessionDescription} from '@livekit/protocol';
import type {PageSocket} from '../page-socket.js';
import {Peer} from './peer.js';
import type {RoomParticipants} from './room-participants.js';
import {SignalLink, type ClientMessage, type ServerMessage} from './signal-link.js';
import * as messages from './signal-messages.js';
import {VoiceActivityDetector} from './voice-activity-detector.js';

/** How long a client has to close its end after the last message, before the server closes its own end. */
const CLOSE_DELAY_MS = 200;

/** What a connection reports to its room. */
export interface VisitorConnectionListener {
  /** A data message of the visitor has arrived. */
  onData: (payload: Uint8Array, topic: string | undefined) => void;
  /** A voice has started or stopped on the visitor's microphone track. */
  onVoice: (isVoice: boolean) => void;
}

/** The server's end of the visitor's connection to a room: a signalling socket and a peer connection. */
export class VisitorConnection {
  readonly #roomSid: string;
  readonly #participants: RoomParticipants;
  readonly #listener: VisitorConnectionListener;
  #link: SignalLink | undefined;
  #peer: Peer | undefined;
  #voiceActivity: VoiceActivityDetector | undefined;

  constructor(roomSid: string, participants: RoomParticipants, listener: VisitorConnectionListener) {
    this.#roomSid = roomSid;
    this.#participants = participants;
    this.#listener = listener;
  }

  /** True while the signalling socket is open. */
  get isOpen(): boolean {
    return this.#link !== undefined;
  }

  /** Accepts a new signalling socket: of a client that joins, or of the joined client that reconnects. */
  accept(client: PageSocket, join: JoinRequest): void {
    const isReconnect = join.reconnect && this.#peer !== undefined && !this.#peer.isClosed;
    if (!isReconnect && this.#link) this.disconnect('DUPLICATE_IDENTITY');
    const link = new SignalLink(client, {
      onMessage: (message) => void this.#onMessage(message),
      onClose: () => {
        if (this.#link === link) this.#link = undefined;
      },
    });
    // The client's socket opens only after the caller has returned, and drops messages until then.
    setTimeout(() => void this.#welcome(link, join, isReconnect));
  }

  /** Sends a signalling message. */
  send(message: ServerMessage): void {
    this.#link?.send(message);
  }

  /** Sends a packet on the reliable data channel. */
  sendData(packet: Uint8Array<ArrayBuffer>): void {
    this.#peer?.send(packet);
  }

  /** Disconnects the client by a message, and closes the server's end soon after. */
  disconnect(reason: messages.KillReason): void {
    this.send(messages.disconnected(reason));
    this.#closeSoon();
  }

  /** Closes signalling and media at once, without a message. */
  drop(): void {
    this.#peer?.close();
    this.#voiceActivity?.close();
    this.dropSignal();
  }

  /** Closes signalling at once, without a message; the media go on. */
  dropSignal(): void {
    this.#link?.close();
    this.#link = undefined;
  }

  async #welcome(
    link: SignalLink,
    {reconnect, publisherOffer}: JoinRequest,
    isReconnect: boolean,
  ): Promise<void> {
    this.#link = link;
    const participants = this.#participants;
    if (isReconnect) {
      link.send(messages.reconnected());
      if (participants.hasAvatar) link.send(messages.participantsChanged(participants.others()));
    } else if (reconnect) {
      link.send(messages.rejoinRequired());
    } else {
      this.#peer?.close();
      this.#peer = this.#createPeer();
      const others = participants.tracks.length > 0 ? participants.others() : [];
      link.send(messages.joined(this.#roomSid, participants.visitor, others));
      if (publisherOffer) await this.#answer(publisherOffer);
    }
  }

  #createPeer(): Peer {
    return new Peer({
      onCandidate: (candidate) => this.send(messages.trickled(candidate)),
      onPacket: (packet) => {
        const {value} = DataPacket.fromBinary(packet);
        if (value.case === 'user') this.#listener.onData(value.value.payload, value.value.topic);
      },
      onTrack: (receiver) => {
        this.#voiceActivity?.close();
        this.#voiceActivity = new VoiceActivityDetector(receiver, this.#listener.onVoice);
      },
    });
  }

  async #onMessage(message: ClientMessage): Promise<void> {
    if (message.case === 'offer') await this.#answer(message.value);
    else if (message.case === 'trickle') {
      this.#peer?.addCandidate(JSON.parse(message.value.candidateInit) as RTCIceCandidateInit);
    } else if (message.case === 'addTrack') this.send(messages.trackPublished(message.value));
    else if (message.case === 'leave') this.#closeSoon();
  }

  async #answer(offer: SessionDescription): Promise<void> {
    const peer = this.#peer;
    const {tracks} = this.#participants;
    if (!peer || peer.isClosed) return;
    const answer = await peer.answer(offer, tracks).catch((error: unknown) => {
      if (!peer.isClosed) throw error;
      return undefined; // the connection was closed meanwhile and needs no answer
    });
    if (!answer) return;
    this.send({case: 'answer', value: answer});
    // The avatar joined meanwhile: this answer is without its tracks.
    const {isAvatarAway, tracks: tracksNow} = this.#participants;
    if (tracks !== tracksNow && !isAvatarAway) this.send(messages.offerRequired());
  }

  #closeSoon(): void {
    const link = this.#link;
    const peer = this.#peer;
    this.#link = undefined;
    this.#peer = undefined;
    this.#voiceActivity?.close();
    this.#voiceActivity = undefined;
    setTimeout(() => {
      link?.close();
      peer?.close();
    }, CLOSE_DELAY_MS);
  }
}
