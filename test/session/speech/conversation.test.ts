import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {AvatarMessageEvent} from '../../../src/session/events.js';
import {AgentMessages} from '../../../src/session/backends/liveavatar/agent-messages.js';
import type {Conversation} from '../../../src/session/speech/conversation.js';
import {conversationWith} from '../../support/speech.js';

suite('Conversation: words of a speech that is cut', () => {
  let clock: sinon.SinonFakeTimers;
  let conversation: Conversation;
  let told: string[];

  setup(() => {
    clock = sinon.useFakeTimers();
    told = [];
    conversation = conversationWith((event) => {
      const {type, text, final, cut} = event as AvatarMessageEvent;
      if (type === 'avatar-speechend') told.push('end');
      else if (type === 'avatar-message' && final) told.push(cut ? `${text} (cut)` : text);
    });
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

suite('Conversation: what was heard of an answer of an ElevenLabs agent', () => {
  let clock: sinon.SinonFakeTimers;
  let conversation: Conversation;
  let told: string[];
  const ALL = 'I know a lot. And I tell it.';

  setup(() => {
    clock = sinon.useFakeTimers();
    told = [];
    conversation = conversationWith((event) => {
      const {type, text, final, cut} = event as AvatarMessageEvent;
      if (type === 'avatar-speechend') told.push('end');
      else if (type === 'avatar-message') told.push(`${text}${final ? (cut ? ' (cut)' : '') : ' …'}`);
    });
    conversation.reader = new AgentMessages(
      () => {},
      () => true,
    );
  });

  teardown(() => {
    conversation.close();
    assert.equal(clock.countTimers(), 0);
    clock.restore();
  });

  const receive = (event_type: string, fields: object = {}) =>
    conversation.receive({
      payload: new TextEncoder().encode(JSON.stringify({event_type, ...fields})),
      topic: 'agent-response',
      from: undefined,
    });
  const agent = (elevenlabs_event_type: string, data: object = {}) =>
    receive('elevenlabs_agent_event', {elevenlabs_event_type, data});
  const heard = (corrected_agent_response: unknown, original_agent_response: unknown = ALL) => ({
    agent_response_correction_event: {corrected_agent_response, original_agent_response},
  });
  const correct = (data: object) => agent('agent_response_correction', data);
  const begin = () => receive('avatar_speak_started');
  const piece = (text: string) => receive('avatar_transcription_chunk', {text});
  const whole = () => receive('avatar_transcription', {text: ALL});

  const FORMS: Record<string, object> = {
    'nested, as its other events': heard('I know a lot.'),
    flat: heard('I know a lot.').agent_response_correction_event,
  };
  for (const [form, data] of Object.entries(FORMS)) {
    test(`the correction may be ${form}; the line is what was heard`, () => {
      begin();
      piece('I know a lot. ');
      piece('And I ');
      agent('interruption');
      correct(data);
      clock.tick(2_000);
      assert.deepEqual(told.slice(-2), ['end', 'I know a lot. (cut)']);
    });
  }

  test('a whole text that comes early is complete once it is said: before the end, as with other agents', () => {
    begin();
    whole();
    piece('I know');
    assert.deepEqual(told, [`${ALL} …`]);
    receive('avatar_speak_ended');
    clock.tick(2_000);
    assert.deepEqual(told.slice(1), [ALL, 'end']);
  });

  test('of a whole text that is interrupted, the line is what was heard, whatever the spaces', () => {
    begin();
    whole();
    agent('interruption');
    correct(heard('I know', `  ${ALL.replaceAll(' ', '\n')}`));
    clock.tick(2_000);
    assert.deepEqual(told, [`${ALL} …`, 'end', 'I know (cut)']);
  });

  test('of a text that is longer than what the server says of it, the line is what was heard', () => {
    begin();
    whole();
    agent('interruption');
    correct(heard('I know', 'I know a lot.'));
    assert.deepEqual(told, [`${ALL} …`, 'end', 'I know (cut)']);
  });

  test('the correction may come before the interruption; pieces after it are of no new line', () => {
    begin();
    whole();
    correct(heard('I know'));
    piece('a lot.');
    agent('interruption');
    clock.tick(2_000);
    assert.deepEqual(told, [`${ALL} …`, 'I know (cut)', 'end']);
  });

  test('it may come after an end that the visitor’s voice has caused', () => {
    begin();
    whole();
    receive('user_speak_started');
    receive('avatar_speak_ended');
    correct(heard('I know'));
    assert.deepEqual(told.slice(-2), ['end', 'I know (cut)']);
  });

  test('a whole text that comes after the correction is no new line', () => {
    begin();
    piece('I know a lot. And');
    agent('interruption');
    correct(heard('I know a lot.'));
    clock.tick(2_000);
    whole();
    assert.deepEqual(told.slice(1), ['end', 'I know a lot. (cut)']);
  });

  test('without a correction, the line is what had come', () => {
    begin();
    whole();
    agent('interruption');
    clock.tick(2_000);
    assert.deepEqual(told.slice(1), ['end', `${ALL} (cut)`]);
  });

  const IGNORED: Record<string, object> = {
    'of another text': heard('Hello', 'Hello there.'),
    'without a word': heard(' '),
    'without a text': heard(7),
    'that does not say of what': heard('I know', null),
    'in an unknown form': {corrected: 'I know'},
    empty: {},
  };
  for (const [what, data] of Object.entries(IGNORED)) {
    test(`a correction ${what} changes nothing`, () => {
      begin();
      whole();
      agent('interruption');
      correct(data);
      clock.tick(2_000);
      assert.deepEqual(told.slice(1), ['end', `${ALL} (cut)`]);
    });
  }

  test('nor does one of a line that is complete, or of no speech at all', () => {
    correct(heard('I know'));
    begin();
    whole();
    receive('avatar_speak_ended');
    correct(heard('I know'));
    begin();
    correct(heard('I know'));
    assert.deepEqual(told, [`${ALL} …`, ALL, 'end']);
  });

  test('another agent’s whole text is complete as it comes', () => {
    conversation.reader = new AgentMessages();
    begin();
    whole();
    assert.deepEqual(told, [ALL]);
  });
});
