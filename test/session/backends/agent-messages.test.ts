import {assert} from '@open-wc/testing';
import type {BackendEvent} from '../../../src/session/backends/backend.js';
import {AgentMessages} from '../../../src/session/backends/liveavatar/agent-messages.js';
import {apiErrorOf} from '../../../src/session/backends/liveavatar/liveavatar-api-errors.js';

const response = (text: string, topic = 'agent-response') => ({
  payload: new TextEncoder().encode(text),
  topic,
  from: undefined,
});

suite('AgentMessages', () => {
  let messages: AgentMessages;
  setup(() => (messages = new AgentMessages()));

  const read = (event_type: string, fields: object = {}) =>
    messages.read(response(JSON.stringify({event_type, ...fields})));

  test('a reason that only JavaScript knows is no reason of ours', () => {
    for (const end_reason of ['__proto__', 'constructor', 'toString']) {
      assert.deepEqual(read('session.stopped', {end_reason}), {type: 'ended', reason: 'server'});
    }
  });

  test('a message of another topic means nothing', () => {
    assert.isNull(messages.read(response('{"event_type":"avatar.speak_started"}', 'agent-control')));
  });

  test('a speech belongs to the command that waits for it', () => {
    messages.expect('one');
    const from = {source_event_id: 'one'};
    assert.deepEqual(read('avatar.speak_started', from), {type: 'speech-start', taskId: 'one'});
    assert.deepEqual(read('avatar.transcription.chunk', {...from, text: 'Hi '}), {
      type: 'text',
      role: 'avatar',
      taskId: 'one',
      piece: 'Hi ',
    });
    assert.deepEqual(read('avatar.speak_ended', from), {type: 'speech-end', taskId: 'one', durationMs: null});
  });

  test('without an id, it belongs to the oldest that waits', () => {
    messages.expect('one');
    messages.expect('two');
    assert.deepEqual(read('avatar.speak_started'), {type: 'speech-start', taskId: 'one'});
  });

  test('an answer to the visitor’s voice that carries a stale id is not the old task’s', () => {
    messages.expect('one');
    const stale = {source_event_id: 'one'};
    read('avatar.speak_started', stale);
    read('avatar.speak_ended', stale);
    assert.deepEqual(read('avatar.speak_started', stale), {type: 'speech-start', taskId: null});
    assert.deepEqual(read('avatar.transcription.chunk', {...stale, text: 'New'}), {
      type: 'text',
      role: 'avatar',
      taskId: null,
      piece: 'New',
    });
  });

  test('a speech that begins right after an interrupt is not the next command’s', () => {
    messages.expect('old');
    messages.drop();
    messages.expect('new');
    assert.deepEqual(read('avatar.speak_started', {source_event_id: 'old'}), {
      type: 'speech-start',
      taskId: null,
    });
    assert.deepEqual(read('avatar.speak_started', {source_event_id: 'new'}), {
      type: 'speech-start',
      taskId: 'new',
    });
  });

  test('what is said after an interrupt is not in the queue that it drops', () => {
    messages.expect('old');
    messages.drop();
    messages.expect('new');
    assert.deepEqual(read('avatar.speak_started'), {type: 'speech-start', taskId: 'new'});
  });

  test('a command that could not be sent waits for no speech', () => {
    messages.expect('lost');
    messages.expect('sent');
    messages.forget('lost');
    assert.deepEqual(read('avatar.speak_started'), {type: 'speech-start', taskId: 'sent'});
  });

  test('the whole text that comes after the end of its speech is still its own', () => {
    messages.expect('one');
    const from = {source_event_id: 'one'};
    read('avatar.speak_started', from);
    read('avatar.speak_ended', from);
    const late = {type: 'text-end', role: 'avatar', taskId: 'one', text: 'One'};
    assert.deepEqual(read('avatar.transcription', {...from, text: 'One'}), late as BackendEvent);
    // The id has gone stale now.
    assert.deepEqual(read('avatar.transcription', {...from, text: 'Two'}), {
      ...late,
      taskId: null,
      text: 'Two',
    } as BackendEvent);
  });

  test('pieces after the whole text of an answer to a voice are not a new message either', () => {
    read('avatar.speak_started');
    read('avatar.transcription', {text: 'All of it.'});
    assert.isNull(read('avatar.transcription.chunk', {text: 'All '}));
    read('avatar.speak_ended');
    read('avatar.speak_started');
    assert.isNotNull(read('avatar.transcription.chunk', {text: 'Next '}));
  });

  test('the whole text may be shorter than its pieces, after an interrupt', () => {
    messages.expect('one');
    const from = {source_event_id: 'one'};
    read('avatar.speak_started', from);
    read('avatar.transcription.chunk', {...from, text: 'One two three'});
    assert.deepEqual(read('avatar.transcription', {...from, text: 'One'}), {
      type: 'text-end',
      role: 'avatar',
      taskId: 'one',
      text: 'One',
    });
  });

  test('pieces that come after the whole text are not a new message', () => {
    messages.expect('one');
    const from = {source_event_id: 'one'};
    read('avatar.speak_started', from);
    read('avatar.transcription', {...from, text: 'All of it.'});
    assert.isNull(read('avatar.transcription.chunk', {...from, text: 'All '}));
  });

  test('the whole text that comes before the speech is its own, and the pieces after it are none of a new message', () => {
    messages.expect('one');
    const from = {source_event_id: 'one'};
    const whole = {type: 'text-end', role: 'avatar', taskId: 'one', text: 'All.'} as BackendEvent;
    assert.deepEqual(read('avatar.transcription', {...from, text: 'All.'}), whole);
    assert.isNull(read('avatar.transcription.chunk', {...from, text: 'All.'}));
    read('avatar.speak_started', from);
    assert.isNull(read('avatar.transcription.chunk', {...from, text: 'All.'}));
    read('avatar.speak_ended', from);
    messages.expect('two');
    read('avatar.speak_started', {source_event_id: 'two'});
    assert.isNotNull(read('avatar.transcription.chunk', {source_event_id: 'two', text: 'Next'}));
  });

  test('a late whole text is not that of a speech before the last', () => {
    messages.expect('one');
    messages.expect('two');
    for (const id of ['one', 'two']) {
      read('avatar.speak_started', {source_event_id: id});
      read('avatar.speak_ended', {source_event_id: id});
    }
    const text = read('avatar.transcription', {source_event_id: 'one', text: 'One'});
    assert.deepEqual(text, {type: 'text-end', role: 'avatar', taskId: null, text: 'One'});
  });

  test('an interrupt forgets the texts that came ahead of their speech', () => {
    messages.expect('one');
    read('avatar.transcription', {source_event_id: 'one', text: 'All.'});
    messages.drop();
    messages.expect('one');
    read('avatar.speak_started', {source_event_id: 'one'});
    assert.isNotNull(read('avatar.transcription.chunk', {source_event_id: 'one', text: 'All.'}));
  });

  const CALL = {tool_name: 'price', tool_call_id: 'c1', parameters: {of: 'tea'}};
  for (const [data, call] of [
    [{client_tool_call: CALL}, {id: 'c1', name: 'price', parameters: {of: 'tea'}, eventId: 'e1'}],
    [CALL, {id: 'c1', name: 'price', parameters: {of: 'tea'}, eventId: 'e1'}],
    [
      {tool_name: 'price', tool_call_id: 'c1'},
      {id: 'c1', name: 'price', parameters: undefined, eventId: 'e1'},
    ],
    [{tool_name: 'price'}, null],
    [{client_tool_call: {tool_name: 7, tool_call_id: 'c1'}}, null],
    [null, null],
    ['price', null],
  ] as const) {
    test(`a tool call with ${JSON.stringify(data)} is ${call ? 'one' : 'none'}`, () => {
      const event = {elevenlabs_event_type: 'client_tool_call', event_id: 'e1', data};
      assert.deepEqual(read('elevenlabs_agent_event', event), call && {type: 'tool-call', call});
    });
  }

  test('each event of an ElevenLabs agent shows whose it is, also one that means nothing else', () => {
    let seen = 0;
    messages = new AgentMessages(() => seen++);
    for (const elevenlabs_event_type of ['ping', undefined]) {
      assert.isNull(read('elevenlabs_agent_event', {elevenlabs_event_type}));
    }
    read('avatar_speak_started');
    assert.equal(seen, 2);
  });

  for (const [event_type, fields, event] of [
    ['user.speak_started', {}, {type: 'user-speech-start'}],
    ['user.speak_ended', {}, {type: 'user-speech-end'}],
    ['user.transcription.chunk', {text: 'He'}, {type: 'text', role: 'user', taskId: null, piece: 'He'}],
    ['user.transcription', {text: 'Hello'}, {type: 'text-end', role: 'user', taskId: null, text: 'Hello'}],
    ['session.stopped', {end_reason: 'NO_CREDITS'}, {type: 'ended', reason: 'no-credits'}],
    ['session.stopped', {stop_reason: 'IDLE_TIMEOUT'}, {type: 'ended', reason: 'idle-timeout'}],
    ['session.stopped', {end_reason: 'MAX_DURATION_REACHED'}, {type: 'ended', reason: 'time-limit'}],
    ['session.stopped', {end_reason: 'ZOMBIE_SESSION_REAP'}, {type: 'ended', reason: 'idle-timeout'}],
    ['session.stopped', {end_reason: 'SERVER_ERROR'}, {type: 'ended', reason: 'error'}],
    ['session.stopped', {end_reason: 'DISPATCH_FAILED'}, {type: 'ended', reason: 'error'}],
    ['session.stopped', {end_reason: 'SOMETHING_NEW'}, {type: 'ended', reason: 'server'}],
    ['session_stopped', {stop_reason: 'NO_CREDITS'}, {type: 'ended', reason: 'no-credits'}],
    ['session.stopped', {reason: 'NO_CREDITS'}, {type: 'ended', reason: 'no-credits'}],
    ['user.transcription_chunk', {text: 'He'}, {type: 'text', role: 'user', taskId: null, piece: 'He'}],
    ['user_transcription_chunk', {text: 'He'}, {type: 'text', role: 'user', taskId: null, piece: 'He'}],
    ['user_transcription', {text: 'Hello'}, {type: 'text-end', role: 'user', taskId: null, text: 'Hello'}],
    ['avatar_transcription_chunk', {text: 'He'}, {type: 'text', role: 'avatar', taskId: null, piece: 'He'}],
    ['avatar.transcription_chunk', {text: 'He'}, {type: 'text', role: 'avatar', taskId: null, piece: 'He'}],
    ['avatar_speak_started', {}, {type: 'speech-start', taskId: null}],
    ['elevenlabs_agent_event', {elevenlabs_event_type: 'interruption', data: {}}, null],
    ['constructor', {}, null],
    ['session.state_updated', {}, null],
  ] as [string, object, BackendEvent | null][]) {
    test(`${event_type} ${JSON.stringify(fields)} is ${event?.type ?? 'nothing to us'}`, () => {
      assert.deepEqual(read(event_type, fields), event);
    });
  }

  test('an interruption is the end of the speech, and an end that follows it is nobody’s', () => {
    messages.expect('one', {isNamed: false});
    assert.deepEqual(read('avatar_speak_started', {source_event_id: 'own'}), {
      type: 'speech-start',
      taskId: 'one',
    });
    const interruption = {elevenlabs_event_type: 'interruption'};
    const end = {type: 'speech-end', durationMs: null} as const;
    assert.deepEqual(read('elevenlabs_agent_event', interruption), {
      ...end,
      taskId: 'one',
      reason: 'interrupted',
    });
    assert.deepEqual(read('avatar_speak_ended'), {...end, taskId: null});
  });

  test('messages of any form are survived', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"event_type":5}',
      '{"event_type":"avatar.transcription","text":{}}',
    ]) {
      messages.read(response(text));
    }
  });
});

