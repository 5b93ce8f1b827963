import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ask, asked, heygen, handler} from './fake-api.mjs';

const STOP = {path: '/api/avatar-token/stop', body: {session_id: 'abc'}};

test('each address may ask so often, and is told when again', async () => {
  const handle = handler({rateLimit: {max: 2, windowMs: 30_000}});
  const from = (address) => ask(handle, {caller: {address}});
  assert.equal((await from('1.1.1.1')).status, 200);
  assert.equal((await from('1.1.1.1')).status, 200);
  const refused = await from('1.1.1.1');
  assert.equal(refused.status, 429);
  assert.deepEqual(await refused.json(), {error: 'rate-limited'});
  assert.equal(refused.headers.get('retry-after'), '30');
  assert.equal((await from('2.2.2.2')).status, 200);
});

test('stops have a count of their own, five times as high', async () => {
  const handle = handler({rateLimit: {max: 1}});
  const statuses = [];
  for (let index = 0; index < 6; index++) statuses.push((await ask(handle, STOP)).status);
  assert.deepEqual(statuses, [204, 204, 204, 204, 204, 429]);
  assert.equal((await ask(handle)).status, 200);
});

for (const [name, request, key] of [
  ['the address that is handed over', {caller: {address: '9.9.9.9'}, forwarded: '1.1.1.1'}, '9.9.9.9'],
  ['the last entry, which the nearest proxy wrote', {forwarded: '6.6.6.6, 10.0.0.1 , 2.2.2.2'}, '2.2.2.2'],
  ['an address without its port', {forwarded: '2.2.2.2:51312'}, '2.2.2.2'],
  ['an IPv4 address in IPv6 clothes', {caller: {address: '::ffff:127.0.0.1'}}, '127.0.0.1'],
  ['an IPv6 address by its /64', {caller: {address: '2001:db8:1:2:3:4:5:6'}}, '2001:db8:1:2::/64'],
  ['a short IPv6 address', {forwarded: '[2001:DB8::7]:443'}, '2001:db8:0:0::/64'],
  ['an IPv6 address of one link', {caller: {address: 'fe80::1%eth0'}}, 'fe80:0:0:0::/64'],
  ['no more than an address is long', {forwarded: 'x'.repeat(5000)}, 'x'.repeat(64)],
  ['nobody known', {caller: {address: null}}, 'unknown'],
]) {
  test(`counts by ${name}`, async () => {
    const keys = [];
    const store = {hit: (key) => (keys.push(key), {count: 1, endsAt: 0})};
    const headers = request.forwarded ? {'x-forwarded-for': request.forwarded} : {};
    await ask(handler({rateLimit: {store}}), {headers, caller: request.caller});
    assert.deepEqual(keys, [key]);
  });
}

test('a store and an address of one’s own are asked as they are', async () => {
  const seen = [];
  const store = {
    hit: async (key, windowMs) => (seen.push([key, windowMs]), {count: 11, endsAt: Date.now() + 5000}),
  };
  const addressOf = ({headers}, {address}) => `${headers.get('x-user')} at ${address}`;
  const handle = handler({rateLimit: {store, addressOf}});
  const response = await ask(handle, {headers: {'x-user': 'me'}, caller: {address: 'home'}});
  assert.equal(response.status, 429);
  assert.deepEqual(seen, [['me at home', 60_000]]);
});

test('a store that fails gives no token, and the owner hears of it', async () => {
  const cause = new Error('no database');
  const problems = [];
  const {length} = heygen.requests;
  const response = await ask(
    handler({
      rateLimit: {store: {hit: () => Promise.reject(cause)}},
      onError: (problem) => problems.push(problem),
    }),
  );
  assert.equal(response.status, 500);
  assert.deepEqual(await response.json(), {error: 'internal'});
  assert.deepEqual([problems[0].problem, problems[0].cause], ['internal', cause]);
  assert.equal(heygen.requests.length, length);
});

/** An upload in pieces, and how many of them were asked for. */
function upload(pull) {
  const counted = {pulls: 0};
  const source = {pull: (controller) => (counted.pulls++, pull(controller))};
  return {counted, body: new ReadableStream(source, {highWaterMark: 0})};
}

test('who asks too often, or from elsewhere, is not read', async () => {
  const {counted, body} = upload(() => {});
  const store = {hit: () => ({count: 99, endsAt: Date.now() + 1000})};
  assert.equal((await ask(handler({rateLimit: {store}}), {body})).status, 429);
  assert.equal((await ask(handler(), {body: upload(() => {}).body, headers: {origin: 'null'}})).status, 403);
  assert.equal(counted.pulls, 0);
});

test('a body that says it is too long is not read', async () => {
  const {counted, body} = upload(() => {});
  const response = await ask(handler(), {body, headers: {'content-length': '20001'}});
  assert.equal(response.status, 413);
  assert.equal(counted.pulls, 0);
});

test('a body that does not say so is read no further than it may be long, in bytes', async () => {
  const kilobyte = new TextEncoder().encode('é'.repeat(512));
  const {counted, body} = upload((controller) => controller.enqueue(kilobyte));
  const response = await ask(handler(), {body});
  assert.equal(response.status, 413);
  assert.deepEqual(await response.json(), {error: 'too-large'});
  assert.equal(counted.pulls, 20);
});

test('a body in pieces is put together, also within a character', async () => {
  const pieces = [...new TextEncoder().encode('{"knowledge_base_id": "ñ"}')].map((byte) =>
    Uint8Array.of(byte),
  );
  const {body} = upload((controller) => {
    const piece = pieces.shift();
    if (piece) controller.enqueue(piece);
    else controller.close();
  });
  await ask(handler({allow: ['knowledge_base_id']}), {body});
  assert.deepEqual(asked().body.avatar_persona, {context_id: 'ñ'});
});

test('an upload that takes too long is given up', async () => {
  const {body} = upload(() => new Promise(() => {}));
  const response = await ask(handler({timeoutMs: 20}), {body});
  assert.equal(response.status, 408);
});

test('an upload that breaks off is a bad request', async () => {
  const {body} = upload((controller) => controller.error(new Error('gone')));
  assert.equal((await ask(handler(), {body})).status, 400);
});

for (const [name, body] of [
  ['not JSON', '{oops'],
  ['an array', '[]'],
  ['a text', '"hello"'],
]) {
  test(`a body that is ${name} is refused`, async () => {
    const response = await ask(handler(), {body});
    assert.equal(response.status, 400);
    assert.deepEqual(await response.json(), {error: 'bad-request'});
  });
}

test('no body is a wish for nothing', async () => {
  assert.equal((await ask(handler(), {body: ''})).status, 200);
});
