import assert from 'node:assert/strict';
import {test} from 'node:test';
import {heygen, handler, lastRequest, send, stopBody} from './fake-api.mjs';

const STOP = {path: '/api/avatar-token/stop', body: await stopBody('abc')};

test('the handler limits the requests of each address and says how long to wait', async (t) => {
  t.mock.timers.enable({apis: ['Date'], now: Date.now()});
  const handle = handler({rateLimit: {max: 2, windowMs: 30_000}});
  const from = (address) => send(handle, {caller: {address}});
  assert.equal((await from('1.1.1.1')).status, 200);
  assert.equal((await from('1.1.1.1')).status, 200);
  const refused = await from('1.1.1.1');
  assert.equal(refused.status, 429);
  assert.deepEqual(await refused.json(), {error: 'rate-limited'});
  assert.equal(refused.headers.get('retry-after'), '30');
  assert.equal((await from('2.2.2.2')).status, 200);
});

test('the handler counts stop calls separately, up to five times as many', async () => {
  const handle = handler({rateLimit: {max: 1}});
  const statuses = [];
  for (let index = 0; index < 6; index++) statuses.push((await send(handle, STOP)).status);
  assert.deepEqual(statuses, [204, 204, 204, 204, 204, 429]);
  assert.equal((await send(handle)).status, 200);
});

for (const [name, request, key] of [
  [
    'the address that the server passes',
    {caller: {address: '9.9.9.9'}, forwarded: '1.1.1.1', proxies: 0},
    '9.9.9.9',
  ],
  [
    'the last entry of x-forwarded-for, which the nearest proxy wrote',
    {forwarded: '6.6.6.6, 10.0.0.1 , 2.2.2.2'},
    '2.2.2.2',
  ],
  ['an address without its port', {forwarded: '2.2.2.2:51312'}, '2.2.2.2'],
  ['an IPv4 address that is written as IPv6', {caller: {address: '::ffff:127.0.0.1'}}, '127.0.0.1'],
  ['an IPv4 address that is written as hexadecimal IPv6', {forwarded: '::ffff:cb00:7107'}, '203.0.113.7'],
  ['the /64 of an IPv6 address', {caller: {address: '2001:db8:1:2:3:4:5:6'}}, '2001:db8:1:2::/64'],
  ['the /64 of a short IPv6 address with a port', {forwarded: '[2001:DB8::7]:443'}, '2001:db8:0:0::/64'],
  ['the /64 of an IPv6 address with a zone', {caller: {address: 'fe80::1%eth0'}}, 'fe80:0:0:0::/64'],
  [
    'the /64 of an IPv6 address with a zone with a dot',
    {caller: {address: 'fe80::1%eth0.1'}},
    'fe80:0:0:0::/64',
  ],
  ['no more characters than an address can have', {forwarded: 'x'.repeat(5000)}, 'x'.repeat(64)],
  ['one key for all clients without an address', {caller: {address: null}}, 'unknown'],
]) {
  test(`the rate limit counts by ${name}`, async () => {
    const keys = [];
    const store = {hit: (key) => (keys.push(key), {count: 1, endsAt: 0})};
    const headers = request.forwarded ? {'x-forwarded-for': request.forwarded} : {};
    const {proxies: trustedProxies = request.forwarded ? 1 : 0} = request;
    await send(handler({rateLimit: {store}, trustedProxies}), {headers, caller: request.caller});
    assert.deepEqual(keys, [key, 'all clients']);
  });
}

test('the handler uses the owner’s store and addressOf', async () => {
  const seen = [];
  const store = {
    hit: async (key, windowMs) => (seen.push([key, windowMs]), {count: 11, endsAt: Date.now() + 5000}),
  };
  const addressOf = ({headers}, {address}) => `${headers.get('x-user')} at ${address}`;
  const handle = handler({rateLimit: {store, addressOf}});
  const response = await send(handle, {headers: {'x-user': 'me'}, caller: {address: 'home'}});
  assert.equal(response.status, 429);
  assert.deepEqual(seen, [['me at home', 60_000]]);
});

test('if the store fails, the handler gives no token and reports it to the owner', async () => {
  const cause = new Error('no database');
  const problems = [];
  const {length} = heygen.requests;
  const response = await send(
    handler({
      rateLimit: {store: {hit: () => Promise.reject(cause)}},
      onError: (problem) => problems.push(problem),
    }),
  );
  assert.equal(response.status, 503);
  assert.deepEqual(await response.json(), {error: 'rate-limit-store'});
  assert.deepEqual([problems[0].problem, problems[0].cause], ['rate-limit-store', cause]);
  assert.equal(heygen.requests.length, length);
});

