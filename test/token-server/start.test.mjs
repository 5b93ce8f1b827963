import assert from 'node:assert/strict';
import {test} from 'node:test';
import {AVATAR, handler, heygen, send, upstream} from './fake-api.mjs';

const calls = (from) => heygen.requests.slice(from).map(({endpoint}) => endpoint);

test('with start, the page gets a session that runs, with its token, its ticket and its agent', async () => {
  const handle = handler({start: true, agentType: 'elevenlabs_agent'});
  const reply = await (await send(handle)).json();
  const session = heygen.sessions.find(({sessionId}) => sessionId === reply.session_id);
  assert.equal(session.state, 'started');
  assert.deepEqual(Object.keys(reply).sort(), [
    'agent_type',
    'livekit_client_token',
    'livekit_url',
    'max_session_duration',
    'session_id',
    'session_token',
    'stop_ticket',
  ]);
  assert.equal(reply.agent_type, 'elevenlabs_agent');
  assert.equal(heygen.requests.at(-1).headers.get('x-api-key'), null);
  await session.end('closed');
});

test('a token that is fetched ahead comes without a session', async () => {
  const {length} = heygen.requests;
  const reply = await (await send(handler({start: true}), {body: {prefetch: true}})).json();
  assert.deepEqual(Object.keys(reply).sort(), ['session_id', 'session_token', 'stop_ticket']);
  assert.deepEqual(calls(length), ['sessions/token']);
});

test('where LiveAvatar refuses to start the session, the page learns why', async () => {
  const problems = [];
  const fetch = (url, init) =>
    url.endsWith('/start')
      ? Response.json({code: 4032, message: 'Session concurrency limit reached'}, {status: 403})
      : upstream(url, init);
  const response = await send(handler({start: true, fetch, onError: (problem) => problems.push(problem)}));
  assert.deepEqual([response.status, await response.json()], [503, {error: 'busy'}]);
  assert.equal(problems[0].call, 'start');
});

test('a session that may have been started, since the answer was lost, is stopped', async () => {
  const asked = [];
  const fetch = async (url, init) => {
    asked.push(url.split('/').at(-1));
    const response = await upstream(url, init);
    if (url.endsWith('/start')) throw new TypeError('socket hang up');
    return response;
  };
  const response = await send(handler({start: true, fetch}));
  assert.deepEqual([response.status, await response.json()], [502, {error: 'unreachable'}]);
  assert.deepEqual(asked, ['token', 'start', 'stop']);
  assert.equal(heygen.sessions.at(-1).endedBy, 'stop');
});

test('start and agentType are for liveavatar', () => {
  for (const option of [{start: true}, {agentType: 'elevenlabs_agent'}]) {
    assert.throws(() => handler({backend: 'streaming', ...option}), /is for liveavatar/);
  }
  assert.throws(() => handler({settings: {avatar_id: AVATAR}, start: 'yes'}), /write start: true/);
});
