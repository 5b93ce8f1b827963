import {within} from './abort.js';
import type {Backend, CreatedSession} from './backends/backend.js';
import {ORPHAN_MS, type Limits} from './limits.js';

/** Nothing aborts what a lease does but its own limits: it outlives the start that asked for it. */
const forever = new AbortController().signal;

/**
 * A session at the far end, which costs money from the moment it is made: it is created once, and released once, even
 * where its creation is still under way when nobody wants it any more.
 */
export class Lease {
  readonly #backend: Backend;
  readonly #limits: Limits;
  #creating: Promise<unknown> | undefined;
  #released: Promise<void> | undefined;

  constructor(backend: Backend, limits: Limits) {
    this.#backend = backend;
    this.#limits = limits;
  }

  /** Has the far end make the session. A caller who gives up must call `release`: the answer is still waited for. */
  create(): Promise<CreatedSession> {
    const limitMs = this.#limits.session + ORPHAN_MS;
    const creating = within(limitMs, 'making the session', forever, (signal) => this.#backend.create(signal));
    this.#creating = creating.catch(() => {}); // the start reports it; who releases only wants to know when it is over
    return creating;
  }

  /**
   * Tells the far end to stop the session, as soon as there is one to stop. Resolves when it has confirmed, or could not
   * be reached within the limit; never rejects. Where the page `isLeaving`, it may not live to hear of a session that is
   * still being made: one that its token names is stopped at once.
   */
  release({isLeaving = false} = {}): Promise<void> {
    this.#released ??= this.#release(isLeaving);
    return this.#released;
  }

  async #release(isLeaving: boolean): Promise<void> {
    // Called at once where that is possible: on pagehide there may be no later.
    if (this.#backend.created) return this.#stop();
    if (!this.#creating) return;
    const unheard = isLeaving && this.#backend.isNamedByToken ? this.#stop() : undefined;
    await Promise.all([unheard, this.#limited(() => this.#stopOrphan())]);
  }

  async #stopOrphan(): Promise<void> {
    await this.#creating;
    if (this.#backend.created) await this.#stop();
  }

  #stop(): Promise<void> {
    return this.#limited((signal) => this.#backend.stop(signal));
  }

  async #limited(work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    try {
      await within(this.#limits.stop, 'stopping', forever, work);
    } catch {
      // What cannot be reached cannot be told: the far end's own idle time-out ends the session then.
    }
  }
}
