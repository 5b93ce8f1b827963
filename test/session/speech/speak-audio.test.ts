import {assert} from '@open-wc/testing';
import type {AudioTask, Backend} from '../../../src/session/backends/backend.js';
import {AvatarError} from '../../../src/session/errors/avatar-error.js';
import type {SessionLifecycle} from '../../../src/session/session-lifecycle.js';
import type {SessionSpeech} from '../../../src/session/session-speech.js';
import type {Conversation} from '../../../src/session/speech/conversation.js';
import type {SpeakAudioOptions, SpeechAudio} from '../../../src/session/speech/page-audio.js';
import {speechOver} from '../../support/speech.js';
import {aTask, rejection} from '../../support/waiting.js';

suite('speakAudio', () => {
  let conversation: Conversation;
  let lifecycle: SessionLifecycle;
  let speech: SessionSpeech;
  let takesAudio: boolean;
  /** What the server got, and what was dropped of it. */
  let given: string[];
  let failure: AvatarError | undefined;

  setup(() => {
    [given, takesAudio, failure] = [[], true, undefined];
    const backend = {
      get takesAudio() {
        return takesAudio;
      },
      ready: () => Promise.resolve(),
      speakAudio: (audio: SpeechAudio): Promise<AudioTask> => {
        const taskId = `t${given.length + 1}`;
        given.push('getReader' in audio ? 'stream' : 'memory');
        return Promise.resolve({
          taskId,
          durationMs: null,
          sent: Promise.resolve(),
          get error() {
            return failure;
          },
          drop: (reason: unknown) => void given.push(`drop ${String(reason)}`),
        });
      },
    } as unknown as Backend;
    ({conversation, lifecycle, speech} = speechOver(backend));
  });

  teardown(() => lifecycle.stop('stopped', new DOMException('over', 'AbortError')));

  const goLive = () => {
    lifecycle.move('connecting');
    lifecycle.move('live');
  };
  const sound = Int16Array.of(1, 2);
  const codeOf = async (promise: Promise<unknown>) => ((await rejection(promise)) as AvatarError).code;
  const finish = (taskId: string, reason: 'finished' | 'failed' = 'finished') => {
    conversation.handle({type: 'speech-start', taskId});
    conversation.handle({type: 'speech-end', taskId, durationMs: null, reason});
  };
  /** A stream, and whether it was freed. */
  function stream() {
    const made = {isFreed: false, audio: undefined as unknown as ReadableStream<Int16Array>};
    made.audio = new ReadableStream<Int16Array>({cancel: () => void (made.isFreed = true)});
    return made;
  }

  test('without a session, before it and after it, is refused, and the stream is freed', async () => {
    const early = stream();
    assert.equal(await codeOf(speech.speakAudio(early.audio, {})), 'not-live');
    goLive();
    await lifecycle.stop('stopped', new DOMException('over', 'AbortError'));
    const late = stream();
    assert.equal(await codeOf(speech.speakAudio(late.audio, {})), 'not-live');
    await aTask();
    assert.deepEqual([early.isFreed, late.isFreed, given], [true, true, []]);
  });

  test('in a session that takes none is refused, and the stream is freed', async () => {
    goLive();
    takesAudio = false;
    const {audio} = stream();
    const error = (await rejection(speech.speakAudio(audio, {}))) as AvatarError;
    assert.equal(error.code, 'unsupported-by-agent');
    assert.match(error.message, /ws_url/);
    assert.isTrue((await audio.getReader().read()).done);
  });

  for (const [what, audio, options, code] of [
    ['what is no sound', 'sound', {}, 'bad-audio'],
    ['memory that was transferred before', structuredClone(new ArrayBuffer(0)), {}, 'bad-audio'],
    ['a wrong rate', sound, {sampleRate: 44}, 'bad-audio'],
    ['words that are no text', sound, {text: {}}, 'bad-text'],
  ] as [string, unknown, unknown, string][]) {
    test(`${what} is refused at once, also without a session`, async () => {
      assert.equal(await codeOf(speech.speakAudio(audio as SpeechAudio, options as SpeakAudioOptions)), code);
    });
  }

  for (const options of [{sampleRate: 44}, {signal: new AbortController()}, {text: 5}]) {
    test(`with wrong options (${Object.keys(options)[0]}) is refused, and the stream is freed`, async () => {
      goLive();
      const waiting = stream();
      assert.instanceOf(
        await rejection(speech.speakAudio(waiting.audio, options as SpeakAudioOptions)),
        AvatarError,
      );
      await aTask();
      assert.isTrue(waiting.isFreed);
    });
  }

  test('with a signal that is none, speak frees the stream as well', async () => {
    goLive();
    let isFreed = false;
    const text = new ReadableStream<string>({cancel: () => void (isFreed = true)});
    const signal = new AbortController() as unknown as AbortSignal;
    assert.equal(await codeOf(speech.speak(text, {signal})), 'bad-config');
    await aTask();
    assert.isTrue(isFreed);
  });

  test('one utterance follows the other, also after one that failed', async () => {
    goLive();
    const first = await speech.speakAudio(sound, {});
    const second = speech.speakAudio(stream().audio, {});
    await aTask();
    assert.deepEqual(given, ['memory']);
    failure = new AvatarError('connection-lost', 'Lost.');
    finish(first.taskId, 'failed');
    assert.equal(await first.ended, 'failed');
    assert.equal(first.error?.code, 'connection-lost');
    assert.equal((await second).taskId, 't2');
    assert.deepEqual(given, ['memory', 'stream']);
  });

  test('the signal drops what is not sent; where it is not its turn yet, it is never read', async () => {
    goLive();
    const controller = new AbortController();
    const {signal} = controller;
    const task = await speech.speakAudio(sound, {signal});
    const waiting = stream();
    const failed = rejection(speech.speakAudio(waiting.audio, {signal}));
    controller.abort('enough');
    assert.equal(await failed, 'enough');
    finish(task.taskId);
    await aTask();
    assert.deepEqual([given, waiting.isFreed], [['memory', 'drop enough'], true]);
  });

  test('the end of the session ends what waits for its turn', async () => {
    goLive();
    const task = await speech.speakAudio(sound, {});
    const waiting = stream();
    const failed = codeOf(speech.speakAudio(waiting.audio, {}));
    await lifecycle.stop('stopped', new DOMException('over', 'AbortError'));
    assert.equal(await task.ended, 'closed');
    assert.equal(await failed, 'not-live');
    await aTask();
    assert.isTrue(waiting.isFreed);
  });
});
