import type {SessionSettings} from '../../session/settings/session-settings.js';
import {drawFace} from './face.js';
import {SynthVoice} from './synth-voice.js';

const SIZES = {high: [1280, 720], medium: [854, 480], low: [640, 360]} as const;

export interface FakeAvatarMediaOptions {
  /** The avatar does not move, so that screenshots can be compared. Default false. */
  isStill?: boolean;
  /** The size of the video as a share of that of the quality. Default 1. */
  videoScale?: number;
  /** Frames of the video in a second, 1 to 60. Default 25. */
  framesPerSecond?: number | undefined;
  /** Returns the colour of the wall; called for each frame. `null` draws a soft wall, which is the default. */
  wall?: () => string | null;
}

/** The media tracks of the sandbox's avatar: a drawn face and a synthesised voice, which move together. */
export class FakeAvatarMedia {
  readonly video: MediaStreamTrack;
  readonly audio: MediaStreamTrack;
  isTalking = false;

  readonly #canvas = document.createElement('canvas');
  readonly #voice = new SynthVoice();
  readonly #timer: ReturnType<typeof setInterval>;
  #mouth = 0;

  readonly #isStill: boolean;
  readonly #wall: () => string | null;

  constructor(
    quality: SessionSettings['quality'],
    {isStill = false, videoScale = 1, framesPerSecond, wall = () => null}: FakeAvatarMediaOptions = {},
  ) {
    this.#isStill = isStill;
    this.#wall = wall;
    const [width, height] = SIZES[quality];
    this.#canvas.width = Math.round(width * videoScale);
    this.#canvas.height = Math.round(height * videoScale);
    // A browser captures nothing at 0, refuses less, and draws without a pause where the time between is none, or too long a number.
    const rate = Math.min(60, Math.max(1, framesPerSecond ?? NaN)) || 25;
    const [video] = this.#canvas.captureStream(rate).getVideoTracks();
    if (!video) throw new Error('This browser cannot capture a canvas.');
    this.video = video;
    this.audio = this.#voice.track;
    // requestAnimationFrame stops in hidden tabs, where a real server would go on.
    this.#timer = setInterval(() => this.#draw(), 1000 / rate);
    this.#draw();
  }

  /** Stops drawing: the video track sends no more frames. */
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
    const target = this.isTalking ? openness(seconds) : 0;
    this.#mouth += (target - this.#mouth) * 0.6;
    this.#voice.level = this.#mouth;
    drawFace(context, {seconds, mouth: this.#mouth, wall});
  }
}

/** How far the mouth is open while the avatar speaks: a rhythm of syllables inside a slower rhythm of words. */
function openness(seconds: number): number {
  const syllable = Math.abs(Math.sin(seconds * Math.PI * 4.1));
  const word = 0.55 + 0.45 * Math.sin(seconds * Math.PI * 1.3 + 1);
  return 0.08 + 0.92 * syllable * word;
}
