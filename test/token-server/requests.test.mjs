import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {handler, heygen, ORIGIN, send, stopBody} from './fake-api.mjs';

after(() => heygen.close());

/** Which requests the handler takes: by path, origin and headers. */

const stop = await stopBody('abc');

for (const path of [
  '/api/avatar-token/anything',
  '/api/avatar-token/',
  '/api/avatar-token/stop/',
  '/api/avatar-token/STOP',
  '/api/avatar-token/Stop',
  '/api/avatar-token/stop/stop',
  '/api/avatar-token/st%6Fp',
  '/api/avatar-token/stop;x',
  '/api/avatar-token//stop',
  '/API/AVATAR-TOKEN',
  '/api/avatar-tokens',
  '/other/api/avatar-token',
  '/stop',
  '/',
]) {
  test(`POST ${path} neither gives a token nor ends a session`, async () => {
    const {length} = heygen.requests;
    const response = await send(handler(), {path, body: stop});
    assert.equal(response.status, 404);
    assert.deepEqual(await response.json(), {error: 'not-found'});
    assert.equal((await send(handler(), {path, method: 'OPTIONS'})).status, 404);
    assert.equal(heygen.requests.length, length);
  });
}

for (const [path, tokenPath, stopPath] of [
  ['/', '/', '/stop'],
  ['/tokens', '/tokens', '/tokens/stop'],
  ['/tokens/', '/tokens/', '/tokens/stop/'],
  ['/stop', '/stop', '/stop/stop'],
]) {
  test(`with the path ${path}, the handler gives tokens there and ends sessions at ${stopPath}`, async () => {
    const handle = handler({path});
    assert.equal((await send(handle, {path: tokenPath})).status, 200);
    assert.equal((await send(handle, {path: `${tokenPath}?a=b`})).status, 200);
    assert.equal((await send(handle, {path: stopPath, body: stop})).status, 204);
    assert.equal((await send(handle, {path: '/api/avatar-token'})).status, 404);
  });
}

test('reports to the owner once where the handler answers', async () => {
  const problems = [];
  const handle = handler({path: '/tokens', onError: (problem) => problems.push(problem)});
  for (const path of ['/api/avatar-token', '/x']) await send(handle, {path});
  assert.deepEqual(
    problems.map(({problem, message}) => [problem, message]),
    [
      [
        'not-found',
        'The handler answers at /tokens and /tokens/stop, and not at /api/avatar-token. Set the option path if the endpoint is elsewhere.',
      ],
    ],
  );
});

for (const headers of [
  {'content-type': 'text/plain'},
  {'content-type': 'text/plain; a=application/json'},
  {'content-type': 'application/x-www-form-urlencoded'},
  {'content-type': 'multipart/form-data; boundary=x'},
  {'content-type': 'application/jsonp'},
  {'content-type': ''},
  {'content-type': 'text/plain', 'x-requested-with': 'XMLHttpRequest'},
]) {
  test(`a form of the page with ${JSON.stringify(headers)} gets no token`, async () => {
    const {length} = heygen.requests;
    const response = await send(handler(), {headers});
    assert.equal(response.status, 415);
    assert.deepEqual(await response.json(), {error: 'not-json'});
    assert.equal(heygen.requests.length, length);
  });
}

for (const headers of [
  {'content-type': 'application/json'},
  {'content-type': 'Application/JSON; charset=utf-8'},
  {'content-type': 'text/plain', 'x-requested-with': 'heygen-avatar'},
]) {
  test(`a script of the page with ${JSON.stringify(headers)} gets a token`, async () => {
    assert.equal((await send(handler(), {headers})).status, 200);
  });
}

test('a beacon needs no header, because it cannot have one', async () => {
  const headers = {'content-type': 'text/plain;charset=UTF-8'};
  assert.equal((await send(handler(), {path: '/api/avatar-token/stop', body: stop, headers})).status, 204);
});

for (const origin of [
  'tauri://localhost',
  'capacitor://localhost',
  'ionic://localhost',
  'chrome-extension://abcdefghijklmnop',
  'app://obsidian.md',
  'http://tauri.localhost',
]) {
  test(`an app with the origin ${origin} gets a token, where it is allowed`, async () => {
    const handle = handler({allowedOrigins: [origin]});
    const response = await send(handle, {headers: {origin}});
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('access-control-allow-origin'), origin);
    for (const other of ['null', `${origin}.evil.example`, `${origin}:1`, `${origin}/`, ORIGIN]) {
      assert.equal((await send(handle, {headers: {origin: other}})).status, 403);
    }
  });
}

