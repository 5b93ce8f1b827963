import {assert} from '@open-wc/testing';
import type {AvatarSession} from '../../../src/session/avatar-session.js';
import type {AvatarSessionOptions} from '../../../src/session/session-options.js';
import {make as makeWith, sandbox, useSandbox} from '../../support/test-sessions.js';
import {nextEvent, until} from '../../support/waiting.js';

const make = (options: AvatarSessionOptions = {}) =>
  makeWith({tokenUrl: sandbox.liveAvatarTokenUrlOf('connector'), ...options});

/** A call as the agent sends it. */
const send = (data: object, event_id = 'event') =>
  sandbox.send(
    {event_type: 'elevenlabs_agent_event', event_id, elevenlabs_event_type: 'client_tool_call', data},
    {topic: 'agent-response'},
  );

/** What the agent was answered. */
const answers = () =>
  (sandbox.sessions[0]?.agentCommands ?? [])
    .filter(({type}) => type === 'client_tool_result')
    .map(({data}) => [data['tool_call_id'], data['result'], data['is_error']]);

const asked = (session: Pick<AvatarSession, 'speak'>, text: string) => session.speak(text, {type: 'chat'});

suite('AvatarSession: the tools of an ElevenLabs agent', () => {
  useSandbox();

  test('the visitor asks, the agent calls, the page answers, the agent tells', async () => {
    const session = make();
    session.registerTool('price', {description: 'The price', run: ({of}) => `${String(of)} costs 5.`});
    await session.start();
    const said = nextEvent(session, 'avatar-message', ({role, final}) => role === 'avatar' && final);
    const called = nextEvent(session, 'avatar-toolcall');
    const task = await asked(session, 'tool price {"of": "tea"}');
    const {result, error} = await called;
    assert.deepEqual([result, error], ['tea costs 5.', null]);
    const {text, taskId} = await said;
    assert.deepEqual([text, taskId], ['tea costs 5.', task.taskId]);
  });

  test('both forms of a call are known, each is answered once, and an unknown tool as such', async () => {
    const session = make();
    const runs: unknown[] = [];
    await session.start();
    session.registerTool('note', {run: (parameters) => void runs.push(parameters)});
    send({client_tool_call: {tool_name: 'note', tool_call_id: 'nested', parameters: {a: 1}}});
    send({tool_name: 'note', tool_call_id: 'flat', parameters: '{"a": 2}'});
    send({tool_name: 'note', tool_call_id: 'flat', parameters: '{"a": 2}'});
    send({tool_name: 'other', tool_call_id: 'unknown'});
    send({tool_name: 'no id'});
    await until(() => answers().length === 3);
    assert.deepEqual(runs, [{a: 1}, {a: 2}]);
    // A tool may take longer than the refusal of the next one.
    assert.sameDeepMembers(answers(), [
      ['nested', 'Done.', false],
      ['flat', 'Done.', false],
      ['unknown', 'This page cannot do that.', true],
    ]);
  });

  test('a listener of the call may remove the tool, register another, and end the session', async () => {
    const session = make();
    await session.start();
    const remove = session.registerTool('one', {run: () => 'one'});
    const results: unknown[] = [];
    session.addEventListener('avatar-toolcall', ({name, result}) => {
      results.push(result);
      if (name === 'two') return void session.stop();
      remove();
      session.registerTool('two', {run: () => 'two'});
      send({tool_name: 'two', tool_call_id: '2'});
    });
    const ended = nextEvent(session, 'avatar-end');
    send({tool_name: 'one', tool_call_id: '1'});
    await ended;
    assert.deepEqual(results, ['one', 'two']);
  });

  test('a tool that runs when the session ends is aborted, and nobody hears of it', async () => {
    const session = make();
    let signal: AbortSignal | undefined;
    const running = new Promise<void>((resolve) => {
      session.registerTool('wait', {
        run: (_, context) => {
          ({signal} = context);
          resolve();
          return new Promise(() => {});
        },
      });
    });
    let calls = 0;
    session.addEventListener('avatar-toolcall', () => calls++);
    await session.start();
    send({tool_name: 'wait', tool_call_id: '1'});
    await running;
    await session.stop();
    assert.deepEqual([signal?.aborted, calls], [true, 0]);
    session.registerTool('late', {run: () => ''})();
  });
});
