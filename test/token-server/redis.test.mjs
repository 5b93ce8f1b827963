import assert from 'node:assert/strict';
import {fork, spawn} from 'node:child_process';
import {once} from 'node:events';
import {tmpdir} from 'node:os';
import {after, before, beforeEach, suite, test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {createClient} from 'redis';
import {redisStore} from 'heygen-avatar/token-server/redis';
import {findRedis} from '../../scripts/find-redis.mjs';
import {handler, heygen, KEY, send} from './fake-api.mjs';
import {freePort} from '../../scripts/free-port.mjs';

/** The store in a real redis-server, with the token server in this process and in two others. */

const PASSWORD = 'very-secret-password';
const PROCESS = fileURLToPath(new URL('shared-limit-process.mjs', import.meta.url));
const {program, reason} = find();
const bounded = {timeout: 20_000};

/** A store that waits long enough for a busy machine. */
const storeOf = (client, options) => redisStore(client, {timeoutMs: 8000, ...options});

suite('a rate limit in Redis', {skip: reason}, () => {
  let port;
  let redis;
  let client;
  let processes;

  before(async () => {
    port = await freePort();
    redis = await startRedis(port);
    const url = `redis://:${PASSWORD}@127.0.0.1:${port}`;
    client = createClient({url});
    client.on('error', () => {}); // the tests end the server's process
    await client.connect();
    processes = await Promise.all([startProcess(url), startProcess(url)]);
  }, bounded);
  after(async () => {
    client?.destroy();
    await Promise.all([...(processes ?? []), redis].map((each) => each?.stop()));
    await heygen.close();
  });
  beforeEach(() => client.flushAll());

  const inBoth = (calls, address) => Promise.all(processes.map((each) => each.post(calls, address)));

  test('two processes together allow as many calls as one', bounded, async () => {
    const results = await inBoth(10, '192.0.2.1');
    const responses = results.flatMap((each) => each.responses);
    assert.deepEqual(counted(responses), {200: 5, 429: 15});
    assert.equal(results[0].upstream + results[1].upstream, 5);
    for (const {status, wait} of responses) if (status === 429) assert.ok(wait >= 50 && wait <= 60, wait);
    const others = await inBoth(1, '192.0.2.2');
    assert.deepEqual(counted(others.flatMap((each) => each.responses)), {200: 2});
  });

  test('without Redis no process gives a token; with Redis back, both do', bounded, async () => {
    for (const each of processes) each.clearLog();
    await redis.stop();
    await until(() => !client.isReady && processes.every(({log}) => log().includes('redis')));
    for (const each of processes) each.clearLog();
    for (const {responses, upstream} of await inBoth(3, '192.0.2.77')) {
      assert.deepEqual(counted(responses), {503: 3});
      for (const {text} of responses) assert.equal(text, '{"error":"rate-limit-store"}');
      assert.equal(upstream, 0);
    }
    for (const {log} of processes) {
      await until(() => log().match(/problem: 'rate-limit-store'/g)?.length === 3);
      assert.match(log(), /Error: The client has no connection to Redis\./);
      for (const secret of [PASSWORD, KEY, '192.0.2.77']) assert.ok(!log().includes(secret), log());
    }

    redis = await startRedis(port);
    await until(async () => {
      const results = await inBoth(1, '192.0.2.3');
      return results.every(({responses: [{status}]}) => status !== 503);
    });
    const results = await inBoth(10, '192.0.2.4');
    assert.deepEqual(counted(results.flatMap((each) => each.responses)), {200: 5, 429: 15});
  });

  test('a Redis that does not answer allows no call, and works again when it answers', bounded, async () => {
    for (const each of processes) each.clearLog();
    redis.pause();
    const began = performance.now();
    const results = await inBoth(3, '192.0.2.77');
    const took = performance.now() - began;
    redis.resume();
    for (const {responses, upstream} of results) {
      assert.deepEqual(counted(responses), {503: 3});
      assert.equal(upstream, 0);
    }
    assert.ok(took >= 990 && took < 6000, `${took} ms`);
    for (const {log} of processes) {
      await until(() => log().match(/problem: 'rate-limit-store'/g)?.length === 3);
      assert.match(log(), /Error: Redis did not answer within 1000 ms\./);
      for (const secret of [PASSWORD, KEY, '192.0.2.77']) assert.ok(!log().includes(secret), log());
    }
    assert.deepEqual(counted((await inBoth(1, '192.0.2.5')).flatMap((each) => each.responses)), {200: 2});
  });

  test('a thousand calls leave one key for each address, and each key ends', bounded, async () => {
    const store = storeOf(client, {prefix: 'shop:'});
    const addresses = Array.from({length: 10}, (_, index) => `192.0.2.${index}`);
    const calls = addresses.flatMap((address) =>
      Array.from({length: 100}, async () => store.hit(address, 60_000)),
    );
    const counts = (await Promise.all(calls)).map(({count}) => count);
    assert.equal(Math.max(...counts), 100);
    const keys = await client.keys('*');
    assert.deepEqual(keys.sort(), addresses.map((address) => `shop:${address}`).sort());
    for (const key of keys) {
      const rest = await client.pTTL(key);
      assert.ok(rest > 0 && rest <= 60_000, `${key}: ${rest}`);
    }
  });

  test(
    'a window is not prolonged by calls; when it ends, the key is gone and the count begins anew',
    bounded,
    async () => {
      const store = storeOf(client);
      const windowMs = 1500.5; // Redis takes whole numbers only
      const first = await store.hit('a', windowMs);
      await delay(400);
      const second = await store.hit('a', windowMs);
      assert.deepEqual([first.count, second.count], [1, 2]);
      assert.ok(Math.abs(second.endsAt - first.endsAt) < 250, `${second.endsAt - first.endsAt} ms`);
      await delay(Math.max(0, second.endsAt - Date.now()));
      await until(async () => (await client.dbSize()) === 0);
      assert.equal((await store.hit('a', windowMs)).count, 1);
    },
  );

  test('a shorter window applies when the window that has begun ends', bounded, async () => {
    const store = storeOf(client);
    await store.hit('a', 60_000);
    const {count, endsAt} = await store.hit('a', 1000);
    assert.equal(count, 2);
    assert.ok(endsAt - Date.now() > 50_000);
  });

  for (const windowMs of [NaN, Infinity, 0, -1]) {
    test(`a window of ${windowMs} ms allows no call and leaves no key`, bounded, async () => {
      await assert.rejects(
        async () => storeOf(client).hit('a', windowMs),
        /Redis did not count the call: ERR\./,
      );
      assert.equal(await client.dbSize(), 0);
    });
  }

  for (const [name, occupy, word] of [
    ['is no number', (key) => client.set(key, 'x'), /: ERR\.$/],
    ['is a list', (key) => client.lPush(key, 'x'), /: WRONGTYPE\.$/],
    ['never ends', (key) => client.set(key, '1'), /not a count/],
  ]) {
    test(`a key that ${name} allows no call, and the reason does not name the visitor`, bounded, async () => {
      await occupy('heygen-avatar:rate-limit:192.0.2.77');
      const problems = [];
      const store = storeOf(client);
      const response = await send(handler({rateLimit: {store}, onError: (each) => problems.push(each)}), {
        caller: {address: '192.0.2.77'},
      });
      assert.equal(response.status, 503);
      assert.equal(problems[0].problem, 'rate-limit-store');
      assert.match(problems[0].cause.message, word);
      assert.ok(!problems[0].cause.stack.includes('192.0.2.77'));
    });
  }

  test('a Redis user without the right to count allows no call', bounded, async () => {
    await client.aclSetUser('guest', ['on', '>guest-password', '~*', '+@connection']);
    const guest = createClient({url: `redis://guest:guest-password@127.0.0.1:${port}`});
    guest.on('error', () => {});
    try {
      await guest.connect();
      await assert.rejects(async () => storeOf(guest).hit('a', 1000), /: NOPERM\.$/);
    } finally {
      guest.destroy();
      await client.aclDelUser('guest');
    }
  });
});

for (const answer of [
  null,
  undefined,
  1,
  'OK',
  [],
  [1],
  [NaN, 1000],
  ['1', '1000'],
  [0, 1000],
  [1, -1],
  [1.5, 1],
]) {
  test(`the answer ${JSON.stringify(answer)} of Redis allows no call`, async () => {
    const store = redisStore({isReady: true, eval: async () => answer});
    await assert.rejects(async () => store.hit('a', 60_000), /The answer of Redis is not a count/);
  });
}

test('the reason of a failed command contains a word of the error and nothing else', async () => {
  const secret = `redis://:${PASSWORD}@example.com`;
  class SocketClosed extends Error {}
  for (const [error, word] of [
    [Object.assign(new Error(secret), {code: 'ECONNRESET'}), 'ECONNRESET'],
    [new SocketClosed(secret), 'SocketClosed'],
    [new Error(`OOM command not allowed: ${secret}`), 'OOM'],
    [secret, 'unknown error'],
  ]) {
    const thrower = () => {
      throw error;
    };
    for (const call of [() => Promise.reject(error), thrower]) {
      const store = redisStore({isReady: true, eval: call});
      const {message, cause} = await store.hit('a', 1000).catch((each) => each);
      assert.deepEqual([message, cause], [`Redis did not count the call: ${word}.`, undefined]);
    }
  }
});

function find() {
  try {
    return {program: findRedis()};
  } catch ({message}) {
    return {reason: message};
  }
}

function counted(responses) {
  const counts = {};
  for (const {status} of responses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

async function until(isDone) {
  for (const end = Date.now() + 8000; !(await isDone()); await delay(50)) {
    assert.ok(Date.now() < end, 'It did not happen within 8 s.');
  }
}

/** Starts a redis-server on the loopback interface that writes no file. */
async function startRedis(port) {
  const options = {
    port,
    bind: '127.0.0.1',
    requirepass: PASSWORD,
    save: '',
    appendonly: 'no',
    dir: tmpdir(),
  };
  const line = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(program, line, {stdio: ['ignore', 'pipe', 'inherit']});
  const exited = once(child, 'exit');
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  await until(() => {
    assert.equal(child.exitCode, null, output);
    return output.includes('Ready to accept connections');
  });
  return {
    pause: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    stop: () => (child.kill('SIGKILL'), exited),
  };
}

/** Starts a process with a token server. Its log is what it writes to stderr. */
async function startProcess(url) {
  const child = fork(PROCESS, {
    env: {...process.env, REDIS_URL: url},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit');
  let log = '';
  child.stderr.on('data', (data) => (log += data));
  await Promise.race([once(child, 'message'), exited.then(() => assert.fail(log))]);
  return {
    async post(calls, address) {
      const answer = once(child, 'message');
      child.send({calls, address});
      return (await answer)[0];
    },
    log: () => log,
    clearLog: () => (log = ''),
    stop: () => (child.kill('SIGKILL'), exited),
  };
}
