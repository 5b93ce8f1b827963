import {SessionDescription} from '@livekit/protocol';

/** A track that the server sends, and the ids under which the client knows it. */
export interface PublishedTrack {
  readonly track: MediaStreamTrack;
  /** LiveKit's id of the track: `TR_…`. */
  readonly sid: string;
  /** LiveKit's id of the participant who publishes the track: `PA_…`. */
  readonly participantSid: string;
  /** Preferred codec of a video track. Default: the browser's choice. */
  readonly mimeType?: string;
}

/** The server's end of the peer connection. A current livekit-client opens one for both directions. */
export class Peer {
  readonly #connection = new RTCPeerConnection();
  readonly #published = new Map<string, RTCRtpTransceiver>();
  /** The transceivers on which the client sends. */
  readonly #received = new Set<RTCRtpTransceiver>();
  /** Data packets that wait until the channel is open. */
  readonly #unsent: Uint8Array[] = [];
  #reliable: RTCDataChannel | undefined;

  readonly #onPacket: (packet: Uint8Array) => void;

  constructor({
    onCandidate,
    onPacket,
    onTrack,
  }: {
    /** Called for each track that the client publishes. */
    onTrack: (receiver: RTCRtpReceiver) => void;
    /** Called for each ICE candidate of the server's end. */
    onCandidate: (candidate: RTCIceCandidate) => void;
    /** Called for each packet that the client sends on the reliable channel. */
    onPacket: (packet: Uint8Array) => void;
  }) {
    this.#onPacket = onPacket;
    this.#connection.addEventListener('icecandidate', ({candidate}) => {
      if (candidate) onCandidate(candidate); // `null` marks the end of the candidates, which the client need not know
    });
    this.#connection.addEventListener('track', ({transceiver, receiver}) => {
      this.#received.add(transceiver);
      onTrack(receiver);
    });
    this.#connection.addEventListener('datachannel', ({channel}) => this.#onChannel(channel));
  }

  get isClosed(): boolean {
    return this.#connection.connectionState === 'closed';
  }

  /** Answers an offer. Sends those of the tracks for which the offer has a free media section. */
  async answer(offer: SessionDescription, tracks: readonly PublishedTrack[]): Promise<SessionDescription> {
    await this.#connection.setRemoteDescription({type: 'offer', sdp: offer.sdp});
    for (const each of tracks) if (!this.#published.has(each.sid)) await this.#publish(each);
    await this.#connection.setLocalDescription();
    const mids = tracks.flatMap((each) => {
      const mid = this.#published.get(each.sid)?.mid;
      return mid ? [{mid, each}] : [];
    });
    const sdp = mids.reduce(
      (text, {mid, each}) => withTrackIds(text, mid, `${each.participantSid} ${each.sid}`),
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
    // It rejects for a late candidate of the time before an ICE restart, which no longer matters.
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
    // A browser without this codec sends another one, which still shows the avatar.
  }
}

/** Puts LiveKit's ids into one media section, because the client identifies its tracks by them. */
function withTrackIds(sdp: string, mid: string, ids: string): string {
  return sdp
    .split(/(?=^m=)/m)
    .map((section) =>
      section.includes(`a=mid:${mid}\r\n`)
        ? section.replace(/(a=msid:|a=ssrc:\d+ msid:).*/g, `$1${ids}`)
        : section,
    )
    .join('');
}
