/** Resonances of a mouth: what makes a buzz sound like a vowel, in Hz. */
const FORMANTS = [620, 1180, 2500];
const PITCH = 165;
const LOUDNESS = 0.22;

/** A voice without words. Silent until the browser allows sound, which never keeps the picture waiting. */
export class SynthVoice {
  readonly track: MediaStreamTrack;
  readonly #context = new AudioContext();
  readonly #gain = new GainNode(this.#context, {gain: 0});

  constructor() {
    const output = new MediaStreamAudioDestinationNode(this.#context, {channelCount: 1});
    const glottis = new OscillatorNode(this.#context, {type: 'sawtooth', frequency: PITCH});
    const vibrato = new OscillatorNode(this.#context, {frequency: 4.5});
    vibrato.connect(new GainNode(this.#context, {gain: 6})).connect(glottis.frequency);
    for (const frequency of FORMANTS) {
      glottis
        .connect(new BiquadFilterNode(this.#context, {type: 'bandpass', frequency, Q: 7}))
        .connect(this.#gain);
    }
    this.#gain.connect(output);
    glottis.start();
    vibrato.start();
    const [track] = output.stream.getAudioTracks();
    if (!track) throw new Error('This browser cannot make sound.');
    this.track = track;
  }

  /** How loud it is, 0 to 1. */
  set level(level: number) {
    if (level > 0.05 && this.#context.state === 'suspended') this.#context.resume().catch(() => {});
    this.#gain.gain.setTargetAtTime(level * LOUDNESS, this.#context.currentTime, 0.02);
  }

  close(): void {
    this.track.stop();
    this.#context.close().catch(() => {}); // closed twice is closed
  }
}
