import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {memoryStore} from 'heygen-avatar/token-server';
import {handler, heygen, send, stopBody} from './fake-api.mjs';

after(() => heygen.close());

/** How the rate limit tells clients apart, and what it does where it cannot. */

const STOP = {path: '/api/avatar-token/stop', body: await stopBody('abc')};

/** The key that the rate limit counts a request by. */
async function keyOf({forwarded, address, proxies}) {
  const keys = [];
  const store = {hit: (key) => (keys.push(key), {count: 1, endsAt: 0})};
  const headers = forwarded === undefined ? {} : {'x-forwarded-for': forwarded};
  const handle = handler({rateLimit: {store}, trustedProxies: proxies});
  assert.equal((await send(handle, {headers, caller: {address}})).status, 200);
  return keys[0];
}

test('a client cannot get more tokens by writing x-forwarded-for', async () => {
  const handle = handler({rateLimit: {max: 2}});
  const statuses = [];
  for (let index = 0; index < 6; index++) {
    statuses.push((await send(handle, {headers: {'x-forwarded-for': `203.0.113.${index}`}})).status);
  }
  assert.deepEqual(statuses, [200, 200, 429, 429, 429, 429]);
});

for (const [forwarded, address, proxies, key] of [
  ['203.0.113.7', undefined, undefined, 'unknown'],
  ['203.0.113.7', '198.51.100.1', undefined, '198.51.100.1'],
  ['203.0.113.7', undefined, 0, 'unknown'],
  ['forged, 203.0.113.7', undefined, 1, '203.0.113.7'],
  ['forged, 203.0.113.7', '10.0.0.1', 1, '203.0.113.7'],
  ['forged, 203.0.113.7, 10.0.0.2', '10.0.0.1', 2, '203.0.113.7'],
  ['203.0.113.7', '10.0.0.1', 2, '10.0.0.1'],
  [undefined, '198.51.100.1', 1, '198.51.100.1'],
  ['', '198.51.100.1', 1, '198.51.100.1'],
  ['203.0.113.7,', '198.51.100.1', 1, '198.51.100.1'],
]) {
  test(`with ${proxies} trusted proxies, x-forwarded-for "${forwarded}" from ${address} is ${key}`, async () => {
    assert.equal(await keyOf({forwarded, address, proxies}), key);
  });
}

for (const header of ['forwarded', 'x-real-ip', 'true-client-ip', 'cf-connecting-ip', 'x-client-ip']) {
  test(`a client cannot choose its address by ${header}`, async () => {
    const handle = handler({rateLimit: {max: 1}, trustedProxies: 1});
    const ask = (address) => send(handle, {headers: {[header]: address, 'x-forwarded-for': '1.1.1.1'}});
    assert.equal((await ask('for=2.2.2.2')).status, 200);
    assert.equal((await ask('for=3.3.3.3')).status, 429);
  });
}

for (const [address, key] of [
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['0:0:0:0:0:FFFF:CB00:7107', '203.0.113.7'],
  ['::ffff:0:cb00:7107', '203.0.113.7'],
  ['64:ff9b::cb00:7107', '203.0.113.7'],
  ['64:ff9b::203.0.113.7', '203.0.113.7'],
  ['[64:ff9b::cb00:7107]:443', '203.0.113.7'],
  ['2002:cb00:7107:1::1', '203.0.113.7'],
  ['2002:cb00:7107:ffff::1', '203.0.113.7'],
  ['::cb00:7107', '203.0.113.7'],
  ['64:ff9b:1::cb00:7107', '64:ff9b:1:0:0:0:cb00:7107'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8::cb00:7107', '2001:db8:0:0::/64'],
]) {
  test(`the client ${address} is counted as ${key}`, async () => {
    assert.equal(await keyOf({address}), key);
  });
}

for (const reply of [
  {count: 1, endsAt: NaN},
  {count: 1},
  {count: 1, endsAt: Infinity},
  {count: 1, endsAt: '2026-11-26'},
  {count: NaN, endsAt: 1},
  {count: '1', endsAt: 1},
  {count: 0, endsAt: 1},
  {endsAt: 1},
  {},
  null,
  undefined,
  1,
]) {
  test(`a store that returns ${JSON.stringify(reply)} gives no token, and the handler reports it to the owner`, async () => {
    const {length} = heygen.requests;
    const problems = [];
    const store = {hit: () => reply};
    const handle = handler({rateLimit: {store}, onError: (problem) => problems.push(problem)});
    for (const request of [{}, STOP]) {
      const response = await send(handle, request);
      assert.deepEqual([response.status, await response.text()], [503, '{"error":"rate-limit-store"}']);
    }
    // A reply that is no object has no count to read.
    assert.ok(problems[0].cause instanceof TypeError);
    assert.equal(heygen.requests.length, length);
  });
}

for (const address of [undefined, '', 5, {}]) {
  test(`an addressOf that returns ${JSON.stringify(address)} gives no token`, async () => {
    const response = await send(handler({rateLimit: {addressOf: () => address}}));
    assert.equal(response.status, 500);
  });
}

test('a client with 65,536 networks gets no more tokens than all clients together may', async () => {
  const problems = [];
  const handle = handler({rateLimit: {}, onError: (problem) => problems.push(problem)});
  let tokens = 0;
  for (let index = 0; index < 1000; index++) {
    const address = `2001:db8:1:${index.toString(16)}::1`;
    if ((await send(handle, {caller: {address}})).status === 200) tokens++;
  }
  assert.equal(tokens, 100);
  assert.equal(problems.length, 1);
  assert.equal(problems[0].problem, 'rate-limited');
  assert.match(problems[0].message, /rateLimit\.maxTotal/);
});

test('more networks than the memory store holds do not reset the count of all', () => {
  const store = memoryStore();
  let total;
  for (let index = 0; index < 10_100; index++) {
    store.hit(`network ${index}`, 60_000);
    total = store.hit('all clients', 60_000);
  }
  assert.equal(total.count, 10_100);
  assert.equal(store.hit('network 0', 60_000).count, 1);
});

test('maxTotal limits all clients together, and a client over its own limit uses up nothing of it', async () => {
  const handle = handler({rateLimit: {max: 2, maxTotal: 3, windowMs: 30_000}});
  const from = async (address) => (await send(handle, {caller: {address}})).status;
  assert.deepEqual(
    [await from('a'), await from('a'), await from('a'), await from('a')],
    [200, 200, 429, 429],
  );
  assert.deepEqual([await from('b'), await from('b'), await from('c')], [200, 429, 429]);
  const response = await send(handle, {caller: {address: 'd'}});
  assert.equal(response.headers.get('retry-after'), '30');
  assert.equal((await send(handle, {...STOP, caller: {address: 'd'}})).status, 204);
});

test('reports to the owner once that all clients share one count, because none has an address', async () => {
  const problems = [];
  const handle = handler({rateLimit: {max: 1}, onError: (problem) => problems.push(problem)});
  for (let index = 0; index < 4; index++) await send(handle);
  assert.equal(problems.length, 1);
  assert.match(problems[0].message, /Pass \{address\} to the handler, or set trustedProxies/);
});
