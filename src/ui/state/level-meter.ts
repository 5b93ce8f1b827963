const INTERVAL_MS = 80;

/** Measures how loud the microphone's track is, from 0 to 1, while it has one. */
export class LevelMeter {
  readonly #onLevel: (level: number) => void;
  #track: MediaStreamTrack | undefined;
  #context: AudioContext | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(onLevel: (level: number) => void) {
    this.#onLevel = onLevel;
  }

  set track(track: MediaStreamTrack | undefined) {
    if (this.#track === track) return;
    this.#track = track;
    clearInterval(this.#timer);
    void this.#context?.close();
    this.#context = undefined;
    this.#onLevel(0);
    if (track) this.#measure(track);
  }

  #measure(track: MediaStreamTrack): void {
    const context = (this.#context = new AudioContext());
    const analyser = new AnalyserNode(context, {fftSize: 512});
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, each) => sum + each * each, 0) / samples.length;
      // Decibels, as people hear loudness. A quiet room has about -50 dB, which becomes 0.
      this.#onLevel(power > 0 ? Math.min(1, Math.max(0, (10 * Math.log10(power) + 50) / 40)) : 0);
    }, INTERVAL_MS);
  }
}
