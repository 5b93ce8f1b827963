import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {AudioTask, BackendEvent} from '../../../src/session/backends/backend.js';
import {LiteVoice} from '../../../src/session/backends/liveavatar/lite-voice.js';
import type {AvatarError} from '../../../src/session/errors/avatar-error.js';
import type {SpeechAudio} from '../../../src/session/speech/page-audio.js';
import {aTask, rejection} from '../../support/waiting.js';

type Frame = Record<string, unknown> & {type: string; event_id: string};

/** A socket whose other end is the test. */
class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  readonly url: string;
  readonly sent: Frame[] = [];
  isClosed = false;

  constructor(url: URL) {
    super();
    this.url = url.href;
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Frame);
  }

  close(): void {
    this.isClosed = true;
  }

  receive(frame: object): void {
    this.dispatchEvent(new MessageEvent('message', {data: JSON.stringify(frame)}));
  }
}

const samples = (ms: number) => new Int16Array(24 * ms).fill(7);
const signal = new AbortController().signal;

suite('LiteVoice', () => {
  let clock: sinon.SinonFakeTimers;
  let native: typeof WebSocket;
  let voice: LiteVoice;
  let told: string[];
  let problems: AvatarError[];

  const socket = () => FakeSocket.all.at(-1) as FakeSocket;
  const settle = () => clock.tickAsync(0);
  const types = () => socket().sent.map(({type}) => type.replace('agent.', ''));
  const connect = () => socket().receive({type: 'session.state_updated', state: 'connected'});
  const state = (new_state: string) => socket().receive({type: 'agent.state_updated', new_state});
  const answer = (type: string, source_event_id = socket().sent.at(-1)?.event_id) =>
    socket().receive({type: `agent.audio_buffer_${type}`, source_event_id});

  setup(() => {
    clock = sinon.useFakeTimers();
    native = globalThis.WebSocket;
    globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket;
    FakeSocket.all = [];
    [told, problems] = [[], []];
    voice = new LiteVoice('wss://lite.example/socket', (event: BackendEvent) => {
      if (event.type === 'speech-start') told.push('start');
      else if (event.type === 'speech-end') told.push(`end ${event.reason ?? 'finished'}`);
      else if (event.type === 'text-end') told.push(event.text ?? '');
      else if (event.type === 'speech-length') told.push(`${event.durationMs} ms`);
      else if (event.type === 'problem') problems.push(event.error);
    });
  });

  teardown(() => {
    voice.close();
    assert.equal(clock.countTimers(), 0);
    assert.isTrue(socket().isClosed);
    globalThis.WebSocket = native;
    clock.restore();
  });

  async function accepted(audio: SpeechAudio, text?: string): Promise<AudioTask> {
    const speaking = voice.speak(audio, {text}, signal);
    await settle();
    answer('appended', socket().sent.findLast(({type}) => type === 'agent.speak')?.event_id);
    return speaking;
  }

  test('is ready when LiveAvatar says so, and at nothing else', async () => {
    let isReady = false;
    void voice.ready(signal).then(() => (isReady = true));
    socket().dispatchEvent(new Event('open'));
    socket().receive({type: 'session.state_updated', state: 'connecting'});
    state('idle');
    await settle();
    assert.isFalse(isReady);
    connect();
    await settle();
    assert.isTrue(isReady);
    await voice.ready(signal);
    assert.lengthOf(FakeSocket.all, 1);
  });

  test('sends 400 ms, then a second at a time, under one id, and then the end', async () => {
    connect();
    const task = await accepted(samples(2_000), ' Hello. ');
    await task.sent;
    const {sent} = socket();
    assert.deepEqual(types(), ['speak', 'speak', 'speak', 'speak_end']);
    const bytes = sent.slice(0, 3).map(({audio}) => atob(audio as string).length);
    assert.deepEqual(bytes, [19_200, 48_000, 28_800]);
    assert.deepEqual(new Set(sent.map(({event_id}) => event_id)), new Set([task.taskId]));
    assert.equal(task.durationMs, 2_000);
    state('talking');
    answer('committed', task.taskId);
    state('listening');
    assert.deepEqual(told.slice(-4), ['2000 ms', 'start', 'Hello.', 'end finished']);
  });

  test('the state decides; speak_started and speak_ended count only without it', async () => {
    connect();
    await accepted(samples(500));
    socket().receive({type: 'agent.speak_started'});
    state('talking');
    socket().receive({type: 'agent.speak_ended'});
    assert.equal(told.at(-1), 'start');
    state('idle');
    assert.equal(told.at(-1), 'end finished');
  });

  test('the avatar that has said all of a stream so far has not ended', async () => {
    connect();
    const chunks: ((chunk: Int16Array | undefined) => void)[] = [];
    const stream = {
      [Symbol.asyncIterator]: () => ({
        next: () =>
          new Promise<IteratorResult<Int16Array>>((resolve) =>
            chunks.push((value) => resolve({value, done: value === undefined} as IteratorResult<Int16Array>)),
          ),
      }),
    };
    const speaking = voice.speak(stream, {}, signal);
    await settle();
    chunks[0]?.(samples(400));
    await settle();
    answer('appended');
    await speaking;
    state('talking');
    state('idle');
    assert.equal(told.at(-1), 'start');
    chunks[1]?.(undefined);
    await settle();
    state('talking');
    state('idle');
    assert.deepEqual(told.slice(-2), ['400 ms', 'end finished']);
  });

  test('a stream is read 8 s ahead of the voice', async () => {
    connect();
    let pulls = 0;
    const task = await accepted(
      (async function* () {
        for (; pulls < 20; pulls++) yield await Promise.resolve(samples(1_000));
      })(),
    );
    assert.isAtMost(pulls, 11);
    await clock.tickAsync(15_000);
    await task.sent;
    assert.equal(types().at(-1), 'speak_end');
  });

  test('an interrupt drops what is not sent; new audio waits until LiveAvatar has cleared the old', async () => {
    connect();
    await accepted(samples(60_000));
    state('talking');
    const interrupting = voice.interrupt(signal);
    const next = voice.speak(samples(400), {}, signal);
    await settle();
    const interrupt = socket().sent.at(-1);
    assert.equal(interrupt?.type, 'agent.interrupt');
    answer('cleared', 'another');
    await settle();
    assert.equal(socket().sent.at(-1), interrupt);
    answer('cleared', interrupt?.event_id);
    await interrupting;
    await settle();
    assert.include(told, 'end interrupted');
    answer('appended');
    await next;
    assert.deepEqual(types().slice(-3), ['interrupt', 'speak', 'speak_end']);
  });

  test('an interrupt that is not confirmed holds new audio back for 3 s', async () => {
    connect();
    await accepted(samples(400));
    state('talking');
    const interrupting = voice.interrupt(signal);
    const next = voice.speak(samples(400), {}, signal);
    await clock.tickAsync(2_999);
    assert.equal(types().at(-1), 'interrupt');
    await clock.tickAsync(1);
    await interrupting;
    await settle();
    answer('appended');
    await next;
  });

  test('an interrupt while the first answer is outstanding gives the audio up', async () => {
    connect();
    const failed = rejection(voice.speak(samples(60_000), {}, signal));
    await settle();
    const interrupting = voice.interrupt(signal);
    assert.equal(((await failed) as DOMException).name, 'AbortError');
    assert.include(types(), 'interrupt');
    for (const {type, event_id} of [...socket().sent])
      if (type === 'agent.interrupt') answer('cleared', event_id);
    await interrupting;
  });

  test('an interrupt of a silent avatar sends nothing', async () => {
    connect();
    await voice.interrupt(signal);
    assert.isEmpty(types());
  });

  test('without an answer to the first packet it rejects after 15 s, and the audio is cleared', async () => {
    connect();
    const failed = rejection(voice.speak(samples(400), {}, signal));
    await clock.tickAsync(15_000);
    assert.equal(((await failed) as AvatarError).code, 'timeout');
    assert.equal(types().at(-1), 'interrupt');
    assert.equal(told.at(-1), 'end failed');
    await clock.tickAsync(3_000);
  });

  test('a lost connection ends the speech as failed; it is made again, and nothing is sent twice', async () => {
    connect();
    const task = await accepted(samples(60_000));
    state('talking');
    socket().dispatchEvent(new Event('close'));
    assert.equal(told.at(-1), 'end failed');
    assert.equal(task.error?.code, 'connection-lost');
    const next = voice.ready(signal);
    await clock.tickAsync(299);
    assert.lengthOf(FakeSocket.all, 1);
    await clock.tickAsync(1);
    assert.lengthOf(FakeSocket.all, 2);
    connect();
    await next;
    await settle();
    assert.isEmpty(types());
    await accepted(samples(400));
  });

  test('a socket that never connects is tried with growing pauses, then given up; a command tries anew', async () => {
    const failed = rejection(voice.ready(signal));
    await clock.tickAsync(10_000);
    assert.isTrue(FakeSocket.all[0]?.isClosed);
    for (const [index, ms] of [300, 1_000, 2_000, 4_000, 6_000].entries()) {
      await clock.tickAsync(ms - 1);
      assert.lengthOf(FakeSocket.all, index + 1);
      await clock.tickAsync(1);
      socket().dispatchEvent(new Event('error'));
    }
    assert.lengthOf(FakeSocket.all, 6);
    assert.equal(((await failed) as AvatarError).code, 'connection-lost');
    const again = voice.ready(signal);
    assert.lengthOf(FakeSocket.all, 7);
    socket().dispatchEvent(new Event('error'));
    await clock.tickAsync(300);
    assert.lengthOf(FakeSocket.all, 8, 'with the shortest pause first');
    connect();
    await again;
  });

  const FAULTS: Record<string, string> = {
    invalid_request_error: 'bad-request',
    server_error: 'server-error',
    something_new: 'server-error',
  };
  for (const [type, code] of Object.entries(FAULTS)) {
    test(`${type} ends the speech as ${code}`, async () => {
      connect();
      const task = await accepted(samples(60_000));
      state('talking');
      socket().receive({type: 'error', error: {type, message: 'No.', event_id: task.taskId}});
      assert.equal(told.at(-1), 'end failed');
      assert.equal(task.error?.code, code);
      assert.equal((task.error?.cause as Error | undefined)?.message, `${type}: No.`);
      await clock.tickAsync(3_000);
    });
  }

  test('a fault before the first answer rejects', async () => {
    connect();
    const failed = rejection(voice.speak(samples(400), {}, signal));
    await settle();
    socket().receive({type: 'error', error: {type: 'invalid_request_error', message: 'No.'}});
    assert.equal(((await failed) as AvatarError).code, 'bad-request');
    await clock.tickAsync(3_000);
  });

  test('video_starvation and a fault of something else are told, and the speech goes on', async () => {
    connect();
    await accepted(samples(400));
    state('talking');
    socket().receive({type: 'error', error: {type: 'video_starvation', message: 'slow'}});
    socket().receive({type: 'error', error: {type: 'server_error', event_id: 'another'}});
    assert.deepEqual(
      problems.map(({code}) => code),
      ['speech-failed', 'server-error'],
    );
    assert.equal(told.at(-1), 'start');
  });

  test('a warning is told in the console, in 200 characters, and nothing ends', async () => {
    connect();
    await accepted(samples(400));
    state('talking');
    const warn = sinon.stub(console, 'warn');
    try {
      socket().receive({type: 'warning', warning: {type: 'slow_audio', message: 'x'.repeat(300)}});
      socket().receive({type: 'warning'});
    } finally {
      warn.restore();
    }
    const [first, second] = warn.args.map(([words]) => String(words));
    assert.match(first ?? '', /LiveAvatar warns.*: slow_audio: x{188}$/);
    assert.match(second ?? '', /unknown: $/);
    assert.isEmpty(problems);
    assert.equal(told.at(-1), 'start');
  });

  test('a stream that fails in the middle has what had come said, and ends as failed', async () => {
    connect();
    const task = await accepted(
      (async function* () {
        yield await Promise.resolve(samples(500));
        throw new Error('offline');
      })(),
    );
    await settle();
    assert.deepEqual(types(), ['speak', 'speak', 'speak_end']);
    state('talking');
    state('idle');
    assert.equal(told.at(-1), 'end failed');
    assert.equal((task.error?.cause as Error | undefined)?.message, 'offline');
  });

  test('what is dropped by a signal is said as far as it was sent', async () => {
    connect();
    const task = await accepted(samples(60_000));
    state('talking');
    task.drop('enough');
    assert.equal(types().at(-1), 'speak_end');
    state('idle');
    assert.equal(told.at(-1), 'end interrupted');
  });

  test('the end of the session frees the stream of the page', async () => {
    connect();
    let isCancelled = false;
    const stream = new ReadableStream<Int16Array>({
      pull: (controller) => controller.enqueue(samples(1_000)),
      cancel: () => void (isCancelled = true),
    });
    await accepted(stream);
    voice.close();
    await settle();
    assert.isTrue(isCancelled);
    assert.isFalse(stream.locked);
  });

  test('without a state, speak_started, speak_ended and speak_interrupted say when the avatar speaks', async () => {
    connect();
    await accepted(samples(400));
    socket().receive({type: 'agent.speak_started'});
    assert.equal(told.at(-1), 'start');
    socket().receive({type: 'agent.speak_ended'});
    assert.equal(told.at(-1), 'end finished');
    await accepted(samples(400));
    socket().receive({type: 'agent.speak_started'});
    socket().receive({type: 'agent.speak_interrupted'});
    assert.equal(told.at(-1), 'end interrupted');
    socket().receive({type: 'agent.speak_interrupted'}); // of no speech
    await accepted(samples(400));
    state('talking');
    socket().receive({type: 'agent.speak_interrupted'});
    assert.equal(told.at(-1), 'start', 'the state decides');
  });

  test('the answer to the last packet is one too; that to another utterance is none', async () => {
    connect();
    const speaking = voice.speak(samples(400), {}, signal);
    let isAccepted = false;
    void speaking.then(() => (isAccepted = true));
    await settle();
    answer('appended', 'another');
    await settle();
    assert.isFalse(isAccepted);
    answer('committed', socket().sent.at(-1)?.event_id);
    await speaking;
  });

  test('commands without an answer have an id of their own, and are not kept for later', async () => {
    assert.throws(() => voice.tell('agent.start_listening'), /ws_url/);
    connect();
    await settle();
    assert.isEmpty(types());
    voice.tell('agent.start_listening');
    voice.tell('session.keep_alive');
    assert.deepEqual(types(), ['start_listening', 'session.keep_alive']);
    assert.notEqual(socket().sent[0]?.event_id, socket().sent[1]?.event_id);
  });

  test('audio that fails before a packet was sent has nothing to clear', async () => {
    connect();
    const failed = rejection(voice.speak(new TextEncoder().encode('RIFF....WAVE'), {}, signal));
    assert.equal(((await failed) as AvatarError).code, 'bad-audio');
    assert.isEmpty(types());
    await accepted(samples(400));
  });

  test('an empty stream is refused, and so is one that gives nothing for 30 s', async () => {
    connect();
    const empty = new ReadableStream<Int16Array>({start: (controller) => controller.close()});
    assert.match(((await rejection(voice.speak(empty, {}, signal))) as AvatarError).message, /no samples/);
    const failed = rejection(voice.speak(new ReadableStream<Int16Array>(), {}, signal));
    const before = told.length;
    await clock.tickAsync(29_999);
    assert.lengthOf(told, before);
    await clock.tickAsync(1);
    assert.equal(((await failed) as AvatarError).code, 'timeout');
    assert.isEmpty(types());
  });

  test('what the page gives up before the first answer is cleared, and told as interrupted', async () => {
    connect();
    const controller = new AbortController();
    const given = rejection(voice.speak(samples(60_000), {}, controller.signal));
    await settle();
    controller.abort('enough');
    assert.equal(await given, 'enough');
    assert.equal(told.at(-1), 'end interrupted');
    assert.equal(types().at(-1), 'interrupt');
    await clock.tickAsync(3_000);
  });

  test('an avatar that still speaks what was given up can be interrupted', async () => {
    connect();
    const failed = rejection(voice.speak(samples(400), {}, signal));
    await settle();
    socket().receive({type: 'error', error: {type: 'server_error'}});
    await failed;
    state('talking');
    await clock.tickAsync(3_000);
    const before = types().length;
    const interrupting = voice.interrupt(signal);
    assert.lengthOf(types(), before + 1);
    answer('cleared');
    await interrupting;
  });

  suite('a connection that is lost', () => {
    test('while an interrupt waits ends that wait, and new audio waits for no old answer', async () => {
      connect();
      await accepted(samples(400));
      state('talking');
      const interrupting = voice.interrupt(signal);
      socket().dispatchEvent(new Event('close'));
      await interrupting;
      await clock.tickAsync(300);
      connect();
      await accepted(samples(400));
      assert.deepEqual(types(), ['speak', 'speak_end']);
    });

    test('before the first answer rejects', async () => {
      connect();
      const failed = rejection(voice.speak(samples(400), {}, signal));
      await settle();
      socket().dispatchEvent(new Event('error'));
      socket().dispatchEvent(new Event('close')); // a browser tells both
      assert.equal(((await failed) as AvatarError).code, 'connection-lost');
      await clock.tickAsync(300);
      assert.lengthOf(FakeSocket.all, 2);
      await clock.tickAsync(700);
      assert.lengthOf(FakeSocket.all, 2, 'an old socket changes nothing');
    });

    test('is tried anew with the shortest pause, however often it was lost before', async () => {
      for (let times = 1; times <= 3; times++) {
        connect();
        socket().dispatchEvent(new Event('close'));
        await clock.tickAsync(300);
        assert.lengthOf(FakeSocket.all, times + 1);
      }
    });

    test('and a fault that is told before the next one is ready break nothing', async () => {
      const unhandled: unknown[] = [];
      const onUnhandled = (error: unknown) => unhandled.push(error);
      process.on('unhandledRejection', onUnhandled);
      connect();
      socket().dispatchEvent(new Event('close'));
      await clock.tickAsync(300);
      const failed = rejection(voice.speak(new ReadableStream<Int16Array>(), {}, signal));
      await settle();
      socket().receive({type: 'error', error: {type: 'server_error', message: 'starting'}});
      assert.equal(((await failed) as AvatarError).code, 'server-error');
      connect();
      await accepted(samples(400));
      clock.restore();
      await aTask();
      process.off('unhandledRejection', onUnhandled);
      assert.isEmpty(unhandled);
      assert.deepEqual(types(), ['speak', 'speak_end']);
    });
  });

  test('a page that forbids the socket gets connection-lost, with what to do', async () => {
    voice.close();
    globalThis.WebSocket = function () {
      throw new DOMException('Refused by the policy.', 'SecurityError');
    } as unknown as typeof WebSocket;
    voice = new LiteVoice('wss://lite.example/socket', () => {});
    const failed = rejection(voice.ready(signal));
    await clock.tickAsync(14_000);
    const {code, message} = (await failed) as AvatarError;
    assert.equal(code, 'connection-lost');
    assert.match(message, /Content-Security-Policy/);
  });

  test('after the end nothing is sent, opened or told', async () => {
    const waiting = rejection(voice.ready(signal));
    voice.close();
    assert.equal(((await waiting) as AvatarError).code, 'connection-lost');
    connect();
    socket().dispatchEvent(new Event('close'));
    await clock.tickAsync(60_000);
    assert.lengthOf(FakeSocket.all, 1);
    assert.equal(((await rejection(voice.ready(signal))) as AvatarError).code, 'connection-lost');
    assert.equal(
      ((await rejection(voice.speak(samples(400), {}, signal))) as AvatarError).code,
      'connection-lost',
    );
    assert.lengthOf(FakeSocket.all, 1);
    assert.isEmpty(types());
    assert.isEmpty(told.filter((each) => each === 'start'));
  });

  test('the end of a session frees what waits for an interrupt to be confirmed', async () => {
    connect();
    await accepted(samples(400));
    state('talking');
    const interrupting = voice.interrupt(signal);
    const next = rejection(voice.speak(samples(400), {}, signal));
    voice.close();
    await interrupting;
    assert.equal(((await next) as AvatarError).code, 'connection-lost');
    assert.notInclude(types().slice(types().indexOf('interrupt')), 'speak');
  });

  test('messages that are none change nothing', async () => {
    connect();
    await accepted(samples(400));
    for (const data of ['', 'null', '[]', '{"type": 7}', new ArrayBuffer(3)]) {
      socket().dispatchEvent(new MessageEvent('message', {data}));
    }
    socket().receive({type: 'agent.state_updated', new_state: 7});
    assert.isEmpty(problems);
  });

  test('an address that is not encrypted is refused', () => {
    assert.throws(() => new LiteVoice('ws://lite.example/', () => {}), /wss:/);
  });
});