const OWN = ['content-type', 'x-requested-with'];
for (const [requested, allowed] of [
  ['content-type, traceparent', [...OWN, 'traceparent']],
  ['baggage,content-type,sentry-trace', [...OWN, 'baggage', 'sentry-trace']],
  [
    'x-datadog-origin, x-datadog-parent-id, x-datadog-sampling-priority, x-datadog-trace-id, tracestate',
    [
      ...OWN,
      'x-datadog-origin',
      'x-datadog-parent-id',
      'x-datadog-sampling-priority',
      'x-datadog-trace-id',
      'tracestate',
    ],
  ],
  ['content-type,x-dtc', [...OWN, 'x-dtc']],
  ['newrelic', [...OWN, 'newrelic']],
  ['b3, x-b3-traceid, request-id', [...OWN, 'b3', 'x-b3-traceid', 'request-id']],
  ['X-Requested-With, Traceparent', [...OWN, 'traceparent']],
  ['authorization, cookie, x-api-key, traceparent-x, *', OWN],
  [Array.from({length: 99}, (_, index) => `adrum_${index}`).join(), undefined],
]) {
  test(`a preflight that asks for ${requested.slice(0, 60)} is answered with what does no harm`, async () => {
    const headers = {'access-control-request-headers': requested};
    const response = await send(handler(), {method: 'OPTIONS', headers});
    assert.equal(response.status, 204);
    const names = response.headers.get('access-control-allow-headers').split(', ');
    if (allowed) assert.deepEqual(names, allowed);
    else assert.equal(names.length, 30);
  });
}

test('a preflight of another origin is refused, whatever it asks for', async () => {
  const headers = {origin: 'https://evil.example', 'access-control-request-headers': 'traceparent'};
  const response = await send(handler(), {method: 'OPTIONS', headers});
  assert.equal(response.status, 403);
  assert.equal(response.headers.get('access-control-allow-headers'), null);
});

/** A framework's request: what the handler reads of it, and not a `Request` that somebody could have made whole. */
const foreign = (url, {body = null, bodyUsed = false} = {}) => ({
  url,
  method: 'POST',
  headers: new Headers({origin: ORIGIN, 'content-type': 'application/json'}),
  body,
  bodyUsed,
});

test('a request may have a URL without scheme and host', async () => {
  assert.equal((await handler()(foreign('/api/avatar-token'))).status, 200);
  assert.equal((await handler()(foreign('/api/avatar-token?x=1'))).status, 200);
  assert.equal((await handler()(foreign('/api/avatar-token/stop'), {body: stop})).status, 204);
  assert.equal((await handler()(foreign('//'))).status, 404);
});

const ofThePage = await stopBody('of-the-page');
const encode = (text) => new TextEncoder().encode(text);
for (const [name, body] of [
  ['an object', ofThePage],
  ['text', JSON.stringify(ofThePage)],
  ['bytes', encode(JSON.stringify(ofThePage))],
  ['a buffer', Buffer.from(JSON.stringify(ofThePage))],
  ['text that was made JSON again', JSON.stringify(JSON.stringify(ofThePage))],
]) {
  test(`a body that a framework has read may be ${name}`, async () => {
    const path = '/api/avatar-token/stop';
    const read = new Request(`https://shop.example${path}`, {
      method: 'POST',
      body: 'x',
      headers: {origin: ORIGIN},
    });
    await read.text();
    assert.equal((await handler()(read, {body})).status, 204);
    assert.equal(heygen.requests.at(-1).body.session_id, 'of-the-page');
  });
}

test('a body that was made JSON again by the framework still ends the session', async () => {
  const body = JSON.stringify(JSON.stringify(await stopBody('twice')));
  assert.equal((await send(handler(), {path: '/api/avatar-token/stop', body})).status, 204);
  assert.equal(heygen.requests.at(-1).body.session_id, 'twice');
});

test('reports to the owner a body that something has read and did not pass', async () => {
  const problems = [];
  const handle = handler({onError: (problem) => problems.push(problem)});
  const response = await handle(foreign('/api/avatar-token', {bodyUsed: true}));
  assert.deepEqual([response.status, await response.json()], [500, {error: 'internal'}]);
  assert.match(problems[0].cause.message, /Pass what was read: handle\(request, \{body\}\)/);
});

test('reports to the owner a stop call that ends no session, because its body was lost', async () => {
  for (const body of ['', '{}', 'undefined', '[object Object]', '"x"']) {
    const problems = [];
    const handle = handler({onError: (problem) => problems.push(problem)});
    assert.equal((await send(handle, {path: '/api/avatar-token/stop', body})).status, 400);
    const [{call, problem, message}] = problems;
    assert.deepEqual([call, problem], ['stop', 'bad-request']);
    assert.match(message, /ended no session/);
  }
});

test('a body that a framework has read is no longer than others', async () => {
  const response = await handler()(foreign('/api/avatar-token'), {body: {language: 'x'.repeat(100_000)}});
  assert.equal(response.status, 413);
});

for (const request of [{url: '/api/avatar-token', method: 'POST', headers: {origin: ORIGIN}}, {}, null]) {
  test(`reports ${JSON.stringify(request)}, which is no Request, to the owner, and never rejects`, async () => {
    const problems = [];
    const response = await handler({onError: (problem) => problems.push(problem)})(request);
    assert.deepEqual([response.status, await response.json()], [500, {error: 'internal'}]);
    assert.match(problems[0].cause.message, /takes a Request of the fetch API/);
  });
}
