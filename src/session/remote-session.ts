import {delay, forever, withTimeout} from './util/abort.js';
import {AvatarError} from './errors/avatar-error.js';
import type {Backend, CreatedSession} from './backends/backend.js';
import {deferred} from './util/deferred.js';
import {ORPHAN_MS, type Timeouts} from './util/timeouts.js';

/** How long the answer to a session's making is waited for before it is stopped by its token alone. */
const UNHEARD_MS = 5_000;
/** How long to wait before a stop that could not be delivered is tried again, in ms; the last one repeats. */
const TRY_AGAIN_MS = [5_000, 15_000, 30_000];

/**
 * A session at the server, which costs money from the moment it is made: it is created once, and released once, even
 * where its creation is still under way when nobody wants it any more, or the server cannot be reached. It outlives the
 * start that asked for it: nothing aborts what it does but its own limits.
 */
export class RemoteSession {
  readonly #backend: Backend;
  readonly #limits: Timeouts;
  #creating: Promise<unknown> | undefined;
  /** True from the request to make a session until its answer, if there is one. */
  #isMaking = false;
  /** Whether the server may have made a session: it has said so, or has not said that it has not. */
  #mayExist = false;
  #released: Promise<void> | undefined;
  #isStopping = false;
  /** Ends the wait before a stop is tried again. */
  #wait = new AbortController();
  readonly #settled = deferred<void>();

  constructor(backend: Backend, limits: Timeouts) {
    this.#backend = backend;
    this.#limits = limits;
  }

  /** Resolves once it is released and the server has been told, or can be told no more. */
  get stopConfirmed(): Promise<void> {
    return this.#settled.promise;
  }

  /** Has the server make the session. A caller who gives up must call `release`: the answer is still waited for. */
  create(): Promise<CreatedSession> {
    const limitMs = this.#limits.session + ORPHAN_MS;
    this.#isMaking = true;
    const creating = withTimeout(limitMs, 'making the session', forever, (signal) =>
      this.#backend.create(signal),
    );
    // The start reports a failure; here it only matters what it says of the session.
    this.#creating = creating.then(
      () => this.#onAnswer(true),
      (error: unknown) => this.#onAnswer(!isRefusal(error)),
    );
    return creating;
  }

  /**
   * Tells the server to stop the session, as soon as there is one to stop. Resolves when it has confirmed, or could not
   * be reached within the limit, in which case it goes on being tried for a while, at once where it is asked for again;
   * never rejects. Where the page `isLeaving`, it may not live to hear of a session that is still being made, nor of an
   * answer: one that is known, or that its token names, is stopped at once.
   */
  release({isLeaving = false} = {}): Promise<void> {
    const isAgain = this.#released !== undefined;
    this.#released ??= this.#release(isLeaving);
    if (isLeaving && isAgain && !this.#isStopping && this.#canStop) void this.#stop();
    if (!isLeaving) this.#wait.abort();
    return this.#released;
  }

  get #canStop(): boolean {
    return this.#backend.created || (this.#backend.isNamedByToken && (this.#mayExist || this.#isMaking));
  }

  #onAnswer(mayExist: boolean): void {
    this.#isMaking = false;
    this.#mayExist = mayExist;
  }

  async #release(isLeaving: boolean): Promise<void> {
    // Called at once where that is possible: on pagehide there may be no later.
    const unheard = isLeaving && this.#isMaking && this.#canStop ? this.#stop() : undefined;
    const stopped = this.#backend.created ? this.#stopForSure() : this.#stopOrphan();
    void stopped.then(() => this.#settled.resolve());
    await Promise.all([unheard, this.#limited(() => stopped)]);
  }

  async #stopOrphan(): Promise<void> {
    if (this.#isMaking && this.#backend.isNamedByToken) await this.#stopUnheard();
    await this.#creating;
    if (this.#canStop) await this.#stopForSure();
  }

  /** The token names it, so that its answer need not be waited for; but one that is made later is stopped by that. */
  async #stopUnheard(): Promise<void> {
    const answered = new AbortController();
    void this.#creating?.then(() => answered.abort());
    await delay(UNHEARD_MS, answered.signal).catch(() => {});
    if (this.#isMaking) await this.#stop();
  }

  /** Tries again, at longer and longer intervals and whenever the network is back, until the server has heard of it. */
  async #stopForSure(): Promise<void> {
    const until = Date.now() + this.#limits.stopRetry;
    for (let wait = 0; !(await this.#stop()); wait++) {
      const ms = TRY_AGAIN_MS[wait] ?? TRY_AGAIN_MS.at(-1) ?? 0;
      // By then the server has ended it by itself, as idle.
      if (Date.now() + ms > until) return;
      this.#wait = new AbortController();
      await delayOrOnline(ms, this.#wait);
    }
  }

  /** Resolves with whether the server has heard of it: it has confirmed, or has refused. Never rejects. */
  async #stop(): Promise<boolean> {
    this.#isStopping = true;
    try {
      await withTimeout(this.#limits.stop, 'stopping', forever, (signal) => this.#backend.stop(signal));
      return true;
    } catch (error) {
      return isRefusal(error);
    } finally {
      this.#isStopping = false;
    }
  }

  async #limited(work: () => Promise<unknown>): Promise<void> {
    try {
      await withTimeout(this.#limits.stop, 'stopping', forever, work);
    } catch {
      // It goes on in the background.
    }
  }
}

/** Whether the server has answered that it will not: what it was asked for was not done, and would not be. */
function isRefusal(error: unknown): boolean {
  const {code, status = 0} = error instanceof AvatarError ? error : {code: undefined};
  return status >= 400 && status < 500 && code !== 'rate-limited';
}

/** Resolves after `ms`, or when the network is back, or when `wait` is aborted. */
async function delayOrOnline(ms: number, wait: AbortController): Promise<void> {
  const {addEventListener} = globalThis as Partial<typeof globalThis>; // Node has none
  addEventListener?.('online', () => wait.abort(), {once: true, signal: wait.signal});
  await delay(ms, wait.signal).catch(() => {});
  wait.abort();
}
