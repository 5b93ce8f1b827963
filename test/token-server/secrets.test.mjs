import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {handler, heygen, KEY, send, stopBody} from './fake-api.mjs';

after(() => heygen.close());

/** The page is told one word of a failure. The owner's log has its cause. */

const SECRET = 'redis://admin:hunter2@10.0.0.5:6379';
const STOP = {path: '/api/avatar-token/stop', body: await stopBody('abc')};
const fail = () => {
  throw new Error(`connect ECONNREFUSED ${SECRET}`);
};

for (const [name, options, request = {}] of [
  ['store throws', {rateLimit: {store: {hit: fail}}}],
  ['store rejects', {rateLimit: {store: {hit: async () => fail()}}}],
  ['store rejects a stop call', {rateLimit: {store: {hit: async () => fail()}}}, STOP],
  ['store rejects with text', {rateLimit: {store: {hit: () => Promise.reject(SECRET)}}}],
  ['store returns an error', {rateLimit: {store: {hit: () => new Error(SECRET)}}}],
  ['addressOf throws', {rateLimit: {addressOf: fail}}],
  ['caller throws', {}, {caller: Object.defineProperty({}, 'body', {get: fail})}],
  ['caller’s body cannot be read', {}, {caller: {body: {toJSON: fail}}}],
]) {
  test(`if the ${name}, the page gets one word, and the log has the cause`, async () => {
    const isStore = name.startsWith('store');
    const problems = [];
    const response = await send(handler({...options, onError: (problem) => problems.push(problem)}), request);
    assert.equal(response.status, isStore ? 503 : 500);
    assert.equal(await response.text(), isStore ? '{"error":"rate-limit-store"}' : '{"error":"internal"}');
    assert.ok(![...response.headers].flat().join().includes('hunter2'));
    assert.equal(problems.length, 1);
    const [{problem, message, cause}] = problems;
    assert.deepEqual(
      [problem, message],
      isStore
        ? ['rate-limit-store', 'The rate-limit store failed, so the handler refused the call. See cause.']
        : ['internal', 'The token handler failed. See cause.'],
    );
    if (name !== 'store returns an error') assert.match(String(cause), /hunter2/);
    assert.ok(!JSON.stringify(problems).includes(KEY));
  });
}

test('if the request throws, the handler does not reject, and the page gets "internal"', async () => {
  for (const property of ['headers', 'url', 'method', 'body', 'bodyUsed']) {
    const headers = {origin: 'https://shop.example', 'content-type': 'application/json'};
    const request = new Request('https://shop.example/api/avatar-token', {method: 'POST', headers});
    Object.defineProperty(request, property, {get: fail});
    const problems = [];
    const response = await handler({onError: (problem) => problems.push(problem)})(request);
    assert.deepEqual([response.status, await response.text()], [500, '{"error":"internal"}'], property);
    assert.match(problems[0].cause.message, /hunter2/);
  }
});

test('if the owner’s fetch throws, neither the page nor the log gets its text', async () => {
  for (const fetch of [
    fail,
    async () => fail(),
    async () => ({status: 200, ok: true, headers: new Headers(), text: fail}),
  ]) {
    const problems = [];
    const response = await send(handler({fetch, onError: (problem) => problems.push(problem)}));
    assert.equal(await response.text(), '{"error":"unreachable"}');
    assert.equal(problems[0].problem, 'unreachable');
    assert.ok(!JSON.stringify(problems).includes('hunter2'));
  }
});

for (const [name, onError] of [
  ['throws', fail],
  ['rejects', async () => fail()],
]) {
  test(`if onError ${name}, the page gets its response, and the process goes on`, async () => {
    const unhandled = [];
    const listener = (reason) => unhandled.push(reason);
    process.on('unhandledRejection', listener);
    const response = await send(handler({rateLimit: {store: {hit: fail}}, onError}));
    assert.equal(response.status, 503);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', listener);
    assert.deepEqual(unhandled, []);
  });
}

for (const options of [
  {apiKey: `${KEY}\n`},
  {apiUrl: `https://me:${KEY}@gateway.example.com`},
  {apiUrl: `http://gateway.example.com/${KEY}`},
  {apiUrl: `https://gateway.example.com/?key=${KEY}`},
  {backend: KEY},
  {timeoutMs: KEY},
]) {
  test(`what createTokenHandler throws for a wrong ${Object.keys(options)} does not repeat it`, () => {
    assert.throws(
      () => handler(options),
      ({message}) => !message.includes(KEY),
    );
  });
}
