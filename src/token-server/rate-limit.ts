import {networkOf, type Caller} from './client-address.js';

/** Counts calls by key. Bring your own where several processes are to share the counts. */
export interface RateLimitStore {
  /** Counts one more call in the current window; gives the count, and when the window ends in ms since 1970. */
  hit(key: string, windowMs: number): Promise<RateLimitCount> | RateLimitCount;
}

export interface RateLimitCount {
  count: number;
  endsAt: number;
}

export interface RateLimitOptions {
  /**
   * How many tokens one address may get in a window; stops are counted by themselves, and may be five times as many.
   * Default 10.
   */
  max?: number;
  /** Length of the window in ms. Default 60,000. */
  windowMs?: number;
  /** Where the counts are kept. Default: this process's memory; with several processes, bring one that they share. */
  store?: RateLimitStore;
  /**
   * Who asks, as a key to count by. Default: the address that the server hands over with the request, or else the last entry
   * of `x-forwarded-for`, which is right behind one proxy; of an IPv6 address, its /64.
   */
  addressOf?: (request: Request, caller: Caller) => string;
}

/** What is counted, each by itself. */
export type LimitedCall = 'token' | 'stop';

/** How many addresses are remembered at most: what is beyond is forgotten, oldest first. */
const REMEMBERED = 10_000;

/** Visitors of one address who have come one by one may all go at once, so that there may be more stops than tokens. */
const STOPS_PER_TOKEN = 5;

/** Counts in this process's memory. */
export function memoryStore(): RateLimitStore {
  const counts = new Map<string, RateLimitCount>();
  return {
    hit(key, windowMs) {
      const now = Date.now();
      const known = counts.get(key);
      const current = known && known.endsAt > now ? known : {count: 0, endsAt: now + windowMs};
      counts.delete(key); // so that the newest stands last
      counts.set(key, {...current, count: current.count + 1});
      const [oldest] = counts.keys();
      if (counts.size > REMEMBERED && oldest !== undefined) counts.delete(oldest);
      return {...current, count: current.count + 1};
    },
  };
}

/** Gives how many seconds who asks must wait, or 0 if he may go on. */
export function rateLimiter({
  max = 10,
  windowMs = 60_000,
  store = memoryStore(),
  addressOf = networkOf,
}: RateLimitOptions): (call: LimitedCall, request: Request, caller: Caller) => Promise<number> {
  return async (call, request, caller) => {
    const address = addressOf(request, caller);
    const isStop = call === 'stop';
    const {count, endsAt} = await store.hit(isStop ? `stop ${address}` : address, windowMs);
    const most = isStop ? max * STOPS_PER_TOKEN : max;
    return count > most ? Math.max(1, Math.ceil((endsAt - Date.now()) / 1000)) : 0;
  };
}
