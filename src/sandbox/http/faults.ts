import type {LiveAvatarEndpoint} from './liveavatar-calls.js';
import type {StreamingEndpoint} from './streaming-calls.js';

/** A call that the server answers; `signal` is the LiveKit socket, in the page's sandbox. */
export type Endpoint =
  LiveAvatarEndpoint | StreamingEndpoint | 'liveavatar_token' | 'token' | 'create_token' | 'signal';

/** What goes wrong with a call. */
export type Fault =
  /** It is refused with this status and HeyGen code. With `after`, it is carried out first: the answer alone is lost. */
  | {
      status: number;
      code?: number | string;
      message?: string;
      headers?: Record<string, string>;
      after?: boolean;
    }
  /** The network fails. */
  | {network: true}
  /** It is never answered; with `after`, though it is carried out. */
  | {hang: true; after?: boolean}
  /** It is answered with status 200 and this body. */
  | {malformed: string};

/** A call that waits to be let through. */
export interface Hold {
  /** Resolves when the call has arrived. */
  readonly arrived: Promise<void>;
  /** Lets it through. */
  release(): void;
}

/** Faults, delays and holds, by endpoint: what a test orders, and what a call meets. */
export class Faults {
  readonly #faults = new Map<Endpoint, {fault: Fault; times: number}[]>();
  readonly #delays = new Map<Endpoint, number>();
  readonly #holds = new Map<
    Endpoint,
    {arrived: PromiseWithResolvers<void>; released: PromiseWithResolvers<void>}[]
  >();

  inject(endpoint: Endpoint, fault: Fault, times = 1): void {
    this.#faults.set(endpoint, [...(this.#faults.get(endpoint) ?? []), {fault, times}]);
  }

  delay(endpoint: Endpoint, ms: number): void {
    this.#delays.set(endpoint, ms);
  }

  hold(endpoint: Endpoint): Hold {
    const hold = {arrived: Promise.withResolvers<void>(), released: Promise.withResolvers<void>()};
    this.#holds.set(endpoint, [...(this.#holds.get(endpoint) ?? []), hold]);
    return {arrived: hold.arrived.promise, release: () => hold.released.resolve()};
  }

  /** Forgets what was ordered and has not been met. */
  clear(): void {
    this.#faults.clear();
    this.#delays.clear();
    this.#holds.clear();
  }

  /** What the next call of an endpoint meets: waits as ordered, then gives the fault, if there is one. */
  async meet(endpoint: Endpoint, latencyMs = 0): Promise<Fault | undefined> {
    const hold = this.#holds.get(endpoint)?.shift();
    const [next] = this.#faults.get(endpoint) ?? [];
    if (next && --next.times <= 0) this.#faults.get(endpoint)?.shift();
    const ms = this.#delays.get(endpoint) ?? latencyMs;
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    hold?.arrived.resolve();
    await hold?.released.promise;
    return next?.fault;
  }
}
