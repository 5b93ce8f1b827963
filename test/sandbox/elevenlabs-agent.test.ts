import {assert} from '@open-wc/testing';
import {ELEVENLABS_MESSAGES} from '../../src/sandbox/http/elevenlabs-agent.js';

suite('the sandbox’s ElevenLabs agent', () => {
  const task = {taskId: 't', text: 'One two three four', type: 'chat', durationMs: 1_000} as const;
  const ends = (ms: number, isCut: boolean) =>
    ELEVENLABS_MESSAGES.speechEnd(task, ms, {isCut}).map((message) => {
      const {event_type, elevenlabs_event_type, data} = message as Record<string, unknown>;
      return [event_type, elevenlabs_event_type, data];
    });

  test('ends a speech that was interrupted with what was heard of it, in whole words', () => {
    const [interruption, correction] = ends(600, true);
    assert.deepEqual(interruption, ['elevenlabs_agent_event', 'interruption', {}]);
    const heard = {original_agent_response: task.text, corrected_agent_response: 'One two'};
    assert.deepEqual(correction, [
      'elevenlabs_agent_event',
      'agent_response_correction',
      {agent_response_correction_event: heard},
    ]);
  });

  test('ends any other without one', () => {
    assert.deepEqual(ends(1_000, false), [['avatar_speak_ended', undefined, undefined]]);
  });
});
