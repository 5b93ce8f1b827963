import type {RateLimitOptions} from './options.js';

/** Counts calls by key. Bring your own where several processes are to share the counts. */
export interface RateLimitStore {
  /** Counts one more call in the current window; gives the count, and when the window ends in ms since 1970. */
  hit(key: string, windowMs: number): Promise<RateLimitCount> | RateLimitCount;
}

export interface RateLimitCount {
  count: number;
  endsAt: number;
}

/** How many addresses are remembered at most: what is beyond is forgotten, oldest first. */
const REMEMBERED = 10_000;

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

/** Gives how many seconds an address must wait, or 0 if it may go on. */
export function rateLimiter({
  max = 10,
  windowMs = 60_000,
  store = memoryStore(),
  addressOf = forwardedFor,
}: RateLimitOptions): (request: Request) => Promise<number> {
  return async (request) => {
    const {count, endsAt} = await store.hit(addressOf(request), windowMs);
    return count > max ? Math.max(1, Math.ceil((endsAt - Date.now()) / 1000)) : 0;
  };
}

function forwardedFor(request: Request): string {
  return request.headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'unknown';
}
