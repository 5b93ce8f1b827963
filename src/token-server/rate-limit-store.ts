/**
 * Counts calls by key. Several processes that share the counts need `redisStore` of `heygen-avatar/token-server/redis`, or a
 * store of your own. If a store throws, or returns no count, the handler refuses the call.
 */
export interface RateLimitStore {
  /** Counts one more call in the current window. Returns the count, and when the window ends. */
  hit(key: string, windowMs: number): Promise<RateLimitCount> | RateLimitCount;
}

export interface RateLimitCount {
  /** Calls in the current window, this one included. */
  count: number;
  /** When the window ends, in ms since 1970. */
  endsAt: number;
}

/** The store did not count a call. The cause says why. */
export class RateLimitStoreError extends Error {}

/** Counts a call in the store of the owner. Rejects with a `RateLimitStoreError` if the store throws or returns no count. */
export async function countCall(
  store: RateLimitStore,
  key: string,
  windowMs: number,
): Promise<RateLimitCount> {
  try {
    const {count, endsAt} = await store.hit(key, windowMs);
    // A comparison with `NaN` is false, so without this check an invalid count could be within every limit.
    if (Number.isFinite(count) && count >= 1 && Number.isFinite(endsAt)) return {count, endsAt};
    throw new TypeError('hit() must return {count, endsAt}: a number from 1 on, and a time in ms.');
  } catch (cause) {
    throw new RateLimitStoreError('The rate-limit store failed.', {cause});
  }
}
