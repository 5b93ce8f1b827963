import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {AvatarMessageEvent} from '../../../src/session/events.js';
import {Conversation} from '../../../src/session/speech/conversation.js';
import {EventQueue} from '../../../src/session/util/event-queue.js';

suite('Conversation: words of a speech that is cut', () => {
  let clock: sinon.SinonFakeTimers;
  let conversation: Conversation;
  let told: string[];

  setup(() => {
    clock = sinon.useFakeTimers();
    told = [];
    const events = new EventQueue((event) => {
      const {type, text, final, cut} = event as AvatarMessageEvent;
      if (type === 'avatar-speechend') told.push('end');
      else if (type === 'avatar-message' && final) told.push(cut ? `${text} (cut)` : text);
    });
    conversation = new Conversation(events, {onActivity() {}, onSpeaking() {}, onServerEnd() {}});
  });

  teardown(() => {
    conversation.close();
    assert.equal(clock.countTimers(), 0);
    clock.restore();
  });

  const begin = (taskId: string | null, text: string) => {
    conversation.handle({type: 'speech-start', taskId});
    conversation.handle({type: 'text', role: 'avatar', taskId, piece: text});
  };
  const end = (taskId: string | null) => conversation.handle({type: 'speech-end', taskId, durationMs: null});

  const CUTS: Record<string, (taskId: string | null) => void> = {
    'the page interrupts it': (taskId) => {
      conversation.interrupting({dropsQueue: false}).settle(true);
      end(taskId);
    },
    'the server does not confirm the interrupt': () => {
      conversation.interrupting({dropsQueue: false}).settle(true);
      clock.tick(2_000);
    },
    'the visitor interrupts it': (taskId) => {
      conversation.handle({type: 'user-speech-start'});
      end(taskId);
    },
    'the session ends': () => conversation.close(),
  };
  for (const [what, cut] of Object.entries(CUTS)) {
    for (const taskId of ['a', null]) {
      test(`come in one message, after its end, where ${what} (task ${taskId})`, () => {
        begin(taskId, 'I was about to');
        cut(taskId);
        begin(taskId === null ? null : 'b', 'Next');
        conversation.close();
        assert.deepEqual(told.slice(0, 2), ['end', 'I was about to (cut)']);
        assert.lengthOf(
          told.filter((line) => line.startsWith('I was')),
          1,
        );
      });
    }
  }

  test('a speech whose text the server never completes gets a final message', () => {
    begin('a', 'All of it.');
    end('a');
    begin('b', 'Next');
    assert.deepEqual(told, ['end', 'All of it.']);
  });

  test('a speech that was interrupted late has its complete text in one message', () => {
    begin('a', 'All of ');
    conversation.handle({type: 'text-end', role: 'avatar', taskId: 'a', text: 'All of it.'});
    conversation.interrupting({dropsQueue: false}).settle(true);
    end('a');
    clock.tick(5_000);
    assert.deepEqual(told, ['All of it.', 'end']);
  });
});
