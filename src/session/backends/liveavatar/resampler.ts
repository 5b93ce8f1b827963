/** The sample rate that LiveAvatar takes, in Hz. */
export const SAMPLE_RATE = 24_000;

/** Converts samples to the rate that LiveAvatar takes, piece by piece, without a seam between the pieces. */
export class Resampler {
  /** How many samples of the source make one. */
  readonly #ratio: number;
  #rest = new Int16Array(0);
  /** Where the next sample begins in what is left. */
  #at = 0;

  constructor(sampleRate: number) {
    this.#ratio = sampleRate / SAMPLE_RATE;
  }

  push(samples: Int16Array): Int16Array {
    if (this.#ratio === 1) return samples;
    const data = new Int16Array(this.#rest.length + samples.length);
    data.set(this.#rest);
    data.set(samples, this.#rest.length);
    const room = data.length - 1 - Math.max(1, this.#ratio);
    const count = Math.max(0, Math.floor((room - this.#at) / this.#ratio) + 1);
    const sampleAt = this.#ratio > 1 ? mean : between;
    const result = new Int16Array(count);
    for (let index = 0; index < count; index++) {
      result[index] = Math.round(sampleAt(data, this.#at + index * this.#ratio, this.#ratio));
    }
    const next = this.#at + count * this.#ratio;
    this.#rest = data.slice(Math.floor(next));
    this.#at = next - Math.floor(next);
    return result;
  }
}

/** The mean of all samples that one new sample stands for: leaving some out would be heard as hiss. */
function mean(data: Int16Array, from: number, length: number): number {
  let sum = 0;
  for (let index = Math.floor(from); index < from + length; index++) {
    const share = Math.min(index + 1, from + length) - Math.max(index, from);
    sum += (data[index] ?? 0) * share;
  }
  return sum / length;
}

function between(data: Int16Array, at: number): number {
  const index = Math.floor(at);
  const [left = 0, right = left] = [data[index], data[index + 1]];
  return left + (right - left) * (at - index);
}