suite('LiveAvatar’s problems', () => {
  for (const [status, body, code] of [
    [403, {code: 4032, message: 'Session concurrency limit reached'}, 'concurrency-limit'],
    [403, {code: 4003, message: 'Session concurrency limit reached'}, 'concurrency-limit'],
    [403, {code: 4033, message: 'No credits available for start session'}, 'no-credits'],
    [403, {code: 4003, message: 'Not authenticated'}, 'unauthorized'],
    [401, {code: 4001, message: 'bad key'}, 'unauthorized'],
    [429, {}, 'rate-limited'],
    [402, {}, 'no-credits'],
    [422, {detail: [{loc: ['body'], msg: 'field required', type: 'x'}]}, 'bad-request'],
    [400, {code: 400, data: [{message: 'Avatar is not supported in sandbox'}]}, 'avatar-not-found'],
    [400, {message: 'Session is no longer active'}, 'session-not-found'],
    [404, {message: 'Session not found'}, 'session-not-found'],
    [404, '<html>', 'protocol'],
    [200, {code: 4000, message: 'wrong'}, 'protocol'],
    [500, {message: 'credit service down'}, 'server-error'],
  ] as const) {
    test(`${status} ${JSON.stringify(body)} is ${code}`, () => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      assert.equal(apiErrorOf({status, ok: status < 300, text, retryAfterMs: undefined}).code, code);
    });
  }
});
