import {FakeDataChannel} from './fake-data-channel.js';
import {agreed, readSdp, receives, reversed, sends, writeSdp, type Section} from './fake-sdp.js';
import {FakeTransceiver, type FakeReceiver, type FakeSender} from './fake-transceiver.js';

const {setTimeout} = globalThis; // the real one, also under a test's own clock

/** How long a connection whose other end is gone is `disconnected` before it is `failed`. */
const FAIL_MS = 5_000;

/** The connections of this page, by the id that their descriptions carry. */
const connections = new Map<string, FakePeerConnection>();

/**
 * An `RTCPeerConnection` whose other end is in the same page: WebKitGTK has none, and the sandbox needs one for livekit-client
 * and one for itself. Tracks and data go from end to end without a network; offers, answers, states and events come as in
 * a browser. Only one end offers, which is the client, as with livekit-client's single connection.
 */
export class FakePeerConnection extends EventTarget {
  readonly canTrickleIceCandidates = true;
  ontrack: ((event: Event) => void) | null = null;
  ondatachannel: ((event: Event) => void) | null = null;
  onconnectionstatechange: ((event: Event) => void) | null = null;
  oniceconnectionstatechange: ((event: Event) => void) | null = null;
  onsignalingstatechange: ((event: Event) => void) | null = null;
  onicecandidate: ((event: Event) => void) | null = null;
  onicegatheringstatechange: ((event: Event) => void) | null = null;
  onnegotiationneeded: ((event: Event) => void) | null = null;

  readonly #id = crypto.randomUUID();
  #localDescription: RTCSessionDescriptionInit | null = null;
  #remoteDescription: RTCSessionDescriptionInit | null = null;
  #signalingState: RTCSignalingState = 'stable';
  #connectionState: RTCPeerConnectionState = 'new';
  #transceivers: FakeTransceiver[] = [];
  readonly #channels: FakeDataChannel[] = [];
  #configuration: RTCConfiguration;
  /** What the other end has offered, until it is answered. */
  #offered: readonly Section[] = [];
  #other: FakePeerConnection | undefined;

