import {timerMs} from '../session/util/timer-ms.js';
import type {RateLimitCount, RateLimitStore} from './rate-limit-store.js';

/** What the store needs of a client of the package `redis`: of `createClient`, `createCluster` or `createSentinel`. */
export interface RedisStoreClient {
  /** False while the client has no connection. */
  readonly isReady: boolean;
  eval(script: string, options: {keys: string[]; arguments: string[]}): Promise<unknown>;
}

export interface RedisStoreOptions {
  /** What the names of the store's keys in Redis begin with. Default `heygen-avatar:rate-limit:`. */
  prefix?: string;
  /** How long Redis may take to answer, in ms. After that the store fails, and the handler refuses the call. Default 1000. */
  timeoutMs?: number;
}

/**
 * Redis runs a script as one step, so no two processes read the same count. The key gets its end together with its first
 * value, so no failure can leave a key that never ends.
 */
const COUNT_CALL = `
redis.call('SET', KEYS[1], 0, 'PX', ARGV[1], 'NX')
return {redis.call('INCR', KEYS[1]), redis.call('PTTL', KEYS[1])}`;

/**
 * A rate-limit store in Redis, for a token server of several processes: they share the counts. Give it a client of the package
 * `redis` (version 5 or 6), which you create and connect, so that address, password and TLS stay yours:
 *
 * ```js
 * import {createClient} from 'redis';
 * import {createTokenHandler} from 'heygen-avatar/token-server';
 * import {redisStore} from 'heygen-avatar/token-server/redis';
 *
 * const client = createClient({url: process.env.REDIS_URL});
 * client.on('error', ({code, message}) => console.error('redis', code ?? message)); // without a listener, Node ends the process
 * await client.connect();
 *
 * const handle = createTokenHandler({
 *   // …
 *   rateLimit: {max: 10, store: redisStore(client)},
 *   onError: (problem) => console.error(problem),
 * });
 * ```
 *
 * The store keeps one key for each address and kind of call. Redis deletes a key when its window ends, by its own clock, so the
 * processes' clocks need not agree. Needs Redis 2.6.12 or Valkey, and a user that may
 * call `EVAL`, `SET`, `INCR` and `PTTL`.
 *
 * While Redis is down, slow or gives an answer that is no count, no call is allowed: the page gets the status 503 with
 * `{"error": "rate-limit-store"}`, and `onError` the same word with the reason as `cause`. The reason contains no address of a
 * visitor and no part of the connection's URL. The client connects again by itself; then the store works again.
 */
export function redisStore(
  client: RedisStoreClient,
  {prefix = 'heygen-avatar:rate-limit:', timeoutMs = 1000}: RedisStoreOptions = {},
): RateLimitStore {
  return {
    async hit(key, windowMs) {
      // A client without a connection would keep the command for later, and count a call that was refused long ago.
      if (!client.isReady) throw new Error('The client has no connection to Redis.');
      const command = {keys: [prefix + key], arguments: [String(Math.ceil(windowMs))]};
      const answer = await inTime(() => client.eval(COUNT_CALL, command), timeoutMs);
      return countOf(answer);
    },
  };
}

async function inTime(call: () => Promise<unknown>, timeoutMs: number): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const error = new Error(`Redis did not answer within ${timeoutMs} ms.`);
    timer = setTimeout(() => reject(error), timerMs(timeoutMs));
  });
  try {
    return await Promise.race([answerOf(call), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

async function answerOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    // oxlint-disable-next-line preserve-caught-error -- an owner logs causes, and this one may contain the visitor's address
    throw new Error(`Redis did not count the call: ${reasonOf(error)}.`);
  }
}

/** Redis's or the system's own word for an error. The rest of a message may contain the visitor's address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const {code} = error as {code?: unknown};
  const [word] = /^[A-Z]{3,}(?= )/.exec(error.message) ?? [];
  return typeof code === 'string' ? code : (word ?? error.constructor.name);
}

/** Any answer but a count and the rest of a window is an error, because a comparison with it could allow every call. */
function countOf(answer: unknown): RateLimitCount {
  const [count, restMs] = Array.isArray(answer) ? (answer as unknown[]) : [];
  if (!isInteger(count) || !isInteger(restMs) || count < 1 || restMs < 0) {
    throw new TypeError('The answer of Redis is not a count with the rest of its window.');
  }
  return {count, endsAt: Date.now() + restMs};
}

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);
