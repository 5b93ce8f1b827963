import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {ask, asked, AVATAR, heygen, handler, KEY, openSession, ORIGIN, upstream} from './fake-api.mjs';

after(() => heygen.close());

test('gives a LiveAvatar token, with the owner’s settings, and keeps the key', async () => {
  const settings = {avatar_id: AVATAR, avatar_persona: {language: 'en', voice_id: 'owner-voice'}};
  const response = await ask(handler({settings}));
  assert.equal(response.status, 200);
  const text = await response.text();
  const {session_token, session_id, ...rest} = JSON.parse(text);
  assert.ok(session_token.length > 20 && session_id.length > 20);
  assert.deepEqual(rest, {});
  assert.deepEqual(asked().body, {mode: 'FULL', ...settings});
  assert.equal(asked().headers.get('x-api-key'), KEY);
  assert.ok(!text.includes(KEY) && ![...response.headers].flat().join().includes(KEY));
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('gives a streaming token', async () => {
  const response = await ask(handler({backend: 'streaming'}));
  assert.equal(typeof (await response.json()).token, 'string');
  assert.equal(asked().endpoint, 'create_token');
});

for (const origin of ['https://evil.example', 'https://shop.example.evil.example', 'null', undefined]) {
  test(`the origin ${origin} is refused, without CORS headers`, async () => {
    const request = new Request('https://api.shop.example/', {method: 'POST', body: '{}'});
    if (origin) request.headers.set('origin', origin);
    const response = await handler()(request);
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  });
}

test('a preflight of an allowed origin is answered, other methods are refused', async () => {
  const response = await ask(handler(), {method: 'OPTIONS'});
  assert.equal(response.status, 204);
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
  assert.equal(response.headers.get('access-control-allow-headers'), 'content-type');
  assert.equal(response.headers.get('vary'), 'origin');
  assert.equal((await ask(handler(), {method: 'GET'})).status, 405);
});

test('a page may read how long it is to wait', async () => {
  const response = await ask(handler());
  assert.equal(response.headers.get('access-control-expose-headers'), 'retry-after');
});

for (const [name, fault, status, error, message] of [
  ['refuses the key', {status: 401, code: 4001, message: `bad key ${KEY}`}, 502, 'refused', /the key/],
  ['has no credits left', {status: 403, code: 4033, message: 'No credits'}, 503, 'no-credits', /credits/],
  ['is full', {status: 403, code: 4032, message: 'Session concurrency limit'}, 503, 'busy', /in use/],
  ['is asked too often', {status: 429, headers: {'retry-after': '7'}}, 429, 'rate-limited', /too often/],
  ['is retired', {status: 410, code: 'endpoint_sunset'}, 410, 'retired', /LiveAvatar/],
  ['is broken', {status: 500, message: 'stack trace'}, 502, 'unreachable', /fault of its own/],
  ['sends elsewhere', {status: 302, headers: {location: 'https://evil.example'}}, 502, 'refused', /apiUrl/],
  ['talks nonsense', {malformed: '<html>'}, 502, 'refused', /apiUrl/],
  ['gives no token', {malformed: '{"code":1000,"data":{}}'}, 502, 'refused', /apiUrl/],
  ['is away', {network: true}, 502, 'unreachable', /could not be reached/],
]) {
  test(`where the API ${name}, the page is told "${error}" and not a word more, and the owner why`, async () => {
    heygen.inject('sessions/token', fault);
    const problems = [];
    const response = await ask(handler({onError: (problem) => problems.push(problem)}));
    assert.equal(response.status, status);
    assert.equal(await response.text(), JSON.stringify({error}));
    if (error === 'rate-limited') assert.equal(response.headers.get('retry-after'), '7');
    const [{call, problem, ...told}, ...more] = problems;
    assert.deepEqual([call, problem, more], ['token', error, []]);
    assert.match(told.message, message);
    assert.equal(told.status, 'malformed' in fault ? 200 : fault.status);
    assert.ok(!JSON.stringify(told).includes(KEY));
  });
}

test('the owner is told which settings the API does not take, and its own code', async () => {
  const problems = [];
  const onError = (problem) => problems.push(problem);
  await ask(handler({settings: {avatar_id: 'Wayne_20240711'}, onError}));
  assert.equal(problems[0].status, 422);
  assert.match(problems[0].message, /names: avatar_id\.$/);
  heygen.inject('sessions/token', {status: 401, code: 4001});
  await ask(handler({onError}));
  assert.equal(problems[1].code, '4001');
});

test('what a system says of a header is not repeated, its code is', async () => {
  const problems = [];
  const cause = Object.assign(new Error(`bad header ${KEY}`), {code: 'ENOTFOUND'});
  const fetch = () => Promise.reject(new TypeError(`x-api-key: ${KEY}`, {cause}));
  await ask(handler({fetch, onError: (problem) => problems.push(problem)}));
  assert.equal(problems[0].code, 'ENOTFOUND');
  assert.ok(!JSON.stringify(problems).includes(KEY));
});

test('a log that throws leaves the page with its answer', async () => {
  heygen.inject('sessions/token', {status: 401});
  const onError = () => {
    throw new Error('disk full');
  };
  assert.equal((await ask(handler({onError}))).status, 502);
});

test('the key does not follow the API to another address', async () => {
  let redirect;
  await ask(handler({fetch: (url, init) => ((redirect = init.redirect), upstream(url, init))}));
  assert.equal(redirect, 'manual');
});

test('an API that never answers is a timeout', async () => {
  const fetch = (_, {signal}) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const response = await ask(handler({fetch, timeoutMs: 20}));
  assert.equal(response.status, 504);
});

test('a fetch of one’s own that does not listen to its signal is a timeout', async () => {
  const response = await ask(handler({fetch: () => new Promise(() => {}), timeoutMs: 20}));
  assert.equal(response.status, 504);
});

for (const backend of ['liveavatar', 'streaming']) {
  test(`the beacon of a page that goes ends its ${backend} session, by id alone`, async () => {
    const handle = handler({backend});
    const {id, session} = await openSession(await (await ask(handle)).json());
    const response = await ask(handle, {path: '/api/avatar-token/stop', body: {session_id: id}});
    assert.equal(response.status, 204);
    assert.equal(session.state, 'stopped');
    assert.equal(session.endedBy, 'stop');
  });
}

test('a beacon for a session that is over already is no problem, another failure is', async () => {
  const problems = [];
  const handle = handler({onError: (problem) => problems.push(problem)});
  const stop = () => ask(handle, {path: '/stop', body: {session_id: 'long-gone'}});
  assert.equal((await stop()).status, 204);
  assert.deepEqual(problems, []);
  heygen.inject('sessions/stop', {status: 401});
  assert.equal((await stop()).status, 204);
  assert.deepEqual([problems[0].call, problems[0].problem], ['stop', 'refused']);
});

test('a beacon without the id of a session is refused', async () => {
  for (const body of ['{}', '', '"x"', {session_id: '../etc'}, {session_id: 5}]) {
    assert.equal((await ask(handler(), {path: '/x/stop', body})).status, 400);
  }
});

test('the beacon of a page without referrers is known by the browser’s word; a token wants an origin', async () => {
  const send = (path, site) => {
    const headers = {origin: 'null', 'sec-fetch-site': site};
    return ask(handler(), {path, headers, body: {session_id: 'abc'}});
  };
  assert.equal((await send('/x/stop', 'same-origin')).status, 204);
  assert.equal((await send('/x/stop', 'same-site')).status, 403);
  assert.equal((await send('/x/stop', 'cross-site')).status, 403);
  assert.equal((await send('/x', 'same-origin')).status, 403);
});

for (const [options, words] of [
  [{apiKey: undefined}, /apiKey: is the environment/],
  [{apiKey: ''}, /apiKey: is the environment/],
  [{apiKey: 'sk-secret\n'}, /line break/],
  [{allowedOrigins: ['*']}, /not an origin/],
  [{allowedOrigins: ['https://shop.example/']}, /not an origin/],
  [{apiUrl: 'api.example.com'}, /not a URL/],
]) {
  test(`a handler with ${JSON.stringify(options)} is not made, and says why`, () => {
    assert.throws(() => handler(options), words);
  });
}
