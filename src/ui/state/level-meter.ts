const INTERVAL_MS = 80;

/**
 * Measures how loud the microphone's track is, from 0 to 1, while it has one. Browsers refuse parts of Web Audio in many ways: for
 * a track of another sample rate, without a sound card, where a page has six contexts. Then there is no level, and all else goes on.
 */
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
    this.#stop();
    this.#onLevel(0);
    if (track) this.#attempt(() => this.#measure(track));
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch {
      this.#stop();
    }
  }

  #stop(): void {
    clearInterval(this.#timer);
    const context = this.#context;
    this.#context = undefined;
    void Promise.resolve()
      .then(() => context?.close())
      .catch(() => {});
  }

  #measure(track: MediaStreamTrack): void {
    const context = (this.#context = new AudioContext());
    const analyser = new AnalyserNode(context, {fftSize: 512});
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const poll = () => {
      analyser.getFloatTimeDomainData(samples);
      this.#onLevel(levelOf(samples));
    };
    this.#timer = setInterval(() => this.#attempt(poll), INTERVAL_MS);
  }
}

/** In decibels, as people hear loudness. A quiet room has about -50 dB, which becomes 0. */
function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, each) => sum + each * each, 0) / samples.length;
  return power > 0 ? Math.min(1, Math.max(0, (10 * Math.log10(power) + 50) / 40)) : 0;
}
