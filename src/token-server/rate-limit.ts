import {networkOf, type Caller} from './client-address.js';
import {countCall, type RateLimitCount, type RateLimitStore} from './rate-limit-store.js';

export type {RateLimitCount, RateLimitStore} from './rate-limit-store.js';

export interface RateLimitOptions {
  /**
   * How many tokens one address may get in a window. Stop calls have a count of their own, and may be five times as many.
   * Default 10.
   */
  max?: number;
  /** Length of the window in ms. Default 60,000. */
  windowMs?: number;
  /**
   * Where the counts are kept. Default: this process's memory. Several processes need a store that they share: for Redis,
   * `redisStore` of `heygen-avatar/token-server/redis`.
   */
  store?: RateLimitStore;
  /**
   * Returns the key to count a client by. Default: the address that the server passes with the request, or else the last entry
   * of `x-forwarded-for`, which is right behind one proxy; of an IPv6 address, its /64.
   */
  addressOf?: (request: Request, caller: Caller) => string;
}

/** The calls that are counted, each with a count of its own. */
export type LimitedCall = 'token' | 'stop';

/** How many keys the memory store holds. Beyond that it forgets the oldest. */
const MAX_KEYS = 10_000;

/** Visitors of one address who came one by one may all leave at once, so it may send more stop calls than token calls. */
const STOPS_PER_TOKEN = 5;

/** A store in this process's memory. */
export function memoryStore(): RateLimitStore {
  const counts = new Map<string, RateLimitCount>();
  return {
    hit(key, windowMs) {
      const now = Date.now();
      const known = counts.get(key);
      const current = known && known.endsAt > now ? known : {count: 0, endsAt: now + windowMs};
      counts.delete(key); // a Map keeps the order of insertion: the newest key must be last
      counts.set(key, {...current, count: current.count + 1});
      const [oldest] = counts.keys();
      if (counts.size > MAX_KEYS && oldest !== undefined) counts.delete(oldest);
      return {...current, count: current.count + 1};
    },
  };
}

/** Makes a function that counts a call and returns how many seconds the client must wait; 0 if the call is within the limit. */
export function rateLimiter({
  max = 10,
  windowMs = 60_000,
  store = memoryStore(),
  addressOf = networkOf,
}: RateLimitOptions): (call: LimitedCall, request: Request, caller: Caller) => Promise<number> {
  return async (call, request, caller) => {
    const address = addressOf(request, caller);
    const isStop = call === 'stop';
    const {count, endsAt} = await countCall(store, isStop ? `stop ${address}` : address, windowMs);
    const limit = isStop ? max * STOPS_PER_TOKEN : max;
    return count <= limit ? 0 : Math.max(1, Math.ceil((endsAt - Date.now()) / 1000));
  };
}
