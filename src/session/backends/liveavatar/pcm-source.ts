import {AvatarError} from '../../errors/avatar-error.js';
import type {AudioChunk, SpeechAudio} from '../../speech/page-audio.js';
import {streamFailed, StreamSource} from '../../speech/stream-source.js';
import {withTimeout} from '../../util/abort.js';
import {Resampler, SAMPLE_RATE} from './resampler.js';

/** The first packet is short, so that the avatar begins soon; packets of a second are what LiveAvatar recommends. */
const FIRST_SAMPLES = 0.4 * SAMPLE_RATE;
const PACKET_SAMPLES = SAMPLE_RATE;
/** The first bytes of files that hold more than samples: they would be heard as noise. */
const FILES = /^(RIFF|OggS|ID3|fLaC|.{4}ftyp)/;

/** The page's audio in the packets that LiveAvatar takes. A stream is read only as far as the next packet needs. */
export class PcmSource {
  readonly #source: StreamSource;
  readonly #sampleRate: number;
  readonly #limitMs: number;
  #resampler: {sampleRate: number; resampler: Resampler} | undefined;
  #samples: Int16Array[] = [];
  #count = 0;
  #wanted = FIRST_SAMPLES;
  /** A chunk may end in the middle of a sample. */
  #oddByte: number | undefined;
  #isFirst = true;
  #isDone = false;
  #failure: AvatarError | undefined;

  /** `limitMs` is how long a stream may give nothing. Throws `bad-audio`. */
  constructor(audio: SpeechAudio, sampleRate: number, limitMs: number) {
    if (!(sampleRate >= 8_000 && sampleRate <= 192_000)) throw new AvatarError('bad-audio', BAD_RATE);
    const isStream = 'getReader' in audio || Symbol.asyncIterator in audio;
    this.#source = new StreamSource(isStream ? audio : once(audio));
    this.#sampleRate = sampleRate;
    this.#limitMs = limitMs;
  }

  /** The next packet, or `undefined` at the end. What had come before a failure is given out first. */
  async next(signal: AbortSignal): Promise<Int16Array | undefined> {
    while (this.#count < this.#wanted && !this.#isDone && !this.#failure) await this.#read(signal);
    if (this.#count === 0) {
      if (this.#failure) throw this.#failure;
      return undefined;
    }
    return this.#take();
  }

  close(reason?: unknown): void {
    void this.#source.close(reason);
  }

  async #read(signal: AbortSignal): Promise<void> {
    try {
      const chunk = await withTimeout(this.#limitMs, 'the page’s audio stream', signal, () =>
        this.#source.next(),
      );
      if (chunk.done) this.#isDone = true;
      else this.#add(chunk.value as AudioChunk);
    } catch (error) {
      signal.throwIfAborted();
      this.#failure = streamFailed(error);
    }
  }

  #add(chunk: AudioChunk): void {
    const isDecoded = 'getChannelData' in Object(chunk);
    const samples = isDecoded ? mixed(chunk as AudioBuffer) : this.#ofBytes(chunk);
    const sampleRate = isDecoded ? (chunk as AudioBuffer).sampleRate : this.#sampleRate;
    if (this.#resampler?.sampleRate !== sampleRate) {
      this.#resampler = {sampleRate, resampler: new Resampler(sampleRate)};
    }
    const resampled = this.#resampler.resampler.push(samples);
    this.#samples.push(resampled);
    this.#count += resampled.length;
  }

  #ofBytes(chunk: unknown): Int16Array {
    const isRaw = chunk instanceof Int16Array || chunk instanceof Uint8Array;
    if (!isRaw && (ArrayBuffer.isView(chunk) || (Object(chunk) as ArrayBuffer).byteLength === undefined)) {
      throw new AvatarError('bad-audio', NO_SAMPLES);
    }
    const {buffer, byteOffset, byteLength} = isRaw ? chunk : new Uint8Array(chunk as ArrayBuffer);
    const odd = this.#oddByte === undefined ? [] : [this.#oddByte];
    const bytes = new Uint8Array(odd.length + byteLength);
    bytes.set(odd);
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), odd.length);
    if (this.#isFirst && FILES.test(String.fromCharCode(...bytes.subarray(0, 8)))) {
      throw new AvatarError('bad-audio', A_FILE);
    }
    this.#isFirst = false;
    this.#oddByte = bytes.length % 2 === 0 ? undefined : bytes.at(-1);
    // Browsers run on little-endian machines alone, and PCM is little-endian.
    return new Int16Array(bytes.buffer, 0, Math.floor(bytes.length / 2));
  }

  #take(): Int16Array {
    const all = joined(this.#samples, this.#count);
    const packet = all.slice(0, this.#wanted);
    const rest = all.subarray(packet.length);
    this.#samples = [rest];
    this.#count = rest.length;
    this.#wanted = PACKET_SAMPLES;
    return packet;
  }
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

/** A long text may be one piece, which is not copied for each packet. */
function joined(pieces: readonly Int16Array[], count: number): Int16Array {
  const [first] = pieces;
  if (first && pieces.length === 1) return first;
  const all = new Int16Array(count);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** All channels in one. */
function mixed(buffer: AudioBuffer): Int16Array {
  const {length, numberOfChannels} = buffer;
  const sums = new Float32Array(length);
  for (let channel = 0; channel < numberOfChannels; channel++) {
    const data = buffer.getChannelData(channel);
    for (let index = 0; index < length; index++) sums[index] = (sums[index] ?? 0) + (data[index] ?? 0);
  }
  return Int16Array.from(sums, (sum) =>
    Math.round(Math.max(-1, Math.min(1, sum / numberOfChannels)) * 0x7fff),
  );
}

const BAD_RATE = 'sampleRate must be a number of Hz from 8,000 to 192,000.';
const NO_SAMPLES =
  'The audio must be raw PCM of signed 16-bit samples (ArrayBuffer, Int16Array, Uint8Array) or an AudioBuffer.';
const A_FILE =
  'The audio is a file with a header, which would be heard as noise. Give its samples, or decode it: await new AudioContext().decodeAudioData(buffer).';
