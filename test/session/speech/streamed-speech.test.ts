import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {Backend, SpeakOptions} from '../../../src/session/backends/backend.js';
import type {AvatarError} from '../../../src/session/errors/avatar-error.js';
import {avatarError} from '../../../src/session/errors/make-error.js';
import type {AvatarMessageEvent, AvatarSpeechEndEvent} from '../../../src/session/events.js';
import type {SessionLifecycle} from '../../../src/session/session-lifecycle.js';
import type {SessionSpeech} from '../../../src/session/session-speech.js';
import type {Conversation} from '../../../src/session/speech/conversation.js';
import type {SpeechText} from '../../../src/session/speech/speech-text.js';
import {speechOver} from '../../support/speech.js';
import {rejection} from '../../support/waiting.js';

suite('A streamed text', () => {
  let clock: sinon.SinonFakeTimers;
  let conversation: Conversation;
  let lifecycle: SessionLifecycle;
  let speech: SessionSpeech;
  /** What the page was told. */
  let told: string[];
  /** What the server got. */
  let sent: string[];
  let interruptDropsQueue: boolean;
  /** What the server answers to a sentence, by its text; without an entry it accepts it. */
  let answers: Record<string, Promise<never> | Promise<void>>;

  setup(() => {
    clock = sinon.useFakeTimers();
    [told, sent, answers, interruptDropsQueue] = [[], [], {}, false];
    const tell = (event: Event) => {
      const {type, text, final, cut, taskId, reason} = event as AvatarMessageEvent & AvatarSpeechEndEvent;
      if (type === 'avatar-message')
        told.push(`${final ? 'all' : 'part'} ${taskId}: ${text}${cut ? ' (cut)' : ''}`);
      else if (type.startsWith('avatar-speech')) told.push([type, taskId, reason].join(' ').slice(7).trim());
      else if (type === 'avatar-end') told.push('avatar-end');
    };
    const backend = {
      get interruptDropsQueue() {
        return interruptDropsQueue;
      },
      ready: () => Promise.resolve(),
      async speak(text: string, {type}: SpeakOptions) {
        sent.push(type === 'chat' ? `ask ${text}` : text);
        await answers[text];
        return {taskId: `t${sent.length}`, durationMs: null};
      },
      interrupt() {
        sent.push('interrupt');
        return Promise.resolve();
      },
    } as unknown as Backend;
    ({conversation, lifecycle, speech} = speechOver(backend, tell));
    lifecycle.move('connecting');
    lifecycle.move('live');
  });

  teardown(async () => {
    await lifecycle.stop('stopped', new DOMException('over', 'AbortError'));
    await clock.tickAsync(0);
    assert.equal(clock.countTimers(), 0);
    clock.restore();
  });

  /** A source whose pieces the test gives; it counts how often it was asked for one. */
  function source(...pieces: string[]) {
    const waiting: ((result: IteratorResult<string>) => void)[] = [];
    const made = {
      pulls: 0,
      returns: 0,
      fail: undefined as Error | undefined,
      isDone: false,
      give(piece: string) {
        const resolve = waiting.shift();
        if (resolve) resolve({value: piece, done: false});
        else pieces.push(piece);
      },
      [Symbol.asyncIterator]: () => made,
      next(): Promise<IteratorResult<string>> {
        made.pulls++;
        const value = pieces.shift();
        if (value !== undefined) return Promise.resolve({value, done: false});
        if (made.fail) return Promise.reject(made.fail);
        if (made.isDone) return Promise.resolve({value: undefined, done: true});
        return new Promise((resolve) => waiting.push(resolve));
      },
      return(): Promise<IteratorResult<string>> {
        made.returns++;
        return new Promise(() => {}); // a source need not answer
      },
    };
    return made;
  }

  const ended = (...pieces: string[]) => Object.assign(source(...pieces), {isDone: true});

  const settle = () => clock.tickAsync(0);
  const starts = (taskId: string) => conversation.handle({type: 'speech-start', taskId});
  const says = (taskId: string, text: string) =>
    conversation.handle({type: 'text-end', role: 'avatar', taskId, text});
  async function stops(taskId: string, reason: 'finished' | 'interrupted' = 'finished') {
    conversation.handle({type: 'speech-end', taskId, durationMs: 100, reason});
    await settle();
  }

  async function begun(text: SpeechText, signal?: AbortSignal) {
    const task = speech.speak(text, {signal});
    await settle();
    return task;
  }

  test('is one task: one beginning, one end, one message', async () => {
    const task = await begun(ended('One. ', 'Two.', ' Three.'));
    assert.deepEqual({id: task.taskId, ms: task.durationMs}, {id: 't1', ms: null});
    for (const [id, text] of [
      ['t1', 'One.'],
      ['t2', 'Two.'],
      ['t3', 'Three.'],
    ] as const) {
      starts(id);
      says(id, text);
      assert.isTrue(conversation.isSpeaking);
      await stops(id);
    }
    assert.equal(await task.ended, 'finished');
    assert.isFalse(conversation.isSpeaking);
    assert.deepEqual(sent, ['One.', 'Two.', 'Three.']);
    assert.deepEqual(told, [
      'speechstart t1',
      'part t1: One.',
      'part t1: One. Two.',
      'part t1: One. Two. Three.',
      'speechend t1 finished',
      'all t1: One. Two. Three.',
    ]);
  });

  test('is read no faster than it is spoken: one sentence ahead', async () => {
    const text = ended('One. ', 'Two. ', 'Three. ', 'Four. ', 'Five. ', 'Six.');
    const task = await begun(text);
    assert.deepEqual([sent.length, text.pulls], [2, 3]);
    starts('t1');
    await clock.tickAsync(60_000);
    assert.deepEqual([sent.length, text.pulls], [2, 3]);
    await stops('t1');
    assert.deepEqual([sent.length, text.pulls], [3, 4]);
    for (const id of ['t2', 't3', 't4', 't5', 't6']) await stops(id);
    assert.equal(await task.ended, 'finished');
  });

  test('what is said after it waits for its last sentence', async () => {
    void (await begun(ended('One. ', 'Two. ', 'Three.')));
    const after = speech.speak('After.', {});
    await settle();
    assert.notInclude(sent, 'After.');
    await stops('t1');
    await stops('t2');
    await after;
    assert.deepEqual(sent, ['One.', 'Two.', 'Three.', 'After.']);
  });

  test('a whole sentence is said after a pause, though nothing follows yet', async () => {
    const text = source('One moment.');
    const speaking = speech.speak(text, {});
    await clock.tickAsync(399);
    assert.deepEqual(sent, []);
    await clock.tickAsync(1);
    assert.deepEqual(sent, ['One moment.']);
    await speaking;
    starts('t1');
    await stops('t1');
    assert.isTrue(conversation.isSpeaking, 'it goes on');
    text.isDone = true;
    text.give('Here it is.');
    await settle();
    assert.deepEqual(sent, ['One moment.', 'Here it is.']);
  });

  test('an interrupt ends the source and drops the rest', async () => {
    interruptDropsQueue = true;
    const text = source('One. ', 'Two. ', 'Three. ', 'Four. ');
    const task = await begun(text);
    starts('t1');
    conversation.handle({type: 'text', role: 'avatar', taskId: 't1', piece: 'One'});
    const interrupting = speech.interrupt({signal: undefined});
    assert.equal(text.returns, 0, 'it is being read no more');
    await settle();
    assert.equal(text.returns, 1);
    await stops('t1', 'interrupted');
    await interrupting;
    assert.equal(await task.ended, 'interrupted');
    await begun('Next.');
    starts('t4');
    assert.deepEqual(sent, ['One.', 'Two.', 'interrupt', 'Next.']);
    assert.deepEqual(told, [
      'speechstart t1',
      'part t1: One',
      'speechend t1 interrupted',
      'all t1: One (cut)',
      'speechstart t4',
    ]);
  });

  test('a sentence that the server has queued is interrupted as it begins, and the page does not see it', async () => {
    const task = await begun(source('One. ', 'Two. ', 'Three.'));
    starts('t1');
    void speech.interrupt({signal: undefined});
    await settle();
    await stops('t1', 'interrupted');
    assert.equal(await task.ended, 'interrupted');
    starts('t2');
    await settle();
    says('t2', 'Two.');
    await stops('t2', 'interrupted');
    assert.deepEqual(sent, ['One.', 'Two.', 'interrupt', 'interrupt']);
    assert.deepEqual(told, ['speechstart t1', 'speechend t1 interrupted']);
  });

  test('an interrupt while the avatar waits for the next sentence ends it at once', async () => {
    const task = await begun(source('One. ', 'And'));
    starts('t1');
    await stops('t1');
    assert.deepEqual(told, ['speechstart t1']);
    const done = speech.interrupt({signal: undefined});
    assert.deepEqual(told, ['speechstart t1', 'speechend t1 interrupted']);
    assert.isFalse(conversation.isSpeaking);
    assert.equal(await task.ended, 'interrupted');
    await done;
  });

  test('the visitor who speaks while the avatar waits interrupts it too', async () => {
    const text = source('One. ', 'And');
    const task = await begun(text);
    starts('t1');
    await stops('t1');
    conversation.handle({type: 'user-speech-start'});
    assert.equal(await task.ended, 'interrupted');
    await settle();
    assert.equal(text.returns, 1);
  });

  test('an interrupt before the first sentence rejects with an AbortError', async () => {
    const text = source('On');
    const failed = rejection(speech.speak(text, {}));
    await settle();
    await speech.interrupt({signal: undefined});
    assert.equal(((await failed) as DOMException).name, 'AbortError');
    assert.equal(text.returns, 1);
    assert.deepEqual(sent, ['interrupt']);
  });

  test('the signal drops what the server does not have; the rest is said', async () => {
    const controller = new AbortController();
    const text = source('One. ', 'Two. ', 'Three. ');
    const task = await begun(text, controller.signal);
    starts('t1');
    controller.abort('enough');
    await settle();
    assert.equal(text.returns, 1);
    await stops('t1');
    starts('t2');
    await stops('t2');
    assert.equal(await task.ended, 'interrupted');
    assert.deepEqual(sent, ['One.', 'Two.']);
    assert.equal(told.at(-1), 'speechend t1 interrupted');
  });

  test('the signal rejects with its reason before the first sentence', async () => {
    const controller = new AbortController();
    const text = source('On');
    const failed = rejection(speech.speak(text, {signal: controller.signal}));
    await settle();
    controller.abort('enough');
    assert.equal(await failed, 'enough');
    await settle();
    assert.equal(text.returns, 1);
  });

  test('the end of the session frees a ReadableStream, and ends the task as closed before the session’s own end', async () => {
    let cancelled: unknown;
    const stream = new ReadableStream<string>({
      start: (controller) => controller.enqueue('One. And'),
      cancel: (reason) => void (cancelled = reason),
    });
    const task = await begun(stream);
    starts('t1');
    await stops('t1');
    await lifecycle.stop('stopped', new DOMException('The session was stopped.', 'AbortError'));
    assert.equal(await task.ended, 'closed');
    await settle();
    assert.isFalse(stream.locked);
    assert.equal((cancelled as DOMException).name, 'AbortError');
    assert.deepEqual(told, ['speechstart t1', 'speechend t1 closed', 'avatar-end']);
  });

  test('an error of the source ends the task once what had come is said', async () => {
    const text = Object.assign(source('One. ', 'Two. ', 'Half a'), {fail: new Error('offline')});
    const task = await begun(text);
    starts('t1');
    await stops('t1');
    starts('t2');
    await stops('t2');
    assert.equal(await task.ended, 'failed');
    assert.equal(task.error?.code, 'stream-failed');
    assert.equal(task.error?.cause, text.fail);
    assert.deepEqual(sent, ['One.', 'Two.']);
    assert.equal(told.at(-1), 'speechend t1 failed');
    assert.equal(text.returns, 0, 'it has ended by itself');
  });

  test('a refusal of a later sentence ends the task, and the source', async () => {
    answers = {'Two.': Promise.reject(avatarError('speech-failed'))};
    const text = source('One. ', 'Two. ', 'Three. ');
    const task = await begun(text);
    starts('t1');
    await stops('t1');
    assert.equal(await task.ended, 'failed');
    assert.equal(task.error?.code, 'speech-failed');
    assert.equal(text.returns, 1);
  });

  test('the avatar may begin before the server’s response', async () => {
    const answer = Promise.withResolvers<void>();
    answers = {'One.': answer.promise};
    const speaking = speech.speak(ended('One.'), {});
    await settle();
    starts('t1');
    says('t1', 'One.');
    await stops('t1');
    assert.deepEqual(told, ['speechstart t1', 'part t1: One.']);
    answer.resolve();
    assert.equal(await (await speaking).ended, 'finished');
    assert.deepEqual(told.slice(2), ['speechend t1 finished', 'all t1: One.']);
  });

  test('a refusal once the avatar has begun rejects, and what it began ends as failed', async () => {
    const refusal = Promise.withResolvers<never>();
    answers = {'One.': refusal.promise};
    const failed = rejection(speech.speak(ended('One.'), {}));
    await settle();
    starts('t1');
    refusal.reject(avatarError('speech-failed'));
    assert.equal(((await failed) as AvatarError).code, 'speech-failed');
    await stops('t1');
    assert.deepEqual(told, ['speechstart t1', 'speechend t1 failed']);
    assert.isFalse(conversation.isSpeaking);
  });

  test('an interrupt before the avatar begins silences what the server has', async () => {
    const task = await begun(source('One. ', 'Two. ', 'Three.'));
    await speech.interrupt({signal: undefined});
    starts('t1');
    await stops('t1', 'interrupted');
    assert.equal(await task.ended, 'interrupted');
    assert.deepEqual(sent, ['One.', 'Two.', 'interrupt', 'interrupt']);
    assert.deepEqual(told, ['speechstart t1', 'speechend t1 interrupted']);
  });

  test('the visitor who interrupts a sentence ends the whole: the next one is silenced, and the source freed', async () => {
    const text = source('One. ', 'Two. ', 'Three. ');
    const task = await begun(text);
    starts('t1');
    conversation.handle({type: 'user-speech-start'});
    await settle();
    assert.equal(text.returns, 0, 'the server decides whether a voice interrupts');
    await stops('t1', 'interrupted');
    assert.equal(await task.ended, 'interrupted');
    starts('t2');
    await settle();
    assert.deepEqual([sent.at(-1), text.returns], ['interrupt', 1]);
    assert.deepEqual(told.slice(-1), ['speechend t1 interrupted']);
  });

  test('an interrupt is meant for the stream that waits, not for one that is over', async () => {
    const first = await begun(ended('One.'));
    starts('t1');
    await stops('t1');
    assert.equal(await first.ended, 'finished');
    const text = source('Two. ', 'And');
    const second = await begun(text);
    await speech.interrupt({signal: undefined});
    await settle();
    assert.equal(text.returns, 1);
    starts('t2');
    await stops('t2', 'interrupted');
    assert.equal(await second.ended, 'interrupted');
  });

  test('a smile is said where it is all, and not as a sentence of its own', async () => {
    void (await begun(ended('Hello. ', '😀')));
    await stops('t1');
    void (await begun(ended('😀')));
    assert.deepEqual(sent, ['Hello.', '😀']);
  });

  test('what reads as whole is said, though the stream fails after it', async () => {
    const task = await begun(Object.assign(source('One.'), {fail: new Error('offline')}));
    await stops('t1');
    assert.equal(await task.ended, 'failed');
    assert.deepEqual(sent, ['One.']);
  });

  test('sentences without spaces between them have none in the message', async () => {
    const task = await begun(ended('はい。', '元気です。'));
    for (const [id, text] of [
      ['t1', 'はい。'],
      ['t2', '元気です。'],
    ] as const) {
      starts(id);
      says(id, text);
      await stops(id);
    }
    await task.ended;
    assert.equal(told.at(-1), 'all t1: はい。元気です。');
  });

  test('a stream that has ended by itself is not ended again', async () => {
    const text = ended('One.');
    const task = await begun(text);
    await stops('t1');
    await task.ended;
    assert.equal(text.returns, 0);
  });

  const REFUSED: Record<string, [() => SpeechText, string, RegExp]> = {
    'that ends without a word': [() => ended('\u200b', ' ', '\n'), 'bad-text', /without a word/],
    'that never gives a word': [
      () => ({
        async *[Symbol.asyncIterator]() {
          for (;;) yield '\n';
        },
      }),
      'stream-failed',
      /does not end/,
    ],
    'that gives nothing': [() => source(), 'timeout', /nothing for 30 s/],
    'of bytes': [
      () => new Blob(['text']).stream() as unknown as SpeechText,
      'stream-failed',
      /TextDecoderStream/,
    ],
    'that fails at once': [() => Object.assign(source(), {fail: new Error('no')}), 'stream-failed', /cause/],
    'that cannot be read': [
      () => ({
        [Symbol.asyncIterator]() {
          throw new Error('no');
        },
      }),
      'stream-failed',
      /cause/,
    ],
    'that somebody reads': [
      () => {
        const stream = new ReadableStream<string>();
        stream.getReader();
        return stream;
      },
      'bad-text',
      /nobody else reads/,
    ],
  };
  for (const [what, [make, code, words]] of Object.entries(REFUSED)) {
    test(`a stream ${what} is refused as ${code}`, async () => {
      const failed = rejection(speech.speak(make(), {}));
      await clock.tickAsync(30_000);
      const error = (await failed) as AvatarError;
      assert.equal(error.code, code);
      assert.match(error.message, words);
      assert.deepEqual(sent, []);
    });
  }

  test('a stream that stalls ends the task after 30 s; a slow one does not', async () => {
    const text = source('One. ', 'Two');
    const task = await begun(text);
    await stops('t1');
    await clock.tickAsync(29_999);
    text.give(' and');
    await clock.tickAsync(29_999);
    text.give(' three');
    await clock.tickAsync(29_999);
    assert.equal(text.returns, 0);
    await clock.tickAsync(1);
    assert.equal(await task.ended, 'failed');
    assert.equal(task.error?.code, 'timeout');
    assert.equal(text.returns, 1);
  });

  test('as a question, it is asked as a whole', async () => {
    void (await speech.speak(ended('What is ', 'that? And ', 'this?'), {type: 'chat'}));
    assert.deepEqual(sent, ['ask What is that? And this?']);
    assert.include(told, 'all t1: What is that? And this?');
  });

  test('a question is read no further than one may be long, and freed', async () => {
    const words = Array.from({length: 40}, () => `${'word '.repeat(50)}. `);
    const text = source(...words);
    const failed = rejection(speech.speak(text, {type: 'chat'}));
    await settle();
    assert.equal(((await failed) as AvatarError).code, 'bad-text');
    assert.isBelow(text.pulls, 25);
    assert.equal(text.returns, 1);
    assert.isEmpty(sent);
  });

  test('without a session the stream is freed unread', async () => {
    await lifecycle.stop('stopped', new DOMException('over', 'AbortError'));
    const text = source('One. ');
    assert.equal(((await rejection(speech.speak(text, {}))) as AvatarError).code, 'not-live');
    assert.deepEqual([text.pulls, text.returns], [0, 1]);
  });
});
