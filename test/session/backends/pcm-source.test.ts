import {assert} from '@open-wc/testing';
import sinon from 'sinon';
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

  test('gives out each second of a long AudioBuffer once, in order', async () => {
    const data = Float32Array.from({length: 2.5 * 24_000}, (_, index) => Math.floor(index / 24_000) / 4);
    const buffer = {numberOfChannels: 1, sampleRate: 24_000, length: data.length, getChannelData: () => data};
    const samples = await all(buffer as unknown as AudioBuffer);
    assert.deepEqual(
      samples,
      [...data].map((sample) => Math.round(sample * 32_767)),
    );
  });

  const REFUSED: Record<string, [SpeechAudio, RegExp]> = {
    'a WAV file': [new TextEncoder().encode('RIFF....WAVE'), /decodeAudioData/],
    'samples of 32 bits': [new Float32Array(4) as unknown as Int16Array, /16-bit/],
    'a stream of text': [chunks('text') as unknown as SpeechAudio, /16-bit/],
    'a stream of nothing': [chunks(undefined, null) as unknown as SpeechAudio, /16-bit/],
    'what MediaRecorder makes': [Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 1, 2), /decodeAudioData/],
    'an AudioBuffer without a rate': [
      {getChannelData: () => new Float32Array(1), length: 1, numberOfChannels: 1} as unknown as AudioBuffer,
      /sample rate/,
    ],
  };
  for (const [what, [audio, words]] of Object.entries(REFUSED)) {
    test(`refuses ${what}`, async () => {
      const error = (await rejection(all(audio))) as AvatarError;
      assert.equal(error.code, 'bad-audio');
      assert.match(error.message, words);
    });
  }

  test('takes what another frame has made, whose classes are others', async () => {
    const shared: object = Object.getPrototypeOf(Int16Array.prototype) as object;
    const foreign = <T extends object>(view: T): T => Object.setPrototypeOf(view, Object.create(shared)) as T;
    assert.notInstanceOf(foreign(Int16Array.of(1)), Int16Array);
    assert.deepEqual(await all(foreign(Int16Array.of(1, 2))), [1, 2]);
    assert.deepEqual(await all(foreign(Uint8Array.of(1, 0, 2, 0))), [1, 2]);
    assert.equal(
      ((await rejection(all(foreign(Float32Array.of(1)) as unknown as Int16Array))) as AvatarError).code,
      'bad-audio',
    );
  });

  test('memory that is transferred after the call is told as such, and so is that of a chunk', async () => {
    const transferred = (audio: Int16Array) => {
      structuredClone(audio.buffer, {transfer: [audio.buffer]});
      return audio;
    };
    const late = Int16Array.of(1, 2);
    const source = new PcmSource(late, 24_000, 1_000);
    transferred(late);
    const half = new Int16Array(48_000);
    const begun = new PcmSource(half, 24_000, 1_000);
    assert.isDefined(await begun.next(signal));
    transferred(half);
    await begun.next(signal); // the rest of the second that was converted
    for (const reading of [
      source.next(signal),
      begun.next(signal),
      all(chunks(transferred(Int16Array.of(1)))),
    ]) {
      const error = (await rejection(reading)) as AvatarError;
      assert.deepEqual([error.code, (error.cause as Error).name], ['bad-audio', 'TypeError']);
      assert.match(error.message, /slice\(\)/);
    }
  });

  test('converts no more than the next packet needs: an hour at once would block the page', async () => {
    const asked: number[] = [];
    const buffer = {
      numberOfChannels: 1,
      sampleRate: 48_000,
      length: 48_000 * 3_600,
      getChannelData: () => ({
        subarray: (from: number, to: number) => (asked.push(to), new Float32Array(to - from)),
      }),
    } as unknown as AudioBuffer;
    const source = new PcmSource(buffer, 24_000, 1_000);
    for (const length of [9_600, 24_000, 24_000]) assert.lengthOf((await source.next(signal)) ?? [], length);
    assert.isAtMost(Math.max(...asked), 48_000 * 3);
  });

  test('a stream that gives no sound ends: at once where it never rests, else by the clock', async () => {
    const endless = {
      async *[Symbol.asyncIterator]() {
        for (;;) yield new Int16Array(0);
      },
    };
    const error = (await rejection(all(endless))) as AvatarError;
    assert.equal(error.code, 'stream-failed');
    assert.match(error.message, /no sound.*End it/);
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'Date']});
    const slow = {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 400));
          yield new Int16Array(0);
        }
      },
    };
    const failed = rejection(all(slow));
    await clock.tickAsync(1_200);
    clock.restore();
    assert.equal(((await failed) as AvatarError).code, 'timeout');
  });

  test('a stream that gives little sound, slowly and in many chunks, is read to its end', async () => {
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'Date']});
    const little = {
      async *[Symbol.asyncIterator]() {
        for (let count = 0; count < 1_500; count++) {
          if (count < 3) await new Promise((resolve) => setTimeout(resolve, 400));
          yield Int16Array.of(1);
        }
      },
    };
    const samples = all(little);
    await clock.tickAsync(1_200);
    clock.restore();
    assert.lengthOf(await samples, 1_500);
  });

  test('what goes wrong after some sound is told once that is given out', async () => {
    const source = new PcmSource(chunks(Int16Array.of(1, 2), 'text' as unknown as Int16Array), 24_000, 1_000);
    assert.deepEqual([...((await source.next(signal)) ?? [])], [1, 2]);
    assert.match(((await rejection(source.next(signal))) as AvatarError).message, /16-bit/);
  });

  test('checkAudio refuses what is no sound', () => {
    const read = new ReadableStream();
    read.getReader();
    for (const none of [undefined, null, 'text', 7, [], {}, new ArrayBuffer(0), new Int16Array(0), read]) {
      assert.throws(() => checkAudio(none), /PCM/);
    }
    for (const sampleRate of [0, NaN, 4_000, 192_001, null, '24000 Hz']) {
      assert.throws(
        () => checkAudio(new Int16Array(1), {sampleRate} as object),
        /sample rate.*8,000 to 192,000/,
      );
    }
    assert.throws(() => checkAudio(new Int16Array(1), {text: 7} as object), /text/);
    for (const options of [{}, {text: '', sampleRate: 8_000}, {text: null, sampleRate: 192_000}]) {
      checkAudio(new Int16Array(1), options as object);
    }
    for (const some of [new Int16Array(1), new ArrayBuffer(2), chunks(), new ReadableStream()])
      checkAudio(some);
  });
});
