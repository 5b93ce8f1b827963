/** Resonance frequencies of a mouth, in Hz. They make a buzz sound like a vowel. */
const FORMANTS_HZ = [620, 1180, 2500];
const PITCH_HZ = 165;
const LOUDNESS = 0.22;

/** A synthesised voice without words. It is silent until the browser allows sound; the video does not wait for that. */
export class SynthVoice {
  readonly track: MediaStreamTrack;
  readonly #context = new AudioContext();
  readonly #gain = new GainNode(this.#context, {gain: 0});

  constructor() {
    const output = new MediaStreamAudioDestinationNode(this.#context, {channelCount: 1});
    const glottis = new OscillatorNode(this.#context, {type: 'sawtooth', frequency: PITCH_HZ});
    const vibrato = new OscillatorNode(this.#context, {frequency: 4.5});
    vibrato.connect(new GainNode(this.#context, {gain: 6})).connect(glottis.frequency);
    for (const frequency of FORMANTS_HZ) {
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

  /** Loudness, 0 to 1. */
  set level(level: number) {
    if (level > 0.05 && this.#context.state === 'suspended') this.#context.resume().catch(() => {});
    this.#gain.gain.setTargetAtTime(level * LOUDNESS, this.#context.currentTime, 0.02);
  }

  close(): void {
    this.track.stop();
    this.#context.close().catch(() => {}); // it rejects if the context is closed already
  }
}
