import * as devices from '../../../src/session/microphone/microphone-devices.js';
import {DesiredMicrophone, type MicrophoneMode} from '../../../src/session/microphone/desired-microphone.js';
import {
  MicrophoneController,
  type MicrophoneHooks,
  type MicrophoneSettings,
} from '../../../src/session/microphone/microphone-controller.js';

/** What the reconciler waits for, one step after the other. */
export const AWAITED = ['load', 'ask', 'publish', 'press', 'release', 'unpublish'] as const;
type Step = (typeof AWAITED)[number] | 'replace';

const {mediaDevices} = navigator;
const realMicrophone = mediaDevices.getUserMedia.bind(mediaDevices);

export class FakeTrack extends EventTarget {
  enabled = true;
  readyState = 'live';
  isPublished = false;
  deviceId: string;

  constructor(deviceId: string) {
    super();
    this.deviceId = deviceId;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  /** The device is unplugged. */
  lose(): void {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }

  getSettings(): MediaTrackSettings {
    return {deviceId: this.deviceId, groupId: `group of ${this.deviceId}`};
  }

  get isLive(): boolean {
    return this.readyState === 'live';
  }
}

/** Devices, room and server that answer when the test wants, around one microphone. */
export class FakeWorld {
  static readonly #worlds: FakeWorld[] = [];
  readonly desired: DesiredMicrophone;
  readonly controller: MicrophoneController;
  readonly tracks: FakeTrack[] = [];
  /** What the server was told. */
  readonly told: string[] = [];
  /** What was dispatched, in words. */
  readonly changes: string[] = [];
  readonly lost: unknown[] = [];
  /** What the room was told of the mute. */
  readonly roomMuted: boolean[] = [];
  /** How many times the browser was asked. */
  asked = 0;
  /** True from the server's answer to a press until it is told of the release. */
  serverListens = false;
  /** What these steps reject with. */
  readonly faults: Partial<Record<Step, unknown>> = {};
  #held: Step | undefined;
  readonly #waiting: (() => void)[] = [];

  /** `held` does not answer until `answer` is called. */
  constructor(
    held?: Step,
    settings: MicrophoneSettings = {},
    {
      desired = new DesiredMicrophone(),
      ...hooks
    }: Partial<MicrophoneHooks> & {desired?: DesiredMicrophone} = {},
  ) {
    this.#held = held;
    FakeWorld.#worlds.push(this);
    mediaDevices.getUserMedia = async (constraints) => {
      this.asked++;
      await this.#step('ask');
      const audio = constraints?.audio as {deviceId?: {exact: string}} | undefined;
      const track = new FakeTrack(audio?.deviceId?.exact ?? 'default');
      this.tracks.push(track);
      return {getAudioTracks: () => [track]} as unknown as MediaStream;
    };
    this.desired = desired;
    this.controller = new MicrophoneController(
      desired,
      {
        prepare() {},
        publish: async (track) => {
          (track as unknown as FakeTrack).isPublished = true;
          await this.#step('publish');
          return this.#publication(track);
        },
        tellPushToTalk: async (isPressed) => {
          this.told.push(isPressed ? 'press' : 'release');
          this.serverListens = false;
          await this.#step(isPressed ? 'press' : 'release');
          this.serverListens = isPressed;
        },
        onChange: () => this.changes.push(this.state),
        onLost: (error) => this.lost.push(error),
        ...hooks,
      },
      {
        load: async () => {
          await this.#step('load');
          return devices;
        },
        ...settings,
      },
    );
  }

  /** Ends every session, and gives the browser's own microphone back. */
  static restore(): void {
    for (const {controller} of FakeWorld.#worlds.splice(0)) controller.dispose(new Error('over'));
    mediaDevices.getUserMedia = realMicrophone;
  }

  /** What a listener finds. */
  get state(): string {
    const {isOpen, muted} = this.controller;
    return `${isOpen ? 'open' : 'closed'}, ${muted ? 'muted' : 'unmuted'}`;
  }

  get live(): FakeTrack[] {
    return this.tracks.filter(({isLive}) => isLive);
  }

  get isHeard(): boolean {
    return this.live.some(({enabled, isPublished}) => enabled && isPublished);
  }

  /** This step is not answered from here on; every other one is. */
  hold(step: Step): void {
    this.answer();
    this.#held = step;
  }

  /** Every step is answered, also those that wait. */
  answer(): void {
    this.#held = undefined;
    for (const go of this.#waiting.splice(0)) go();
  }

  #publication(first: MediaStreamTrack) {
    let track = first as unknown as FakeTrack;
    return {
      setMuted: (isMuted: boolean) => void this.roomMuted.push(isMuted),
      replace: async (other: MediaStreamTrack) => {
        await this.#step('replace');
        track.isPublished = false;
        track = other as unknown as FakeTrack;
        track.isPublished = true;
      },
      unpublish: async () => {
        track.isPublished = false;
        await this.#step('unpublish');
      },
    };
  }

  async #step(step: Step): Promise<void> {
    if (this.#held === step) await new Promise<void>((go) => this.#waiting.push(go));
    if (this.faults[step]) throw this.faults[step];
  }
}

/** Runs so many microtasks. */
export async function microtasks(count: number, check: () => void = () => {}): Promise<void> {
  for (let each = 0; each < count; each++) {
    await Promise.resolve();
    check();
  }
}

/** Every order of `length` wishes. */
export function orders(length: number): MicrophoneMode[][] {
  if (length === 0) return [[]];
  const modes: MicrophoneMode[] = ['open', 'closed', 'held', 'released'];
  return orders(length - 1).flatMap((order) => modes.map((mode) => [...order, mode]));
}
