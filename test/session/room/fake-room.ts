import type {MicrophonePublication, Room, RoomAddress, RoomHandlers} from '../../../src/session/room/room.js';

/** A room without a network: the test plays LiveKit, by `report`, `participants` and the promises. */
export class FakeRoom implements Room {
  readonly report: RoomHandlers;
  readonly participants = new Set(['heygen']);
  /** What `join` waits for. */
  readonly joined = Promise.withResolvers<void>();
  address: RoomAddress | undefined;
  joinSignal: AbortSignal | undefined;
  isPrepared = false;
  isLeft = false;
  readonly sent: string[] = [];
  /** What `publishMicrophone` waits for. */
  publishing: Promise<void> = Promise.resolve();
  /** What happened to microphones in this room, in order. */
  readonly microphone: string[] = [];

  constructor(report: RoomHandlers) {
    this.report = report;
  }

  prepare(): Promise<void> {
    this.isPrepared = true;
    return Promise.reject(new Error('The browser has no connection left.'));
  }

  join(address: RoomAddress, signal: AbortSignal): Promise<void> {
    this.address = address;
    this.joinSignal = signal;
    return this.joined.promise;
  }

  send(payload: Uint8Array): Promise<void> {
    this.sent.push(new TextDecoder().decode(payload));
    return Promise.resolve();
  }

  hasParticipant(identity: string | null): boolean {
    return identity === null ? this.participants.size > 0 : this.participants.has(identity);
  }

  async publishMicrophone({id}: MediaStreamTrack): Promise<MicrophonePublication> {
    await this.publishing;
    this.microphone.push(`${id} published`);
    return {
      setMuted: (isMuted) => this.microphone.push(isMuted ? 'muted' : 'unmuted'),
      replace: (other) => {
        this.microphone.push(`replaced by ${other.id}`);
        return Promise.resolve();
      },
      unpublish: () => {
        this.microphone.push('unpublished');
        return Promise.resolve();
      },
    };
  }

  leave(): Promise<void> {
    this.isLeft = true;
    return Promise.resolve();
  }

  /** A participant joins. */
  enter(identity: string): void {
    this.participants.add(identity);
    this.report.onParticipantJoined(identity);
  }

  /** A participant leaves. */
  exit(identity: string): void {
    this.participants.delete(identity);
    this.report.onParticipantLeft(identity);
  }

  /** A participant's track arrives. */
  show(kind: 'audio' | 'video', from = 'heygen', receiver?: RTCRtpReceiver): MediaStreamTrack {
    const track = {kind} as MediaStreamTrack;
    this.report.onTrack(track, from, receiver);
    return track;
  }
}
