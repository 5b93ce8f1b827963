import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {handler, ORIGIN} from './fake-api.mjs';

/** A server runs for months: no call leaves anything behind, whatever becomes of it. */

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const TOKEN = JSON.stringify({data: {token: 'token-of-the-test'}});
const headers = new Headers({origin: ORIGIN, 'content-type': 'application/json'});
/** Reading a `Request` again and again would measure the platform; this is all that the handler reads of one. */
const request = {
  url: 'https://shop.example/api/avatar-token',
  method: 'POST',
  headers,
  body: null,
  bodyUsed: false,
};

/** An API that answers, without the cost of a real `Response`. It keeps no signal, but like `fetch` it listens to it. */
const answer =
  (status) =>
  async (_, {signal}) => {
    signal.addEventListener('abort', () => {}, {once: true});
    return {status, ok: status === 200, headers: new Headers(), text: async () => TOKEN};
  };

/** `npm run test:long` has 100,000. */
const CALLS = Number(process.env.TOKEN_CALLS ?? 60_000);
/** How often each test calls before it measures: by then the code is compiled, and the store of addresses is full. */
const WARM_UP = 12_000;
/** What the platform itself may take meanwhile. One object of 40 bytes for each call would be more. */
const NOISE_BYTES = 1_000_000;

for (const [name, calls, status, options] of [
  ['that get a token', CALLS, 200, {fetch: answer(200), rateLimit: {maxTotal: 1_000_000}}],
  ['that the API refuses', 24_000, 502, {fetch: answer(500)}],
  ['of pages of another origin', 24_000, 403, {allowedOrigins: ['https://other.example']}],
]) {
  test(`${calls} calls ${name} leave nothing behind`, async () => {
    const handle = handler({backend: 'streaming', ...options});
    const statuses = new Set();
    let index = 0;
    const callUntil = async (end) => {
      for (; index < end; index++) {
        const address = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
        statuses.add((await handle(request, {address})).status);
      }
    };
    await callUntil(WARM_UP);
    const before = await used();
    await callUntil(calls);
    const after = await used();
    assert.deepEqual([...statuses], [status]);
    assert.equal(after.timers, before.timers);
    assert.ok(after.bytes - before.bytes < NOISE_BYTES, `${after.bytes - before.bytes} bytes stay`);
  });
}

/** What lives after a collection. Some objects need a turn of the event loop between two collections to go. */
async function used() {
  for (let turn = 0; turn < 4; turn++) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  return {bytes: process.memoryUsage().heapUsed, timers};
}
