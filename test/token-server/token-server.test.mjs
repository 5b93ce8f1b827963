import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {
  AVATAR,
  heygen,
  handler,
  lastRequest,
  send,
  KEY,
  openSession,
  ORIGIN,
  upstream,
  stopBody,
} from './fake-api.mjs';

after(() => heygen.close());

test('the handler returns a LiveAvatar token with the owner’s settings and keeps the key secret', async () => {
  const settings = {avatar_id: AVATAR, avatar_persona: {language: 'en', voice_id: 'owner-voice'}};
  const response = await send(handler({settings}));
  assert.equal(response.status, 200);
  const text = await response.text();
  const {session_token, session_id, stop_ticket, ...rest} = JSON.parse(text);
  assert.ok(session_token.length > 20 && session_id.length > 20 && stop_ticket.length > 20);
  assert.deepEqual(rest, {});
  assert.deepEqual(lastRequest().body, {mode: 'FULL', ...settings});
  assert.equal(lastRequest().headers.get('x-api-key'), KEY);
  assert.ok(!text.includes(KEY) && ![...response.headers].flat().join().includes(KEY));
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('the handler returns a streaming token', async () => {
  const response = await send(handler({backend: 'streaming'}));
  assert.equal(typeof (await response.json()).token, 'string');
  assert.equal(lastRequest().endpoint, 'create_token');
});

for (const origin of ['https://evil.example', 'https://shop.example.evil.example', 'null', undefined]) {
  test(`the handler refuses the origin ${origin}, without CORS headers`, async () => {
    const request = new Request('https://api.shop.example/api/avatar-token', {method: 'POST', body: '{}'});
    if (origin) request.headers.set('origin', origin);
    const response = await handler()(request);
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  });
}

test('the handler answers a preflight of an allowed origin and refuses other methods', async () => {
  const response = await send(handler(), {method: 'OPTIONS'});
  assert.equal(response.status, 204);
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
  assert.equal(response.headers.get('access-control-allow-headers'), 'content-type, x-requested-with');
  assert.equal(response.headers.get('vary'), 'origin');
  assert.equal((await send(handler(), {method: 'GET'})).status, 405);
});

test('a page can read the retry-after header', async () => {
  const response = await send(handler());
  assert.equal(response.headers.get('access-control-expose-headers'), 'retry-after');
});

for (const [name, fault, status, error, message] of [
  ['refuses the key', {status: 401, code: 4001, message: `bad key ${KEY}`}, 502, 'refused', /the key/],
  ['has no credits left', {status: 403, code: 4033, message: 'No credits'}, 503, 'no-credits', /credits/],
  [
    'has no free session',
    {status: 403, code: 4032, message: 'Session concurrency limit'},
    503,
    'busy',
    /in use/,
  ],
  ['limits the rate', {status: 429, headers: {'retry-after': '7'}}, 429, 'rate-limited', /too often/],
  ['is retired', {status: 410, code: 'endpoint_sunset'}, 410, 'retired', /LiveAvatar/],
  ['has an internal error', {status: 500, message: 'stack trace'}, 502, 'unreachable', /fault of its own/],
  ['redirects', {status: 302, headers: {location: 'https://evil.example'}}, 502, 'refused', /apiUrl/],
  ['does not send JSON', {malformed: '<html>'}, 502, 'refused', /apiUrl/],
  ['sends no token', {malformed: '{"code":1000,"data":{}}'}, 502, 'refused', /apiUrl/],
  ['cannot be reached', {network: true}, 502, 'unreachable', /could not be reached/],
]) {
  test(`if the API ${name}, the page gets only "${error}", and the owner gets the reason`, async () => {
    heygen.inject('sessions/token', fault);
    const problems = [];
    const response = await send(handler({onError: (problem) => problems.push(problem)}));
    assert.equal(response.status, status);
    assert.equal(await response.text(), JSON.stringify({error}));
    if (error === 'rate-limited') assert.equal(response.headers.get('retry-after'), '7');
    const [{call, problem, ...report}, ...more] = problems;
    assert.deepEqual([call, problem, more], ['token', error, []]);
    assert.match(report.message, message);
    assert.equal(report.status, 'malformed' in fault ? 200 : fault.status);
    assert.ok(!JSON.stringify(report).includes(KEY));
  });
}

test('the owner gets the names of the settings that the API refuses, and the API’s code', async () => {
  const problems = [];
  const onError = (problem) => problems.push(problem);
  await send(handler({settings: {avatar_id: 'Wayne_20240711'}, onError}));
  assert.equal(problems[0].status, 422);
  assert.match(problems[0].message, /names: avatar_id\.$/);
  heygen.inject('sessions/token', {status: 401, code: 4001});
  await send(handler({onError}));
  assert.equal(problems[1].code, '4001');
});

test('the owner gets the code of a system error but not its message, which may contain a header', async () => {
  const problems = [];
  const cause = Object.assign(new Error(`bad header ${KEY}`), {code: 'ENOTFOUND'});
  const fetch = () => Promise.reject(new TypeError(`x-api-key: ${KEY}`, {cause}));
  await send(handler({fetch, onError: (problem) => problems.push(problem)}));
  assert.equal(problems[0].code, 'ENOTFOUND');
  assert.ok(!JSON.stringify(problems).includes(KEY));
});

test('the page gets its response even if onError throws', async () => {
  heygen.inject('sessions/token', {status: 401});
  const onError = () => {
    throw new Error('disk full');
  };
  assert.equal((await send(handler({onError}))).status, 502);
});

test('the handler does not follow a redirect of the API with the key', async () => {
  let redirect;
  await send(handler({fetch: (url, init) => ((redirect = init.redirect), upstream(url, init))}));
  assert.equal(redirect, 'manual');
});

test('an API that never answers is a timeout', async () => {
  const fetch = (_, {signal}) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const response = await send(handler({fetch, timeoutMs: 20}));
  assert.equal(response.status, 504);
});

test('an owner’s fetch that ignores its signal is a timeout', async () => {
  const response = await send(handler({fetch: () => new Promise(() => {}), timeoutMs: 20}));
  assert.equal(response.status, 504);
});

for (const backend of ['liveavatar', 'streaming']) {
  test(`the beacon of a page that closes ends its ${backend} session`, async () => {
    const handle = handler({backend});
    const {id, session} = await openSession(await (await send(handle)).json());
    const body = backend === 'streaming' ? {session_id: id} : await stopBody(id);
    const response = await send(handle, {path: '/api/avatar-token/stop', body});
    assert.equal(response.status, 204);
    assert.equal(session.state, 'stopped');
    assert.equal(session.endedBy, 'stop');
  });
}

test('the handler reports no problem for a beacon of an ended session, but reports other failures', async () => {
  const problems = [];
  const handle = handler({onError: (problem) => problems.push(problem)});
  const body = await stopBody('long-gone');
  const stop = () => send(handle, {path: '/api/avatar-token/stop', body});
  assert.equal((await stop()).status, 204);
  assert.deepEqual(problems, []);
  heygen.inject('sessions/stop', {status: 401});
  assert.equal((await stop()).status, 204);
  assert.deepEqual([problems[0].call, problems[0].problem], ['stop', 'refused']);
});

test('the handler refuses a beacon without a session id', async () => {
  for (const body of ['{}', '', '"x"', {session_id: '../etc'}, {session_id: 5}]) {
    assert.equal((await send(handler(), {path: '/api/avatar-token/stop', body})).status, 400);
  }
});

test('without an origin, a beacon needs sec-fetch-site: same-origin, and a token is refused', async () => {
  const body = await stopBody('abc');
  const beacon = (path, site) => {
    const headers = {origin: 'null', 'sec-fetch-site': site};
    return send(handler(), {path, headers, body});
  };
  assert.equal((await beacon('/api/avatar-token/stop', 'same-origin')).status, 204);
  assert.equal((await beacon('/api/avatar-token/stop', 'same-site')).status, 403);
  assert.equal((await beacon('/api/avatar-token/stop', 'cross-site')).status, 403);
  assert.equal((await beacon('/api/avatar-token', 'same-origin')).status, 403);
});
