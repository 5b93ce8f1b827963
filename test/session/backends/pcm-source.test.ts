import {assert} from '@open-wc/testing';
import {PcmSource} from '../../../src/session/backends/liveavatar/pcm-source.js';
import type {AvatarError} from '../../../src/session/errors/avatar-error.js';
import {checkAudio, type SpeechAudio} from '../../../src/session/speech/page-audio.js';
import {rejection} from '../../support/waiting.js';

const {signal} = new AbortController();

async function all(audio: SpeechAudio, sampleRate = 24_000): Promise<number[]> {
  const source = new PcmSource(audio, sampleRate, 1_000);
  const samples: number[] = [];
  for (let next = await source.next(signal); next; next = await source.next(signal)) samples.push(...next);
  return samples;
}

async function* chunks<T>(...values: T[]): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value);
}

/** One second of a tone. */
const tone = (rate: number, hz: number) =>
  Int16Array.from({length: rate}, (_, index) => 10_000 * Math.sin((2 * Math.PI * hz * index) / rate));

const loudness = (samples: number[]) => Math.hypot(...samples) / Math.sqrt(samples.length);

suite('PcmSource', () => {
  test('takes samples of 24 kHz as they are, in each form', async () => {
    const samples = Int16Array.of(1, -2, 300, -32_768);
    const bytes = new Uint8Array(samples.buffer);
    const padded = new Uint8Array(10);
    padded.set(bytes, 1);
    const forms = [samples, samples.buffer, bytes, padded.subarray(1, 9)];
    for (const form of forms) assert.deepEqual(await all(form), [...samples]);
  });

  test('joins a sample that two chunks of a stream share', async () => {
    const bytes = new Uint8Array(Int16Array.of(1, -2, 300, 4).buffer);
    const pieces = [bytes.subarray(0, 1), bytes.subarray(1, 4), bytes.subarray(4, 5), bytes.subarray(5)];
    assert.deepEqual(await all(chunks(...pieces)), [1, -2, 300, 4]);
  });

  for (const rate of [8_000, 16_000, 22_050, 44_100, 48_000]) {
    test(`resamples ${rate} Hz to 24 kHz, whatever the chunks`, async () => {
      const whole = tone(rate, 440);
      const once = await all(whole, rate);
      assert.closeTo(once.length, 24_000, 8);
      assert.closeTo(loudness(once), loudness([...whole]), 120);
      const pieces = Array.from({length: 100}, (_, index) =>
        whole.slice((index * rate) / 100, ((index + 1) * rate) / 100),
      );
      const joined = await all(chunks(...pieces), rate);
      assert.equal(joined.length, once.length);
      assert.isTrue(joined.every((sample, index) => Math.abs(sample - (once[index] ?? 0)) <= 1));
    });
  }

  test('what 24 kHz cannot hold is not heard as another tone', async () => {
    assert.isBelow(loudness(await all(tone(48_000, 23_500), 48_000)), 500);
  });

  test('mixes the channels of an AudioBuffer, which has a rate of its own', async () => {
    const buffer = {
      numberOfChannels: 2,
      sampleRate: 24_000,
      length: 2,
      getChannelData: (channel: number) => Float32Array.of(channel ? 1 : 0, channel ? 3 : 1),
    } as unknown as AudioBuffer;
    assert.deepEqual(await all(buffer, 48_000), [16_384, 32_767]);
  });

  const REFUSED: Record<string, [SpeechAudio, RegExp]> = {
    'a WAV file': [new TextEncoder().encode('RIFF....WAVE'), /decodeAudioData/],
    'samples of 32 bits': [new Float32Array(4) as unknown as Int16Array, /16-bit/],
    'a stream of text': [chunks('text') as unknown as SpeechAudio, /16-bit/],
  };
  for (const [what, [audio, words]] of Object.entries(REFUSED)) {
    test(`refuses ${what}`, async () => {
      const error = (await rejection(all(audio))) as AvatarError;
      assert.equal(error.code, 'bad-audio');
      assert.match(error.message, words);
    });
  }

  test('refuses a sample rate that is none', () => {
    for (const rate of [0, NaN, 4_000, 1e9]) {
      assert.throws(() => new PcmSource(Int16Array.of(1), rate, 1_000), /sampleRate/);
    }
  });

  test('checkAudio refuses what is no sound', () => {
    const read = new ReadableStream();
    read.getReader();
    for (const none of [undefined, null, 'text', 7, [], {}, new ArrayBuffer(0), new Int16Array(0), read]) {
      assert.throws(() => checkAudio(none), /PCM/);
    }
    for (const some of [new Int16Array(1), new ArrayBuffer(2), chunks(), new ReadableStream()])
      checkAudio(some);
  });
});
