import {UNKNOWN_CLIENT, networkOf, type Caller} from './client-address.js';
import {countCall, type RateLimitCount, type RateLimitStore} from './rate-limit-store.js';

export type {RateLimitCount, RateLimitStore} from './rate-limit-store.js';

export interface RateLimitOptions {
  /**
   * How many tokens one address may get in a window. Stop calls have a count of their own, and may be five times as many.
   * Default 10.
   */
  max?: number | undefined;
  /**
   * How many tokens all clients together may get in a window: one client may have many networks, and each has a count of its
   * own. Stop calls may be five times as many. Set it above the most sessions that your visitors start in a window. Default:
   * ten times `max`.
   */
  maxTotal?: number | undefined;
  /** Length of the window in ms. Default 60,000. */
  windowMs?: number | undefined;
  /**
   * Where the counts are kept. Default: this process's memory. Several processes need a store that they share. If it throws,
   * or returns no count, the page gets no token.
   */
  store?: RateLimitStore | undefined;
  /**
   * Returns the key to count a client by. Default: the address that the server passes with the request, or with
   * `trustedProxies` the one in `x-forwarded-for`; of an IPv6 address, its /64.
   */
  addressOf?: ((request: Request, caller: Caller) => string) | undefined;
}

/** The calls that are counted, each with a count of its own. */
export type LimitedCall = 'token' | 'stop';

/** How many seconds a client must wait, 0 if its call is within the limit; and a sentence for the owner, if there is news. */
export interface Verdict {
  readonly seconds: number;
  readonly news?: string;
}

/** How many keys the memory store holds. Beyond that it forgets the oldest. */
const MAX_KEYS = 10_000;

/** Visitors of one address who came one by one may all leave at once, so it may send more stop calls than token calls. */
const STOPS_PER_TOKEN = 5;

/** Without `maxTotal`, all clients together may get as many tokens as this many clients. */
const CLIENTS_AT_ONCE = 10;

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

/** Makes a function that counts a call. It rejects if the store returns no valid count. */
export function rateLimiter(
  options: RateLimitOptions,
  trustedProxies: number,
): (call: LimitedCall, request: Request, caller: Caller) => Promise<Verdict> {
  const {max = 10, windowMs = 60_000, store = memoryStore()} = options;
  const {maxTotal = max * CLIENTS_AT_ONCE} = options;
  const addressOf =
    options.addressOf ?? ((request: Request, caller: Caller) => networkOf(request, caller, trustedProxies));
  let hasToldUnknown = false;

  return async (call, request, caller) => {
    const times = call === 'stop' ? STOPS_PER_TOKEN : 1;
    const prefix = call === 'stop' ? 'stop ' : '';
    const address = checkedAddress(addressOf(request, caller));
    const own = await hit(prefix + address);
    if (own.count > max * times) {
      const isNews = address === UNKNOWN_CLIENT && !hasToldUnknown;
      hasToldUnknown ||= isNews;
      return {seconds: secondsTo(own), ...(isNews ? {news: UNKNOWN_CLIENTS} : {})};
    }
    // A client over its own limit does not get here, so that it cannot use up what the others may have.
    const total = await hit(`${prefix}all clients`);
    if (total.count <= maxTotal * times) return {seconds: 0};
    const isFirst = total.count === maxTotal * times + 1;
    return {seconds: secondsTo(total), ...(isFirst ? {news: tooManyInAll(call, windowMs)} : {})};
  };

  function hit(key: string): Promise<RateLimitCount> {
    return countCall(store, key, windowMs);
  }
}

const UNKNOWN_CLIENTS =
  'The rate limit does not know the clients’ addresses, so all of them share one count. Pass {address} to the handler, or set trustedProxies if this server is behind a proxy.';

function tooManyInAll(call: LimitedCall, windowMs: number): string {
  return `All clients together sent more ${call} calls in ${windowMs / 1000} s than rateLimit.maxTotal allows. The handler refuses further ones in this window.`;
}

function secondsTo({endsAt}: RateLimitCount): number {
  return Math.max(1, Math.ceil((endsAt - Date.now()) / 1000));
}

function checkedAddress(address: unknown): string {
  if (typeof address === 'string' && address !== '') return address;
  throw new Error('rateLimit.addressOf must return a string that is not empty.');
}
