import type {Backend, CreatedSession} from './backends/backend.js';
import {AvatarError} from './errors/avatar-error.js';
import {avatarErrorFrom} from './errors/make-error.js';
import {withTimeout} from './util/abort.js';
import {delay} from './util/delay.js';
import {ORPHAN_MS, type Timeouts} from './util/timeouts.js';
import {deferred} from './util/deferred.js';
import {listen} from './util/listen.js';
import {isRefusal} from './util/refusal.js';

/** How long to wait for the answer to a session's making before the session is stopped by its token alone. */
const UNANSWERED_MS = 5_000;
/** The pauses between the tries of a stop, in ms, unless the server names one. The last pause repeats. */
const RETRY_MS = [300, 1_000, 5_000, 15_000, 30_000];

/**
 * A session on the server, which costs money from the moment that the server makes it. It is created once and stopped once:
 * also where nobody wants it any more while it is being made, and where the server cannot be reached. It outlives the start
 * that asked for it: only its own limits abort what it does.
 */
export class RemoteSession {
  readonly #backend: Backend;
  readonly #timeouts: Timeouts;
  #creating: Promise<unknown> | undefined;
  /** True from the request for a session until its answer, if one comes. */
  #isMaking = false;
  /** Whether the server may have made a session: it has not denied it. */
  #mayExist = false;
  #released: Promise<void> | undefined;
  #isStopping = false;
  /** Ends the pause before a stop is tried again. */
  #pause = new AbortController();
  readonly #stopConfirmed = deferred<void>();

  constructor(backend: Backend, timeouts: Timeouts) {
    this.#backend = backend;
    this.#timeouts = timeouts;
  }

  /** Resolves once the session is released and the server has confirmed the stop, or no retry is left. */
  get stopConfirmed(): Promise<void> {
    return this.#stopConfirmed.promise;
  }

  /** Has the server make the session. A caller who gives up must call `release`: this still waits for the answer. */
  create(): Promise<CreatedSession> {
    const limitMs = this.#timeouts.session + ORPHAN_MS;
    this.#isMaking = true;
    const creating = withTimeout(limitMs, 'making the session', undefined, (signal) =>
      this.#backend.create(signal),
    );
    // The caller reports a failure. Here it only matters whether the server may have made a session.
    this.#creating = creating.then(
      () => this.#onAnswer(true),
      (error: unknown) => this.#onAnswer(!hasRefused(error)),
    );
    return creating;
  }

  /**
   * Stops the session as soon as there is one to stop. Resolves when the server has confirmed, or could not be reached within
   * the limit; retries go on in the background then, and a second call retries at once. Never rejects. A page that `isLeaving`
   * may not live to get an answer: a session that is known, or that its token names, is stopped at once.
   */
  release({isLeaving = false} = {}): Promise<void> {
    const isAgain = this.#released !== undefined;
    this.#released ??= this.#release(isLeaving);
    if (isLeaving && isAgain && !this.#isStopping && this.#canStop) void this.#stop();
    if (!isLeaving) this.#pause.abort();
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
    // The request goes out at once where that is possible: on pagehide there may be no later.
    const unanswered = isLeaving && this.#isMaking && this.#canStop ? this.#stop() : undefined;
    const stopped = this.#backend.created ? this.#stopUntilConfirmed() : this.#stopOrphan();
    void stopped.then(() => this.#stopConfirmed.resolve());
    await Promise.all([unanswered, this.#limited(() => stopped)]);
  }

  async #stopOrphan(): Promise<void> {
    if (this.#isMaking && this.#backend.isNamedByToken) await this.#stopUnanswered();
    await this.#creating;
    if (this.#canStop) await this.#stopUntilConfirmed();
  }

  /** Stops by the token, so that the answer need not come. A session that the server makes later is stopped after its answer. */
  async #stopUnanswered(): Promise<void> {
    const answered = new AbortController();
    void this.#creating?.then(() => answered.abort());
    await delay(UNANSWERED_MS, answered.signal).catch(() => {});
    if (this.#isMaking) await this.#stop();
  }

  /** Tries again, with growing pauses and whenever the network is back, until the server has answered. */
  async #stopUntilConfirmed(): Promise<void> {
    const until = Date.now() + this.#timeouts.stopRetry;
    for (let retry = 0; ; retry++) {
      const error = await this.#stop();
      if (!error) return;
      const left = until - Date.now();
      // By now the server has ended the session by itself, as idle.
      if (left <= 0) return;
      const ms = error.retryAfterMs ?? RETRY_MS[retry] ?? RETRY_MS.at(-1) ?? 0;
      this.#pause = new AbortController();
      // Where the server asks for more than what is left, one more try costs less than a session that stays open.
      await delayOrOnline(Math.min(ms, left), this.#pause);
    }
  }

  /** Resolves with the error where the server has neither confirmed nor refused the stop. Never rejects. */
  async #stop(): Promise<AvatarError | undefined> {
    this.#isStopping = true;
    try {
      await withTimeout(this.#timeouts.stop, 'stopping', undefined, (signal) => this.#backend.stop(signal));
      return undefined;
    } catch (error) {
      return hasRefused(error) ? undefined : avatarErrorFrom(error);
    } finally {
      this.#isStopping = false;
    }
  }

  async #limited(work: () => Promise<unknown>): Promise<void> {
    try {
      await withTimeout(this.#timeouts.stop, 'stopping', undefined, work);
    } catch {
      // The work goes on in the background.
    }
  }
}

/**
 * Whether the server has answered that it refuses: a retry would not help. The status decides, because the words of an answer may map to
 * any code, such as `no-credits`.
 */
function hasRefused(error: unknown): boolean {
  const {code, status = 0} = error instanceof AvatarError ? error : {code: undefined};
  return isRefusal(status) && code !== 'rate-limited';
}

/** Resolves after `ms`, when the network is back, or when `pause` aborts. */
async function delayOrOnline(ms: number, pause: AbortController): Promise<void> {
  const target = 'addEventListener' in globalThis ? globalThis : null; // Node has none
  listen(target, 'online', () => pause.abort(), {signal: pause.signal});
  await delay(ms, pause.signal).catch(() => {});
  pause.abort();
}
