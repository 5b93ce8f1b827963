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

/** Resolves with what the page gets, the calls of the API, and the problems, where LiveAvatar starts the session and this is its answer. */
async function startAnsweredBy(answer, stopAnswer) {
  const asked = [];
  const problems = [];
  const fetch = async (url, init) => {
    asked.push(url.split('/').at(-1));
    const response = await upstream(url, init);
    return url.endsWith('/start') ? answer() : url.endsWith('/stop') && stopAnswer ? stopAnswer() : response;
  };
  const onError = ({call, problem}) => problems.push([call, problem]);
  const response = await send(handler({start: true, fetch, onError}));
  return {status: response.status, asked, problems};
}

const room = {livekit_url: 'wss://rooms.example', livekit_client_token: 'token-of-the-room'};

for (const [name, answer, status] of [
  ['500', () => new Response('', {status: 500}), 502],
  ['502', () => new Response('<html>', {status: 502}), 502],
  ['503', () => Response.json({code: 5000}, {status: 503}), 502],
  ['504', () => new Response('', {status: 504}), 502],
  ['408, as a proxy says it that waited', () => new Response('', {status: 408}), 502],
  ['425', () => new Response('', {status: 425}), 502],
  ['429', () => new Response('', {status: 429}), 429],
  [
    'a redirect',
    () => new Response('', {status: 302, headers: {location: 'https://elsewhere.example'}}),
    502,
  ],
  ['200 and no JSON', () => new Response('<html>'), 502],
  ['200 and no body', () => new Response(''), 502],
  [
    '200 without a livekit_url',
    () => Response.json({data: {session_id: 'a', ...room, livekit_url: undefined}}),
    502,
  ],
  [
    '200 without a livekit_client_token',
    () => Response.json({data: {session_id: 'a', ...room, livekit_client_token: null}}),
    502,
  ],
]) {
  test(`a session that may have been started, since the answer was ${name}, is stopped`, async () => {
    const reply = await startAnsweredBy(answer);
    assert.deepEqual([reply.status, reply.asked], [status, ['token', 'start', 'stop']]);
    assert.equal(heygen.sessions.at(-1).endedBy, 'stop');
  });
}

for (const status of [400, 401, 402, 403, 404, 409, 410, 422]) {
  test(`a start that LiveAvatar refuses with ${status} has made no session, so nothing is stopped`, async () => {
    const {asked} = await startAnsweredBy(() => Response.json({code: 1}, {status}));
    assert.ok(!asked.includes('stop'), String(asked));
    await heygen.sessions.at(-1).end('closed');
  });
}

test('a session that may have been started and cannot be stopped is reported to the owner', async () => {
  const failing = () => new Response('', {status: 503});
  const {status, problems} = await startAnsweredBy(failing, failing);
  assert.equal(status, 502);
  assert.deepEqual(problems, [
    ['stop', 'unreachable'],
    ['start', 'unreachable'],
  ]);
});

test('start and agentType are for liveavatar', () => {
  for (const option of [{start: true}, {agentType: 'elevenlabs_agent'}]) {
    assert.throws(() => handler({backend: 'streaming', ...option}), /is for liveavatar/);
  }
  assert.throws(() => handler({settings: {avatar_id: AVATAR}, start: 'yes'}), /write start: true/);
});
