import {assert} from '@open-wc/testing';
import {streamingMessages} from '../../../src/session/backends/streaming/streaming-messages.js';
import type {BackendEvent} from '../../../src/session/backends/backend.js';

const read = (message: unknown) => {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  return streamingMessages.read({
    payload: new TextEncoder().encode(text),
    topic: undefined,
    from: undefined,
  });
};

suite('streamingMessages', () => {
  const taskId = 't';
  const cases: [message: object, event: BackendEvent][] = [
    [
      {type: 'avatar_start_talking', task_id: taskId},
      {type: 'speech-start', taskId},
    ],
    [
      {type: 'avatar_stop_talking', task_id: taskId, duration_ms: 12.5},
      {type: 'speech-end', taskId, durationMs: 12.5},
    ],
    [
      {type: 'avatar_stop_talking', task_id: taskId},
      {type: 'speech-end', taskId, durationMs: null},
    ],
    [
      {type: 'avatar_talking_message', task_id: taskId, message: ' and'},
      {type: 'text', role: 'avatar', taskId, piece: ' and'},
    ],
    [
      {type: 'avatar_end_message', task_id: taskId},
      {type: 'text-end', role: 'avatar', taskId},
    ],
    [
      {type: 'user_talking_message', task_id: taskId, message: 'hi'},
      {type: 'text', role: 'user', taskId, piece: 'hi'},
    ],
    [
      {type: 'user_end_message', task_id: taskId},
      {type: 'text-end', role: 'user', taskId},
    ],
    [
      {type: 'avatar_start_talking', task_id: 5, extra: {a: 1}},
      {type: 'speech-start', taskId: null},
    ],
  ];
  for (const [message, event] of cases) {
    test(`${JSON.stringify(message)} means ${event.type}`, () => assert.deepEqual(read(message), event));
  }

  for (const message of [
    '',
    'push_to_talk:start',
    '{"type":',
    'null',
    '[]',
    '5',
    {type: 'avatar_thinks'},
    {type: 5},
    {type: 'avatar_talking_message', message: {}},
    {type: 'user_talking_message'},
  ]) {
    test(`${JSON.stringify(message)} is nothing to us`, () => assert.isNull(read(message)));
  }

  test('bytes that are not UTF-8 are nothing to us', () => {
    assert.isNull(
      streamingMessages.read({
        payload: new Uint8Array([0xff, 0xfe, 0x00]),
        topic: undefined,
        from: undefined,
      }),
    );
  });
});
