import {AvatarError} from '../../errors/avatar-error.js';
import {checkRate, type SpeechAudio} from '../../speech/page-audio.js';
import {streamFailed, StreamSource} from '../../speech/stream-source.js';
import {withTimeout} from '../../util/abort.js';
import {Resampler, SAMPLE_RATE} from './resampler.js';

/** The first packet is short, so that the avatar begins soon; packets of a second are what LiveAvatar recommends. */
const FIRST_SAMPLES = 0.4 * SAMPLE_RATE;
const PACKET_SAMPLES = SAMPLE_RATE;
/** The first bytes of files that hold more than samples: they would be heard as noise. The last one is WebM. */
const FILES = /^(RIFF|OggS|ID3|fLaC|.{4}ftyp|.E\xdf\xa3)/;
/** A stream that gives this many chunks without a sample is taken for an endless one: it may never let a timer run. */
const MOST_EMPTY_CHUNKS = 1_000;

/** A chunk of the page, of which only so much is converted as the next packet needs: an hour at once would block the page. */
interface OpenChunk {
  readonly sampleRate: number;
  /** In samples. */
  readonly length: number;
  readonly samples: (from: number, to: number) => Int16Array;
}

/** The page's audio in the packets that LiveAvatar takes. A stream is read only as far as the next packet needs. */
export class PcmSource {
  readonly #source: StreamSource;
  readonly #sampleRate: number;
  readonly #limitMs: number;
  #resampler: {sampleRate: number; resampler: Resampler} | undefined;
  /** The chunk that is being converted, and the first sample that is not. */
  #chunk: OpenChunk | undefined;
  #at = 0;
  #samples: Int16Array[] = [];
  #count = 0;
  #wanted = FIRST_SAMPLES;
  /** A chunk may end in the middle of a sample. */
  #oddByte: number | undefined;
  #isFirst = true;
  #isDone = false;
  #failure: AvatarError | undefined;

  /** `sampleRate` is that of raw PCM, in Hz; `limitMs` is how long a stream may give nothing. */
  constructor(audio: SpeechAudio, sampleRate: number, limitMs: number) {
    const isStream = 'getReader' in audio || Symbol.asyncIterator in audio;
    this.#source = new StreamSource(isStream ? audio : once(audio));
    this.#sampleRate = sampleRate;
    this.#limitMs = limitMs;
  }

  /** The next packet, or `undefined` at the end. What had come before a failure is given out first. */
  async next(signal: AbortSignal): Promise<Int16Array | undefined> {
    let until = Date.now() + this.#limitMs;
    for (let empty = 0; this.#count < this.#wanted && !this.#isDone && !this.#failure; empty++) {
      if (this.#chunk && this.#at < this.#chunk.length) {
        this.#attempt(() => this.#convert());
        until = Date.now() + this.#limitMs;
        empty = 0;
      } else if (empty > MOST_EMPTY_CHUNKS) this.#failure = new AvatarError('stream-failed', ENDLESS);
      else await this.#read(until - Date.now(), signal);
    }
    if (this.#count === 0) {
      if (this.#failure) throw this.#failure;
      return undefined;
    }
    return this.#take();
  }

  close(reason?: unknown): void {
    void this.#source.close(reason);
  }

  async #read(limitMs: number, signal: AbortSignal): Promise<void> {
    try {
      const chunk = await withTimeout(limitMs, 'the page’s audio stream', signal, () => this.#source.next());
      if (chunk.done) this.#isDone = true;
      else this.#attempt(() => this.#open(chunk.value));
    } catch (error) {
      signal.throwIfAborted();
      this.#failure = streamFailed(error);
    }
  }

  /** The page may have transferred the memory of its audio meanwhile. */
  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#failure =
        error instanceof AvatarError ? error : new AvatarError('bad-audio', UNREADABLE, {cause: error});
    }
  }

  #open(chunk: unknown): void {
    this.#at = 0;
    if ('getChannelData' in Object(chunk)) {
      const buffer = chunk as AudioBuffer;
      checkRate(buffer.sampleRate);
      const {sampleRate, length} = buffer;
      this.#chunk = {sampleRate, length, samples: (from, to) => mixed(buffer, from, to)};
      return;
    }
    const bytes = bytesOf(chunk);
    this.#chunk = {
      sampleRate: this.#sampleRate,
      length: Math.ceil(bytes.length / 2),
      samples: (from, to) => this.#ofBytes(bytes.subarray(from * 2, to * 2)),
    };
  }

  /** Converts a second of the chunk. */
  #convert(): void {
    const {sampleRate, samples} = this.#chunk as OpenChunk;
    const from = this.#at;
    this.#at += Math.round(sampleRate);
    if (this.#resampler?.sampleRate !== sampleRate) {
      this.#resampler = {sampleRate, resampler: new Resampler(sampleRate)};
    }
    const resampled = this.#resampler.resampler.push(samples(from, this.#at));
    this.#samples.push(resampled);
    this.#count += resampled.length;
  }

  #ofBytes(piece: Uint8Array): Int16Array {
    const odd = this.#oddByte === undefined ? [] : [this.#oddByte];
    const bytes = new Uint8Array(odd.length + piece.length);
    bytes.set(odd);
    bytes.set(piece, odd.length);
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

/** The kinds of views that hold raw PCM. By name: those of another frame, or of a test environment, have classes of their own. */
const RAW: readonly unknown[] = ['Int16Array', 'Uint8Array'];

function bytesOf(chunk: unknown): Uint8Array {
  if (ArrayBuffer.isView(chunk) && RAW.includes((chunk as Uint8Array)[Symbol.toStringTag])) {
    return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  if (ArrayBuffer.isView(chunk) || (Object(chunk) as ArrayBuffer).byteLength === undefined) {
    throw new AvatarError('bad-audio', NO_SAMPLES);
  }
  return new Uint8Array(chunk as ArrayBuffer);
}

/** All channels in one. */
function mixed(buffer: AudioBuffer, from: number, to: number): Int16Array {
  const {length, numberOfChannels} = buffer;
  const sums = new Float32Array(Math.min(to, length) - from);
  for (let channel = 0; channel < numberOfChannels; channel++) {
    const data = buffer.getChannelData(channel).subarray(from, to);
    for (let index = 0; index < sums.length; index++) sums[index] = (sums[index] ?? 0) + (data[index] ?? 0);
  }
  return Int16Array.from(sums, (sum) =>
    Math.round(Math.max(-1, Math.min(1, sum / numberOfChannels)) * 0x7fff),
  );
}

const NO_SAMPLES =
  'The audio must be raw PCM of signed 16-bit samples (ArrayBuffer, Int16Array, Uint8Array) or an AudioBuffer.';
const ENDLESS = 'The page’s stream gives no sound, but does not end. End it where there is nothing to say.';
const UNREADABLE =
  'The audio could not be read. If its memory was transferred since, as by postMessage(), give a copy: audio.slice().';
const A_FILE =
  'The audio is a file with a header, which would be heard as noise. Give its samples, or decode it: await new AudioContext().decodeAudioData(buffer).';
