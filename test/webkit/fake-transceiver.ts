/** Sends one track. */
export class FakeSender {
  readonly dtmf = null;
  readonly transport = null;
  track: MediaStreamTrack | null;
  streamId = '-';

  constructor(track: MediaStreamTrack | null) {
    this.track = track;
  }

  static getCapabilities(kind: string): RTCRtpCapabilities {
    return capabilities(kind);
  }

  setStreams(...streams: MediaStream[]): void {
    this.streamId = streams[0]?.id ?? '-';
  }

  replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.track = track;
    return Promise.resolve();
  }

  getParameters(): RTCRtpSendParameters {
    return {transactionId: '', encodings: [{}], codecs: [], headerExtensions: [], rtcp: {}};
  }

  setParameters(): Promise<void> {
    return Promise.resolve();
  }

  getStats(): Promise<RTCStatsReport> {
    return Promise.resolve(new Map());
  }
}

/** Receives what the sender at the other end sends. */
export class FakeReceiver {
  readonly transport = null;
  /** Until something is received, a track of which only the kind is known. */
  track: MediaStreamTrack;
  /** The sender at the other end, while it is heard and its connection lives. */
  source: (() => FakeSender | undefined) | undefined;
  #bytesReceived = 0;
  #meter: LevelMeter | undefined;

  constructor(kind: string) {
    this.track = {kind} as MediaStreamTrack;
  }

  static getCapabilities(kind: string): RTCRtpCapabilities {
    return capabilities(kind);
  }

  /** Something has arrived since the last time, as long as the other end is there. */
  getStats(): Promise<RTCStatsReport> {
    if (this.source?.()) this.#bytesReceived += 1000;
    const stats = {id: 'in', type: 'inbound-rtp', bytesReceived: this.#bytesReceived};
    return Promise.resolve(new Map([['in', stats]]));
  }

  getSynchronizationSources(): RTCRtpSynchronizationSource[] {
    const track = this.source?.()?.track;
    if (track?.readyState !== 'live') return [];
    if (this.#meter?.track !== track) {
      this.#meter?.close();
      this.#meter = new LevelMeter(track);
    }
    const timestamp = performance.timeOrigin + performance.now();
    return [{source: 1, rtpTimestamp: 0, timestamp, audioLevel: this.#meter.level}];
  }

  close(): void {
    this.source = undefined;
    this.#meter?.close();
    this.#meter = undefined;
  }
}

/** WebKit's fake microphone hums as loud between its beeps: what noise suppression would take away. */
const HUM = 0.2;

/** How loud a track is, 0 to 1. */
class LevelMeter {
  readonly track: MediaStreamTrack;
  readonly #context = new AudioContext();
  readonly #analyser = new AnalyserNode(this.#context);
  readonly #samples = new Float32Array(this.#analyser.fftSize);

  constructor(track: MediaStreamTrack) {
    this.track = track;
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
  }

  get level(): number {
    if (!this.track.enabled) return 0;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return this.#samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample) - HUM), 0);
  }

  close(): void {
    void this.#context.close();
  }
}

/** One media section of a connection. */
export class FakeTransceiver {
  readonly kind: 'audio' | 'video';
  readonly sender: FakeSender;
  readonly receiver: FakeReceiver;
  mid: string | null = null;
  direction: RTCRtpTransceiverDirection;
  currentDirection: RTCRtpTransceiverDirection | null = null;

  constructor(
    kind: 'audio' | 'video',
    track: MediaStreamTrack | null,
    direction: RTCRtpTransceiverDirection,
  ) {
    this.kind = kind;
    this.direction = direction;
    this.sender = new FakeSender(track);
    this.receiver = new FakeReceiver(kind);
  }

  setCodecPreferences(): void {}

  stop(): void {
    this.direction = 'inactive';
  }
}

function capabilities(kind: string): RTCRtpCapabilities {
  const codecs =
    kind === 'audio'
      ? [{mimeType: 'audio/opus', clockRate: 48_000, channels: 2}]
      : [{mimeType: 'video/VP8', clockRate: 90_000}];
  return {codecs, headerExtensions: []};
}
