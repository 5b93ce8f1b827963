import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {SpeechTracker} from '../../../src/session/speech/speech-tracker.js';

suite('SpeechTracker', () => {
  let clock: sinon.SinonFakeTimers;
  let heard: string[];
  let tracker: SpeechTracker;

  setup(() => {
    clock = sinon.useFakeTimers();
    heard = [];
    tracker = new SpeechTracker({
      onStart: (taskId) => heard.push(`start ${taskId}`),
      onEnd: (taskId, reason, durationMs) => heard.push(`end ${taskId} ${reason} ${durationMs}`),
    });
  });

  teardown(() => clock.restore());

  const accept = (taskId: string, durationMs: number | null = 1000) => tracker.accept({taskId, durationMs});

  test('a task ends when the server says so, with the duration it names', async () => {
    const task = accept('a');
    tracker.start('a');
    assert.isTrue(tracker.isSpeaking);
    tracker.stop('a', 900);
    assert.equal(await task.ended, 'finished');
    assert.deepEqual(heard, ['start a', 'end a finished 900']);
    assert.isFalse(tracker.isSpeaking);
  });

  test('reports the announced length once, whenever the server names it', () => {
    const told: string[] = [];
    const announcing = new SpeechTracker({
      onAnnounced: (taskId, durationMs) => told.push(`${taskId} ${durationMs}`),
      onStart() {},
      onEnd() {},
    });
    announcing.accept({taskId: 'a', durationMs: 900});
    announcing.accept({taskId: 'a', durationMs: 900}); // by its response, and by who waits for that
    announcing.start('b');
    announcing.accept({taskId: 'b', durationMs: null}); // it counts as accepted because it has begun
    announcing.accept({taskId: 'b', durationMs: 700}); // the late response
    announcing.accept({taskId: 'b', durationMs: null});
    assert.deepEqual(told, ['a 900', 'b 700']);
    announcing.close();
  });

  test('a duration longer than a timer can wait does not end the task at once', () => {
    accept('a', 1e300);
    tracker.start('a');
    clock.tick(60_000);
    assert.deepEqual(heard, ['start a']);
    tracker.close();
  });

  test('a listener that ends the session at a speech’s end hears of no other speech', () => {
    const told: string[] = [];
    const closing = new SpeechTracker({
      onStart: (taskId) => told.push(`start ${taskId}`),
      onEnd: (taskId) => {
        told.push(`end ${taskId}`);
        closing.close();
      },
    });
    closing.start('a');
    closing.start('b');
    assert.deepEqual(told, ['start a', 'end a']);
    assert.isFalse(closing.isSpeaking);
    assert.equal(clock.countTimers(), 0);
  });

  test('an end without a duration is measured', () => {
    accept('a');
    tracker.start('a');
    clock.tick(700);
    tracker.stop('a', null);
    assert.deepEqual(heard, ['start a', 'end a finished 700']);
  });

  test('a task whose messages come before its acceptance ends all the same', async () => {
    tracker.start('a');
    tracker.stop('a', 500);
    assert.equal(await accept('a').ended, 'finished');
  });

  test('a speech that ends soon after the visitor began to speak was interrupted by him', async () => {
    const task = accept('a', null);
    tracker.start('a');
    clock.tick(500);
    tracker.userSpeaks();
    clock.tick(1_900);
    tracker.stop('a', null);
    assert.equal(await task.ended, 'interrupted');
  });

  test('one that goes on for a while, or was at its end, was not', async () => {
    const long = accept('a', null);
    tracker.start('a');
    tracker.userSpeaks();
    clock.tick(2_000);
    tracker.stop('a', null);
    assert.equal(await long.ended, 'finished');
    const said = accept('b', 1_000);
    tracker.start('b');
    clock.tick(900);
    tracker.userSpeaks();
    clock.tick(100);
    tracker.stop('b', 1_000);
    assert.equal(await said.ended, 'finished');
  });

  test('a speech of unknown length that never begins was dropped', async () => {
    const task = accept('a', null);
    clock.tick(125_000);
    assert.equal(await task.ended, 'interrupted');
    assert.deepEqual(heard, []);
  });

  test('a lost end is made up for after the announced duration and some slack', async () => {
    const task = accept('a', 1000);
    tracker.start('a');
    clock.tick(5999);
    assert.isTrue(tracker.isSpeaking);
    clock.tick(1);
    assert.equal(await task.ended, 'finished');
    assert.deepEqual(heard, ['start a', 'end a finished 6000']);
  });

  test('queued tasks wait for those before them before their ends are made up for', async () => {
    const first = accept('a', 1000);
    const second = accept('b', 2000);
    let isSecondOver = false;
    void second.ended.then(() => (isSecondOver = true));
    await clock.tickAsync(6000);
    assert.equal(await first.ended, 'finished');
    assert.isFalse(isSecondOver);
    await clock.tickAsync(7000);
    assert.isTrue(isSecondOver);
  });

  test('a task of unknown length is given two minutes from its last sign of life', async () => {
    const task = accept('a', null);
    clock.tick(100_000);
    tracker.touch('a');
    clock.tick(124_999);
    tracker.start('a');
    clock.tick(124_999);
    assert.isTrue(tracker.isSpeaking);
    clock.tick(1);
    assert.equal(await task.ended, 'finished');
  });

  test('a speech that begins ends the one before it', async () => {
    const first = accept('a');
    accept('b');
    tracker.start('a');
    tracker.start('b');
    assert.equal(await first.ended, 'finished');
    assert.deepEqual(heard, ['start a', 'end a finished 0', 'start b']);
  });

  test('an interrupted speech ends as interrupted, and the queue goes on', async () => {
    const first = accept('a');
    const second = accept('b');
    tracker.start('a');
    const {settle: answer} = tracker.interrupting();
    tracker.stop('a', null);
    answer(true);
    assert.equal(await first.ended, 'interrupted');
    tracker.start('b');
    tracker.stop('b', null);
    assert.equal(await second.ended, 'finished');
  });

  test('an interrupt whose end is lost ends after two seconds', async () => {
    const task = accept('a', 60_000);
    tracker.start('a');
    tracker.interrupting().settle(true);
    clock.tick(2000);
    assert.equal(await task.ended, 'interrupted');
  });

  test('an interrupt that drops the queue ends what is queued as interrupted too', async () => {
    accept('a', 60_000);
    const queued = accept('b', 60_000);
    tracker.start('a');
    tracker.interrupting({dropsQueue: true}).settle(true);
    clock.tick(2001);
    assert.equal(await queued.ended, 'interrupted');
    assert.deepEqual(heard, ['start a', 'end a interrupted 2000']);
  });

  test('an interrupt that is refused changes nothing', async () => {
    const task = accept('a');
    tracker.start('a');
    tracker.interrupting().settle(false);
    tracker.stop('a', null);
    assert.equal(await task.ended, 'finished');
  });

  test('speech that nobody asked for is reported too', () => {
    tracker.start('unasked');
    tracker.stop(null, 300);
    assert.deepEqual(heard, ['start unasked', 'end unasked finished 300']);
  });

  test('a second start of the same speech is not another speech', () => {
    tracker.start('a');
    tracker.start('a');
    assert.deepEqual(heard, ['start a']);
  });

  test('closing ends every task, spoken or queued, and what is accepted later', async () => {
    const spoken = accept('a');
    const queued = accept('b');
    tracker.start('a');
    tracker.close();
    assert.equal(await spoken.ended, 'closed');
    assert.equal(await queued.ended, 'closed');
    assert.equal(await accept('c').ended, 'closed');
    assert.deepEqual(heard, ['start a', 'end a closed 0']);
    assert.equal(clock.countTimers(), 0);
  });
});
