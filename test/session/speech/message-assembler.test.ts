import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {MessageAssembler, type MessageKey} from '../../../src/session/speech/message-assembler.js';

const avatar = (taskId: string | null): MessageKey => ({role: 'avatar', taskId});
const user = (taskId: string | null): MessageKey => ({role: 'user', taskId});

suite('MessageAssembler', () => {
  let clock: sinon.SinonFakeTimers;
  let messages: MessageAssembler;
  let complete: string[];

  setup(() => {
    clock = sinon.useFakeTimers();
    complete = [];
    messages = new MessageAssembler(({text, isCut}) => complete.push(isCut ? `${text} (cut)` : text));
  });

  teardown(() => {
    assert.equal(clock.countTimers(), 0);
    clock.restore();
  });

  test('puts the pieces of each message together, by role and task', () => {
    messages.append(avatar('a'), 'Good ');
    messages.append(user('a'), 'Hello');
    assert.equal(messages.append(avatar('a'), 'morning'), 'Good morning');
    messages.complete(user('a'));
    messages.complete(user('a'));
    assert.deepEqual(complete, ['Hello']);
  });

  for (const text of [undefined, '', ' ']) {
    test(`the server completes a message with ${JSON.stringify(text)}: it is what had come of it`, () => {
      messages.append(user(null), 'Hello ');
      messages.append(user(null), 'there');
      messages.complete(user(null), text);
      assert.deepEqual(complete, ['Hello there']);
    });
  }

  test('an empty text of an unknown message is none', () => {
    messages.complete(user(null), ' ');
    assert.deepEqual(complete, []);
  });

  test('forgets the oldest of many messages that are never ended', () => {
    messages.append(avatar('kept'), 'first ');
    messages.append(avatar('forgotten'), 'first ');
    messages.append(avatar('kept'), 'second ');
    for (let task = 0; task < 31; task++) messages.append(avatar(String(task)), 'x');
    messages.complete(avatar('forgotten'));
    messages.complete(avatar('kept'));
    assert.deepEqual(complete, ['first second ']);
  });

  const NEXT: Record<string, () => void> = {
    'time passes': () => clock.tick(2_000),
    'the next message begins': () => void messages.append(avatar('b'), 'Next'),
    'the whole of the next message comes': () => messages.hold(avatar('b'), 'Next'),
    'the visitor has said something': () => messages.complete(user(null), ''),
    'the next speech begins': () => messages.completeSealed(),
    'the next speech of no known task has words': () => void messages.append(avatar('a'), 'Next'),
    'the session ends': () => messages.close(),
  };
  for (const [what, happens] of Object.entries(NEXT)) {
    for (const isCut of [true, false]) {
      test(`a message that the server ${isCut ? 'cuts off' : 'does not complete'} is complete once ${what}`, () => {
        messages.append(avatar('a'), 'I was about ');
        messages.append(avatar('a'), 'to say');
        messages.seal(avatar('a'), {isCut});
        messages.seal(avatar('a'), {isCut: false}); // told twice, as where the server repeats the end
        assert.deepEqual(complete, []);
        happens();
        assert.equal(complete[0], isCut ? 'I was about to say (cut)' : 'I was about to say');
      });
    }
  }

  test('the server may still name the part that was heard', () => {
    messages.append(avatar('a'), 'I was about to say');
    messages.seal(avatar('a'), {isCut: true});
    messages.complete(avatar('a'), 'I was');
    clock.tick(5_000);
    assert.deepEqual(complete, ['I was (cut)']);
  });

  for (const [late, isNew] of [
    ['I was about to say', false],
    ['I was', false],
    [undefined, false],
    ['I was about to say more.', false],
    ['Something else.', true],
  ] as const) {
    test(`once it is complete, a late ${String(late)} is ${isNew ? 'a message' : 'no second one'}`, () => {
      messages.append(avatar(null), 'I was about to say');
      messages.seal(avatar(null), {isCut: true});
      clock.tick(2_000);
      messages.complete(avatar(null), late);
      assert.deepEqual(complete, ['I was about to say (cut)', ...(isNew ? ['Something else.'] : [])]);
    });
  }

  test('the end of the session completes what is open, and nothing twice', () => {
    messages.append(user(null), 'What if');
    messages.append(avatar('a'), 'Well');
    messages.close();
    messages.close();
    assert.deepEqual(complete, ['What if (cut)', 'Well (cut)']);
  });
});