  constructor(configuration: RTCConfiguration = {}) {
    super();
    this.#configuration = configuration;
    connections.set(this.#id, this);
  }

  // Members of the prototype, as in a browser: livekit-client repairs browsers where these are not.
  get localDescription(): RTCSessionDescriptionInit | null {
    return this.#localDescription;
  }

  get remoteDescription(): RTCSessionDescriptionInit | null {
    return this.#remoteDescription;
  }

  get signalingState(): RTCSignalingState {
    return this.#signalingState;
  }

  get connectionState(): RTCPeerConnectionState {
    return this.#connectionState;
  }

  get iceConnectionState(): RTCIceConnectionState {
    return this.#connectionState === 'connecting' ? 'checking' : this.#connectionState;
  }

  get sctp(): {maxMessageSize: number} {
    return {maxMessageSize: 262_144};
  }

  getConfiguration(): RTCConfiguration {
    return this.#configuration;
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.#configuration = configuration;
  }

  getTransceivers(): FakeTransceiver[] {
    return [...this.#transceivers];
  }

  getSenders(): FakeSender[] {
    return this.#transceivers.map(({sender}) => sender);
  }

  getReceivers(): FakeReceiver[] {
    return this.#transceivers.map(({receiver}) => receiver);
  }

  addTransceiver(
    trackOrKind: MediaStreamTrack | 'audio' | 'video',
    {direction = 'sendrecv', streams = []}: RTCRtpTransceiverInit = {},
  ): FakeTransceiver {
    const track = typeof trackOrKind === 'string' ? null : trackOrKind;
    const kind = typeof trackOrKind === 'string' ? trackOrKind : (trackOrKind.kind as 'audio' | 'video');
    const transceiver = new FakeTransceiver(kind, track, direction);
    transceiver.sender.setStreams(...streams);
    this.#transceivers.push(transceiver);
    return transceiver;
  }

  addTrack(track: MediaStreamTrack, ...streams: MediaStream[]): FakeSender {
    return this.addTransceiver(track, {streams}).sender;
  }

  removeTrack(sender: FakeSender): void {
    const transceiver = this.#transceivers.find((each) => each.sender === sender);
    if (!transceiver) return;
    sender.track = null;
    if (transceiver.direction === 'sendrecv') transceiver.direction = 'recvonly';
    if (transceiver.direction === 'sendonly') transceiver.direction = 'inactive';
  }

  createDataChannel(label: string, options?: RTCDataChannelInit): FakeDataChannel {
    const channel = new FakeDataChannel(label, this.#channels.length, options);
    this.#channels.push(channel);
    if (this.connectionState === 'connected') this.#later(() => this.#openChannels());
    return channel;
  }

  async createOffer(): Promise<RTCSessionDescriptionInit> {
    this.#assertOpen();
    await Promise.resolve();
    return {type: 'offer', sdp: this.#sdp(({direction}) => direction)};
  }

  async createAnswer(): Promise<RTCSessionDescriptionInit> {
    this.#assertOpen();
    await Promise.resolve();
    const answer = this.#sdp((each) => {
      const offered = this.#offered.find(({mid}) => mid === each.mid);
      return offered ? agreed(each.direction, offered.direction) : 'inactive';
    });
    return {type: 'answer', sdp: answer};
  }

  async setLocalDescription(...[given]: [RTCLocalSessionDescriptionInit?]): Promise<void> {
    this.#assertOpen();
    const isAnswer = this.signalingState === 'have-remote-offer';
    const implicit = given?.type ? undefined : await (isAnswer ? this.createAnswer() : this.createOffer());
    this.#assertOpen();
    const description = implicit ?? {type: given?.type ?? 'offer', sdp: given?.sdp ?? ''};
    this.#localDescription = description;
    if (description.type === 'offer') {
      this.#setSignalingState('have-local-offer');
      return;
    }
    for (const {mid, direction} of readSdp(description.sdp ?? '').sections) {
      const transceiver = this.#transceivers.find((each) => each.mid === mid);
      if (transceiver) transceiver.currentDirection = direction;
    }
    this.#offered = [];
    this.#setSignalingState('stable');
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.#assertOpen();
    await Promise.resolve();
    this.#assertOpen();
    this.#remoteDescription = description;
    const {connectionId, sections} = readSdp(description.sdp ?? '');
    this.#other = connections.get(connectionId);
    if (description.type === 'offer') {
      this.#offered = sections;
      for (const section of sections) this.#meetOffer(section);
      this.#setSignalingState('have-remote-offer');
    } else {
      for (const section of sections) this.#meetAnswer(section);
      this.#setSignalingState('stable');
      this.#later(() => this.#connect());
    }
  }

  /** Nothing has to be found: both ends are here. */
  addIceCandidate(): Promise<void> {
    return Promise.resolve();
  }

  restartIce(): void {}

  getStats(): Promise<RTCStatsReport> {
    return Promise.resolve(new Map());
  }

  /** Closes this end without an event of its own; the other one loses its channels at once, and its media. */
  close(): void {
    if (this.connectionState === 'closed') return;
    this.#connectionState = 'closed';
    this.#signalingState = 'closed';
    connections.delete(this.#id);
    for (const channel of this.#channels) channel.end(false);
    for (const {receiver} of this.#transceivers) receiver.close();
    const other = this.#other;
    if (other) this.#later(() => other.#lose(this));
  }

  #lose(other: FakePeerConnection): void {
    if (this.#other !== other || this.connectionState === 'closed') return;
    this.#other = undefined;
    for (const channel of this.#channels) channel.end(true);
    this.#setConnectionState('disconnected');
    setTimeout(() => {
      if (this.connectionState === 'disconnected') this.#setConnectionState('failed');
    }, FAIL_MS);
  }

  #meetOffer(section: Section): void {
    let transceiver = this.#transceivers.find(({mid}) => mid === section.mid);
    if (!transceiver) {
      transceiver = this.addTransceiver(section.kind, {direction: 'recvonly'});
      transceiver.mid = section.mid;
    }
    if (sends(section.direction) && receives(transceiver.direction)) this.#receive(transceiver, section);
  }

  #meetAnswer(section: Section): void {
    const transceiver = this.#transceivers.find(({mid}) => mid === section.mid);
    if (!transceiver) return;
    transceiver.currentDirection = reversed(section.direction);
    if (sends(section.direction)) this.#receive(transceiver, section);
  }

  /** A track that begins to arrive, under the ids that the description gives it. */
  #receive(transceiver: FakeTransceiver, {mid, streamId, trackId}: Section): void {
    const {receiver} = transceiver;
    const sender = this.#other?.senderOf(mid);
    if (receiver.source || !sender?.track) return;
    const track = sender.track.clone();
    Object.defineProperty(track, 'id', {value: trackId});
    const stream = new MediaStream([track]);
    Object.defineProperty(stream, 'id', {value: streamId});
    receiver.track = track;
    receiver.source = () => this.#other?.senderOf(mid);
    const streams = streamId === '-' ? [] : [stream];
    this.#emit(Object.assign(new Event('track'), {track, streams, receiver, transceiver}));
  }

  /** The sender of a media section, for the other end. */
  senderOf(mid: string): FakeSender | undefined {
    return this.#transceivers.find((each) => each.mid === mid)?.sender;
  }

  #connect(): void {
    const other = this.#other;
    if (!other || this.connectionState === 'closed' || other.connectionState === 'closed') return;
    other.#other = this;
    for (const end of [this, other])
      if (end.connectionState !== 'connected') end.#setConnectionState('connecting');
    for (const end of [this, other])
      if (end.connectionState !== 'connected') end.#setConnectionState('connected');
    this.#openChannels();
  }

  #openChannels(): void {
    const other = this.#other;
    if (!other) return;
    for (const channel of this.#channels) {
      if (channel.readyState !== 'connecting') continue;
      const {port1, port2} = new MessageChannel();
      const twin = new FakeDataChannel(channel.label, channel.id, {ordered: channel.ordered});
      other.#channels.push(twin);
      twin.open(port2);
      other.#emit(Object.assign(new Event('datachannel'), {channel: twin}));
      channel.open(port1);
    }
  }

  #sdp(directionOf: (transceiver: FakeTransceiver) => RTCRtpTransceiverDirection): string {
    for (const [index, each] of this.#transceivers.entries()) each.mid ??= String(index);
    const sections = this.#transceivers.map((each) => ({
      mid: each.mid ?? '',
      kind: each.kind,
      direction: directionOf(each),
      streamId: each.sender.streamId,
      trackId: each.sender.track?.id ?? each.mid ?? '',
    }));
    return writeSdp({connectionId: this.#id, sections});
  }

  #setSignalingState(state: RTCSignalingState): void {
    if (this.signalingState === state) return;
    this.#signalingState = state;
    this.#emit(new Event('signalingstatechange'));
  }

  #setConnectionState(state: 'connecting' | 'connected' | 'disconnected' | 'failed'): void {
    if (this.connectionState === state) return;
    this.#connectionState = state;
    this.#emit(new Event('iceconnectionstatechange'));
    this.#emit(new Event('connectionstatechange'));
  }

  #assertOpen(): void {
    if (this.signalingState === 'closed')
      throw new DOMException('The connection is closed.', 'InvalidStateError');
  }

  #emit(event: Event): void {
    this.dispatchEvent(event);
    const handler = this[`on${event.type}` as keyof this] as ((event: Event) => void) | null | undefined;
    handler?.call(this, event);
  }

  /** As a task of its own: a browser does nothing of this within a call. */
  #later(work: () => void): void {
    setTimeout(work);
  }
}
