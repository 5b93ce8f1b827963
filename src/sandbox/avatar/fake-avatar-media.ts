import type {SessionSettings} from '../../session/backends/streaming/streaming-schemas.js';
import {drawFace} from './face.js';
import {SynthVoice} from './synth-voice.js';

const SIZES = {high: [1280, 720], medium: [854, 480], low: [640, 360]} as const;
const FRAMES_PER_SECOND = 25;

export interface PerformerOptions {
  /** Holds still, for pictures that can be compared. */
  isStill?: boolean;
  /** The colour of the wall at every moment; `null` for a soft one. */
  wall?: () => string | null;
}

/** The avatar of the sandbox: a drawn face and a made-up voice, moving together. */
export class FakeAvatarMedia {
  readonly video: MediaStreamTrack;
  readonly audio: MediaStreamTrack;
  isTalking = false;

  readonly #canvas = document.createElement('canvas');
  readonly #voice = new SynthVoice();
  // Not requestAnimationFrame: that one stops in hidden tabs, and the server does not.
  readonly #timer = setInterval(() => this.#draw(), 1000 / FRAMES_PER_SECOND);
  #mouth = 0;

  readonly #isStill: boolean;
  readonly #wall: () => string | null;

  constructor(
    quality: SessionSettings['quality'],
    {isStill = false, wall = () => null}: PerformerOptions = {},
  ) {
    this.#isStill = isStill;
    this.#wall = wall;
    [this.#canvas.width, this.#canvas.height] = SIZES[quality];
    const [video] = this.#canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks();
    if (!video) throw new Error('This browser cannot capture a canvas.');
    this.video = video;
    this.audio = this.#voice.track;
    this.#draw();
  }

  /** No more frames. */
  freeze(): void {
    clearInterval(this.#timer);
  }

  close(): void {
    this.freeze();
    this.video.stop();
    this.#voice.close();
  }

  #draw(): void {
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    const wall = this.#wall();
    if (this.#isStill) return drawFace(context, {seconds: 1, mouth: this.isTalking ? 0.6 : 0, wall});
    const seconds = performance.now() / 1000;
    const wanted = this.isTalking ? openness(seconds) : 0;
    this.#mouth += (wanted - this.#mouth) * 0.6;
    this.#voice.level = this.#mouth;
    drawFace(context, {seconds, mouth: this.#mouth, wall});
  }
}

/** How far the mouth is open while it speaks: syllables in words in phrases. */
function openness(seconds: number): number {
  const syllable = Math.abs(Math.sin(seconds * Math.PI * 4.1));
  const word = 0.55 + 0.45 * Math.sin(seconds * Math.PI * 1.3 + 1);
  return 0.08 + 0.92 * syllable * word;
}
