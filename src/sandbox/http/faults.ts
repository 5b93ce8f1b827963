import {timerMs} from '../../session/util/timer-ms.js';
import type {LiveAvatarEndpoint} from './liveavatar-calls.js';
import type {StreamingEndpoint} from './streaming-calls.js';

/** A call that can fail on demand. `signal` is the LiveKit socket, which only the sandbox in a page answers. */
export type Endpoint =
  LiveAvatarEndpoint | StreamingEndpoint | 'liveavatar_token' | 'token' | 'create_token' | 'signal';

/** The network fails, because a fault says so. */
export class NetworkFailure extends Error {}

/** How a call fails. */
export type Fault =
  /**
   * The server answers with this status and HeyGen code. With `after`, the server carries out the call first, so that only
   * its success response is lost.
   */
  | {
      status: number;
      code?: number | string;
      message?: string;
      headers?: Record<string, string>;
      after?: boolean;
    }
  /** The network fails: `fetch` rejects. */
  | {network: true}
  /** The server never answers. With `after`, it carries out the call all the same. */
  | {hang: true; after?: boolean}
  /** The server answers with status 200 and this body. */
  | {malformed: string};

/** A call that waits until the test releases it. */
export interface Hold {
  /** Resolves when the call has arrived. */
  readonly arrived: Promise<void>;
  /** Lets the call go on. */
  release(): void;
}

/** One held call. It makes its promises by hand, because Node 20, where the fake HeyGen runs too, has no `Promise.withResolvers`. */
class HeldCall implements Hold {
  arrive = (): void => {};
  release = (): void => {};
  readonly arrived = new Promise<void>((resolve) => (this.arrive = resolve));
  readonly released = new Promise<void>((resolve) => (this.release = resolve));
}

/** The faults, delays and holds that a test has set, by endpoint. */
export class Faults {
  readonly #faults = new Map<Endpoint, {fault: Fault; times: number}[]>();
  readonly #delays = new Map<Endpoint, number>();
  readonly #holds = new Map<Endpoint, HeldCall[]>();

  inject(endpoint: Endpoint, fault: Fault, times = 1): void {
    this.#faults.set(endpoint, [...(this.#faults.get(endpoint) ?? []), {fault, times}]);
  }

  delay(endpoint: Endpoint, ms: number): void {
    this.#delays.set(endpoint, ms);
  }

  hold(endpoint: Endpoint): Hold {
    const hold = new HeldCall();
    this.#holds.set(endpoint, [...(this.#holds.get(endpoint) ?? []), hold]);
    return hold;
  }

  /** Removes all faults, delays and holds that no call has used up. */
  clear(): void {
    this.#faults.clear();
    this.#delays.clear();
    this.#holds.clear();
  }

  /** Uses up the fault of one call: waits for the endpoint's delay and hold, then returns the fault, if there is one. */
  async take(endpoint: Endpoint, latencyMs = 0): Promise<Fault | undefined> {
    const hold = this.#holds.get(endpoint)?.shift();
    const [next] = this.#faults.get(endpoint) ?? [];
    if (next && --next.times <= 0) this.#faults.get(endpoint)?.shift();
    const ms = this.#delays.get(endpoint) ?? latencyMs;
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, timerMs(ms)));
    hold?.arrive();
    await hold?.released;
    return next?.fault;
  }
}
