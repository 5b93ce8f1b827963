import {assert} from '@open-wc/testing';
import type {LiveAvatarKind} from '../../../src/sandbox/sandbox.js';
import type {AvatarError} from '../../../src/session/errors/avatar-error.js';
import type {AvatarSessionOptions} from '../../../src/session/session-options.js';
import {live as liveWith, make as makeWith, open, sandbox, useSandbox} from '../../support/test-sessions.js';
import {nextEvent, rejection, until} from '../../support/waiting.js';

const TOPIC = {topic: 'agent-response'};

const of = (kind: LiveAvatarKind, options: AvatarSessionOptions) => ({
  tokenUrl: sandbox.liveAvatarTokenUrlOf(kind),
  ...options,
});
const make = (kind: LiveAvatarKind, options: AvatarSessionOptions = {}) => makeWith(of(kind, options));
const live = (kind: LiveAvatarKind, options: AvatarSessionOptions = {}) => liveWith(of(kind, options));

/** What the agent has been told, as its type and text. */
const told = () =>
  (sandbox.sessions[0]?.agentCommands ?? []).map(({type, data}) =>
    [type, data['text']].filter(Boolean).join(' '),
  );

suite('AvatarSession: the agents of LiveAvatar', () => {
  useSandbox();

  for (const [kind, mode, agent] of [
    ['full', 'full', 'liveavatar'],
    ['voice-agent', 'lite', 'elevenlabs'],
    ['connector', 'lite', 'elevenlabs'],
  ] as const) {
    test(`a token of kind ${kind} makes a ${mode} session with ${agent}`, async () => {
      const session = make(kind);
      assert.deepEqual([session.mode, session.agent], [null, null]);
      await session.start();
      assert.deepEqual([session.mode, session.agent], [mode, agent]);
      assert.deepEqual([session.info?.mode, session.info?.agent], [mode, agent]);
    });
  }

  test('the streaming API has a session of mode full, and no agent of LiveAvatar’s', async () => {
    const session = await liveWith();
    assert.deepEqual([session.mode, session.agent], ['full', null]);
    for (const told of [session.sendContext('x'), session.sendUserActivity()]) {
      assert.equal(((await rejection(told)) as AvatarError).code, 'unsupported-by-agent');
    }
  });

  test('the reply with the token names the agent, and it waits for nobody', async () => {
    const session = makeWith({
      tokenProvider: async () => {
        const reply = await fetch(sandbox.liveAvatarTokenUrl, {method: 'POST'});
        return {data: {...((await reply.json()) as object), agent_type: 'elevenlabs_agent'}};
      },
    });
    await session.start();
    assert.equal(session.agent, 'elevenlabs');
  });

  test('the first event of an agent shows whose it is: what waits for LiveAvatar’s agent goes to that one', async () => {
    await sandbox.stop();
    await open({isAgentLate: true});
    const session = await live('full');
    const {info} = session;
    assert.equal(session.info, info);
    const asking = session.speak('Hello?', {type: 'chat'});
    assert.deepEqual(sandbox.sessions[0]?.commands, []);
    sandbox.send({event_type: 'elevenlabs_agent_event', elevenlabs_event_type: 'ping'}, TOPIC);
    await asking;
    await until(() => sandbox.sessions[0]?.commands.length === 1);
    assert.deepEqual(sandbox.sessions[0]?.commands, ['user_message']);
    assert.deepEqual([session.info?.agent, session.info?.id], ['elevenlabs', info?.id]);
  });

  test('an ElevenLabs agent answers a question: the words, and the task of the answer', async () => {
    const session = await live('connector');
    const lines: string[] = [];
    session.addEventListener('avatar-message', ({role, text, final, taskId}) => {
      if (final) lines.push(`${role} ${taskId === null ? '' : 'task '}${text.slice(0, 8)}`);
    });
    const started = nextEvent(session, 'avatar-speechstart');
    const task = await session.speak('How are you?', {type: 'chat'});
    assert.equal((await started).taskId, task.taskId);
    assert.equal(await task.ended, 'finished');
    assert.deepEqual(lines, ['user task How are ', 'avatar task You said']);
    assert.deepEqual(told(), ['user_message How are you?']);
  });

  test('what is said before the question is not its answer', async () => {
    const session = await live('connector');
    const begun = nextEvent(session, 'avatar-speechstart');
    sandbox.send({event_type: 'avatar_speak_started', source_event_id: 'own'}, TOPIC);
    assert.isNull((await begun).taskId);
    const task = await session.speak('And?', {type: 'chat'});
    const {taskId} = await nextEvent(session, 'avatar-speechstart');
    assert.equal(taskId, task.taskId);
  });

  test('it cannot be given a text to say: the error names what to call instead', async () => {
    const session = await live('voice-agent');
    const error = (await rejection(session.speak('Say this.'))) as AvatarError;
    assert.equal(error.code, 'unsupported-by-agent');
    assert.match(error.message, /ask\(\).*sendContext\(\)/);
  });

  test('context, activity and questions reach the agent in the order of the calls', async () => {
    const session = await live('voice-agent');
    void session.sendContext('The visitor looks at prices.');
    void session.speak('What does it cost?', {type: 'chat'});
    await session.sendContext('  The visitor has left the prices.  ');
    await session.sendUserActivity();
    await until(() => told().length === 4);
    assert.deepEqual(told(), [
      'contextual_update The visitor looks at prices.',
      'user_message What does it cost?',
      'contextual_update The visitor has left the prices.',
      'user_activity',
    ]);
  });

  test('LiveAvatar’s own agent takes no context', async () => {
    const session = await live('full');
    for (const told of [session.sendContext('x'), session.sendUserActivity()]) {
      assert.equal(((await rejection(told)) as AvatarError).code, 'unsupported-by-agent');
    }
    assert.deepEqual(sandbox.sessions[0]?.commands, []);
  });

  test('a context without a text, and one without a session, are errors of their own', async () => {
    const session = make('voice-agent');
    assert.equal(((await rejection(session.sendContext('x'))) as AvatarError).code, 'not-live');
    assert.equal(((await rejection(session.sendContext(' '))) as AvatarError).code, 'bad-text');
    assert.equal(((await rejection(session.sendUserActivity())) as AvatarError).code, 'not-live');
  });

  test('an interruption ends the speech, also where no end of it comes', async () => {
    await sandbox.stop();
    await open({msPerCharacter: 1000});
    const session = await live('connector');
    const task = await session.speak('Tell me everything.', {type: 'chat'});
    await until(() => session.speaking);
    const ended = nextEvent(session, 'avatar-speechend');
    const at = Date.now();
    sandbox.sessions[0]?.interrupt();
    assert.equal((await ended).reason, 'interrupted');
    assert.equal(await task.ended, 'interrupted');
    assert.isBelow(Date.now() - at, 1_500, 'by the event, not by a time limit');
    assert.isFalse(session.speaking);
  });
});

