import {SessionDescription} from '@livekit/protocol';

/** A track that the server publishes, with the ids that the client is to know it by. */
export interface PublishedTrack {
  readonly track: MediaStreamTrack;
  /** LiveKit's id of the track, `TR_…`. */
  readonly sid: string;
  /** LiveKit's id of the participant, `PA_…`. */
  readonly participantSid: string;
  /** Codec to prefer, for video. */
  readonly mimeType?: string;
}

/** The server's half of the one peer connection that a current livekit-client opens. */
export class Peer {
  readonly #connection = new RTCPeerConnection();
  readonly #published = new Map<string, RTCRtpTransceiver>();
  /** What the client sends. */
  readonly #received = new Set<RTCRtpTransceiver>();
  /** Data packets that wait for the channel. */
  readonly #unsent: Uint8Array[] = [];
  #reliable: RTCDataChannel | undefined;

  readonly #onPacket: (packet: Uint8Array) => void;

  constructor({
    onCandidate,
    onPacket,
    onTrack,
  }: {
    /** Hears of what the client publishes. */
    onTrack: (receiver: RTCRtpReceiver) => void;
    onCandidate: (candidate: RTCIceCandidate | null) => void;
    /** Hears what the client sends on the reliable channel. */
    onPacket: (packet: Uint8Array) => void;
  }) {
    this.#onPacket = onPacket;
    this.#connection.addEventListener('icecandidate', ({candidate}) => onCandidate(candidate));
    this.#connection.addEventListener('track', ({transceiver, receiver}) => {
      this.#received.add(transceiver);
      onTrack(receiver);
    });
    this.#connection.addEventListener('datachannel', ({channel}) => this.#onChannel(channel));
  }

  get isClosed(): boolean {
    return this.#connection.connectionState === 'closed';
  }

  /** Answers an offer, with as many of the tracks as the offer has room for. */
  async answer(offer: SessionDescription, tracks: readonly PublishedTrack[]): Promise<SessionDescription> {
    await this.#connection.setRemoteDescription({type: 'offer', sdp: offer.sdp});
    for (const each of tracks) if (!this.#published.has(each.sid)) await this.#publish(each);
    await this.#connection.setLocalDescription();
    const mids = tracks.flatMap((each) => {
      const mid = this.#published.get(each.sid)?.mid;
      return mid ? [{mid, each}] : [];
    });
    const sdp = mids.reduce(
      (text, {mid, each}) => named(text, mid, `${each.participantSid} ${each.sid}`),
      this.#connection.localDescription?.sdp ?? '',
    );
    return new SessionDescription({
      type: 'answer',
      sdp,
      id: offer.id,
      midToTrackId: Object.fromEntries(mids.map(({mid, each}) => [mid, each.sid])),
    });
  }

  addCandidate(candidate: RTCIceCandidateInit): void {
    if (this.isClosed) return;
    // One that comes late, after an ICE restart, is not ours any more.
    this.#connection.addIceCandidate(candidate).catch(() => {});
  }

  send(packet: Uint8Array<ArrayBuffer>): void {
    if (this.#reliable?.readyState === 'open') this.#reliable.send(packet);
    else this.#unsent.push(packet);
  }

  close(): void {
    this.#connection.close();
  }

  async #publish({track, sid, mimeType}: PublishedTrack): Promise<void> {
    const taken = new Set([...this.#published.values(), ...this.#received]);
    const free = this.#connection
      .getTransceivers()
      .find((each) => each.receiver.track.kind === track.kind && !taken.has(each));
    if (!free) return;
    free.direction = 'sendonly';
    free.sender.setStreams(new MediaStream());
    if (mimeType) preferCodec(free, mimeType);
    await free.sender.replaceTrack(track);
    this.#published.set(sid, free);
  }

  #onChannel(channel: RTCDataChannel): void {
    if (channel.label !== '_reliable') return;
    this.#reliable = channel;
    channel.binaryType = 'arraybuffer';
    channel.addEventListener('message', ({data}) => this.#onPacket(new Uint8Array(data as ArrayBuffer)));
    const flush = () => {
      for (const packet of this.#unsent.splice(0)) channel.send(packet as Uint8Array<ArrayBuffer>);
    };
    if (channel.readyState === 'open') flush();
    else channel.addEventListener('open', flush, {once: true});
  }
}

function preferCodec(transceiver: RTCRtpTransceiver, mimeType: string): void {
  const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
  const isPreferred = (codec: {mimeType: string}) => codec.mimeType.toLowerCase() === mimeType.toLowerCase();
  try {
    transceiver.setCodecPreferences([
      ...codecs.filter(isPreferred),
      ...codecs.filter((each) => !isPreferred(each)),
    ]);
  } catch {
    // A browser without that codec sends another: the picture is what counts.
  }
}

/** Gives the tracks of one media section the ids that LiveKit would: the client knows its tracks by them. */
function named(sdp: string, mid: string, ids: string): string {
  return sdp
    .split(/(?=^m=)/m)
    .map((section) =>
      section.includes(`a=mid:${mid}\r\n`)
        ? section.replace(/(a=msid:|a=ssrc:\d+ msid:).*/g, `$1${ids}`)
        : section,
    )
    .join('');
}
