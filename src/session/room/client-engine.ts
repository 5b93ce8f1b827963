/**
 * Members of livekit-client's engine that are not public, as of 2.23. test/session/room/offer-ahead.test.ts and missing-tracks.test.ts fail
 * when another version works in another way.
 */
export interface ClientEngine {
  pcManager?: {readonly publisher: ClientTransport; readonly mode: string} | undefined;
  /** Makes the peer connection, without the address of a server. */
  configure(): Promise<void>;
  /** Gives it the data channels. */
  createDataChannels(): void;
  /** Gives it so many sections in which tracks can arrive. The server asks for more where it has more tracks than that. */
  addMediaSections(audios: number, videos: number): void;
  /** Sends an offer within 20 ms, or once the last one is answered. */
  negotiate(): Promise<void>;
  /** LiveKit's id of the track that a receiver has, as the last answer names it. */
  getTrackIdForReceiver(receiver: RTCRtpReceiver): string | undefined;
  cleanupPeerConnections(): Promise<void>;
  on(event: 'mediaTrackAdded', listener: (...added: TrackAdded) => void): unknown;
  /** An answer of the server was set. */
  on(event: 'requestSubscribedCodecRefresh', listener: () => void): unknown;
}

type TrackAdded = [track: MediaStreamTrack, stream: MediaStream, receiver: RTCRtpReceiver];

interface ClientTransport {
  readonly latestOfferId: number;
  readonly latestAcknowledgedOfferId: number;
  createInitialOffer(): Promise<unknown>;
  getTransceivers(): readonly RTCRtpTransceiver[];
}