suite('AvatarSession: a language that the agent refuses', () => {
  useSandbox();
  const asked = () =>
    sandbox.requests.map(({endpoint, body, status}) => [endpoint, body?.['language'], status]);

  test('by the start call: the session starts without it, with a new token', async () => {
    const session = await live('voice-agent', {settings: {language: 'de'}});
    assert.equal(session.state, 'live');
    assert.deepEqual(asked(), [
      ['liveavatar_token', 'de', 200],
      ['sessions/start', undefined, 400],
      ['liveavatar_token', undefined, 200],
      ['sessions/start', undefined, 201],
    ]);
    assert.equal(sandbox.sessions.length, 1);
  });

  for (const status of [400, 422]) {
    test(`by the token endpoint with ${status}: the token is fetched without it`, async () => {
      sandbox.inject('liveavatar_token', {status});
      await live('connector', {settings: {language: 'de'}});
      assert.deepEqual(asked().slice(0, 2), [
        ['liveavatar_token', 'de', status],
        ['liveavatar_token', undefined, 200],
      ]);
    });
  }

  test('where it was not the cause, the error is that of the first request', async () => {
    sandbox.inject('liveavatar_token', {status: 422});
    sandbox.inject('liveavatar_token', {status: 403});
    const session = make('connector', {settings: {language: 'de'}});
    assert.equal(((await rejection(session.start())) as AvatarError).status, 422);
  });

  for (const [settings, status] of [
    [{}, 422],
    [{language: 'de'}, 403],
  ] as const) {
    test(`${JSON.stringify(settings)} with ${status} is not tried again`, async () => {
      sandbox.inject('liveavatar_token', {status});
      await rejection(make('connector', {settings}).start());
      assert.equal(sandbox.requests.length, 1);
    });
  }
});
