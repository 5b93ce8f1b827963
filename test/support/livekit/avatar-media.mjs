import {
  AudioFrame,
  AudioSource,
  LocalAudioTrack,
  LocalVideoTrack,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoCodec,
  VideoFrame,
  VideoSource,
} from '@livekit/rtc-node';

/** Width and height of HeyGen's qualities, and of one for many avatars at once; the encoder would trim the usual 854. */
const SIZES = {high: [1280, 720], medium: [848, 480], low: [640, 360], tiny: [96, 64]};
/** Frames of the moving picture until it repeats. */
const LOOP = 16;

const SAMPLE_RATE = 48_000;
const VOICE_FRAME_MS = 10;
/** How far the voice may run ahead: an interrupted avatar is silent after this time. */
const VOICE_QUEUE_MS = 50;
const VOICE_HZ = 220;

/** The tracks that an avatar publishes on a real server: a moving picture, and a voice while it talks. */
export class AvatarMedia {
  #video;
  #audio = new AudioSource(SAMPLE_RATE, 1, VOICE_QUEUE_MS);
  #tracks;
  #publications = [];
  #pictures;
  #drawing;
  #voice;
  #isTalking = false;
  #isOver = false;

  #framesPerSecond;

  constructor(quality, framesPerSecond) {
    this.#framesPerSecond = framesPerSecond;
    const [width, height] = SIZES[quality] ?? SIZES.medium;
    this.#video = new VideoSource(width, height);
    this.#pictures = pictures(width, height);
    this.#tracks = [
      LocalVideoTrack.createVideoTrack('avatar-video', this.#video),
      LocalAudioTrack.createAudioTrack('avatar-audio', this.#audio),
    ];
    this.#drawing = setInterval(() => this.#draw(), 1000 / framesPerSecond);
    this.#voice = this.#speak();
  }

  async publish(participant) {
    const [video, audio] = this.#tracks;
    const asVideo = {source: TrackSource.SOURCE_CAMERA, videoCodec: VideoCodec.VP8, simulcast: false};
    const asAudio = {source: TrackSource.SOURCE_MICROPHONE};
    this.#publications = [
      await participant.publishTrack(video, new TrackPublishOptions(asVideo)),
      await participant.publishTrack(audio, new TrackPublishOptions(asAudio)),
    ];
  }

  /** Takes the tracks out of the room. */
  async unpublish(participant) {
    for (const {sid} of this.#publications.splice(0)) await participant.unpublishTrack(sid);
  }

  setTalking(isTalking) {
    this.#isTalking = isTalking;
  }

  async stop() {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#drawing);
    await this.#voice;
    for (const track of this.#tracks) await track.close(); // and its source with it
  }

  #draw() {
    const {width, height} = this.#video;
    const picture = this.#pictures[Math.floor((Date.now() * this.#framesPerSecond) / 1000) % LOOP];
    this.#video.captureFrame(new VideoFrame(picture, width, height, VideoBufferType.RGBA));
  }

  /** The queue takes each frame when there is room for it, which keeps the pace. */
  async #speak() {
    const samples = (SAMPLE_RATE * VOICE_FRAME_MS) / 1000;
    for (let at = 0; !this.#isOver; at += samples) {
      const frame = AudioFrame.create(SAMPLE_RATE, 1, samples);
      if (this.#isTalking) {
        for (let i = 0; i < samples; i++) {
          frame.data[i] = 8_000 * Math.sin((2 * Math.PI * VOICE_HZ * (at + i)) / SAMPLE_RATE);
        }
      }
      await this.#audio.captureFrame(frame);
    }
  }
}

const picturesBySize = new Map();

/** Bands that move down the picture; drawn once for each size. */
function pictures(width, height) {
  const size = `${width}x${height}`;
  const drawn =
    picturesBySize.get(size) ?? Array.from({length: LOOP}, (_, i) => draw(width, height, i / LOOP));
  picturesBySize.set(size, drawn);
  return drawn;
}

function draw(width, height, phase) {
  const data = new Uint8Array(width * height * 4);
  const line = new Uint32Array(width);
  for (let y = 0; y < height; y++) {
    const light = Math.round(127 + 100 * Math.sin(2 * Math.PI * ((4 * y) / height - phase)));
    line.fill((255 << 24) | (light << 16) | (90 << 8) | 60);
    data.set(new Uint8Array(line.buffer), y * width * 4);
  }
  return data;
}