for (const [name, answer] of [
  ['no number as the count', {count: NaN, endsAt: Date.now() + 1000}],
  ['no count', {endsAt: Date.now() + 1000}],
  ['a count below 1', {count: 0, endsAt: Date.now() + 1000}],
  ['no end of the window', {count: 99, endsAt: NaN}],
  ['nothing', undefined],
]) {
  test(`if the store returns ${name}, the handler gives no token`, async () => {
    const problems = [];
    const {length} = heygen.requests;
    const onError = (problem) => problems.push(problem.problem);
    const response = await send(handler({rateLimit: {store: {hit: () => answer}}, onError}));
    assert.equal(response.status, 503);
    assert.deepEqual(problems, ['rate-limit-store']);
    assert.equal(heygen.requests.length, length);
  });
}

test('if addressOf throws, the handler gives no token and reports an internal failure', async () => {
  const problems = [];
  const addressOf = () => {
    throw new Error('no header');
  };
  const onError = (problem) => problems.push(problem.problem);
  const response = await send(handler({rateLimit: {addressOf}, onError}));
  assert.equal(response.status, 500);
  assert.deepEqual(await response.json(), {error: 'internal'});
  assert.deepEqual(problems, ['internal']);
});

/** A body that is read in pieces, and how many pieces the handler has requested. */
function upload(pull) {
  const counted = {pulls: 0};
  const source = {pull: (controller) => (counted.pulls++, pull(controller))};
  return {counted, body: new ReadableStream(source, {highWaterMark: 0})};
}

test('the handler does not read the body of a client over its limit or of another origin', async () => {
  const {counted, body} = upload(() => {});
  const store = {hit: () => ({count: 99, endsAt: Date.now() + 1000})};
  assert.equal((await send(handler({rateLimit: {store}}), {body})).status, 429);
  assert.equal((await send(handler(), {body: upload(() => {}).body, headers: {origin: 'null'}})).status, 403);
  assert.equal(counted.pulls, 0);
});

test('the handler does not read a body with too large a content-length', async () => {
  const {counted, body} = upload(() => {});
  const response = await send(handler(), {body, headers: {'content-length': '100001'}});
  assert.equal(response.status, 413);
  assert.equal(counted.pulls, 0);
});

test('the handler stops reading a body without content-length at 100,000 bytes', async () => {
  const kilobyte = new TextEncoder().encode('é'.repeat(512));
  const {counted, body} = upload((controller) => controller.enqueue(kilobyte));
  const response = await send(handler(), {body});
  assert.equal(response.status, 413);
  assert.deepEqual(await response.json(), {error: 'too-large'});
  assert.equal(counted.pulls, 98);
});

test('the handler joins the pieces of a body, also if one ends inside a character', async () => {
  const pieces = [...new TextEncoder().encode('{"knowledge_base_id": "ñ"}')].map((byte) =>
    Uint8Array.of(byte),
  );
  const {body} = upload((controller) => {
    const piece = pieces.shift();
    if (piece) controller.enqueue(piece);
    else controller.close();
  });
  await send(handler({allow: ['knowledge_base_id']}), {body});
  assert.deepEqual(lastRequest().body.avatar_persona, {context_id: 'ñ'});
});

test('the handler gives up an upload that takes too long', async () => {
  const {body} = upload(() => new Promise(() => {}));
  const response = await send(handler({timeoutMs: 20}), {body});
  assert.equal(response.status, 408);
});

test('an upload that the client breaks off is a bad request', async () => {
  const {body} = upload((controller) => controller.error(new Error('gone')));
  assert.equal((await send(handler(), {body})).status, 400);
});

for (const [name, body] of [
  ['not JSON', '{oops'],
  ['an array', '[]'],
  ['a string', '"hello"'],
]) {
  test(`the handler refuses a body that is ${name}`, async () => {
    const response = await send(handler(), {body});
    assert.equal(response.status, 400);
    assert.deepEqual(await response.json(), {error: 'bad-request'});
  });
}

test('the handler accepts an empty body', async () => {
  assert.equal((await send(handler(), {body: ''})).status, 200);
});
