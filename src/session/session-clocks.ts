import {AvatarTimeWarningEvent} from './events.js';
import {KeepAlive} from './keep-alive.js';
import type {EndReason} from './session-state.js';
import {TimeLimit} from './time-limit.js';
import type {EventQueue} from './util/event-queue.js';

/** HeyGen may end an idle session a little early by our clock. */
const IDLE_SLACK_MS = 5_000;

/** What the time does to a session: it keeps the session alive, warns before the longest duration, and explains an end. */
export class SessionClocks {
  readonly #events: EventQueue;
  readonly #onOver: () => void;
  #keepAlive: KeepAlive | undefined;
  #timeLimit: TimeLimit | undefined;
  #idleTimeout: number | null = null;
  #lastActivity = Date.now();
  #pageVisible = true;
  #rendered = true;

  /** `onOver` is called when the longest duration has passed and the server has not ended the session. */
  constructor(events: EventQueue, onOver: () => void) {
    this.#events = events;
    this.#onOver = onOver;
  }

  /** The server has made the session, with this longest duration in seconds. */
  limit(durationLimit: number | null, startedAt: number): void {
    this.#timeLimit = new TimeLimit({
      limit: durationLimit,
      startedAt,
      onWarning: (remaining) => this.#events.add(new AvatarTimeWarningEvent(remaining)),
      onOver: this.#onOver,
    });
  }

  /** The session is live. With a `ping`, it is kept alive; the server ends it after `idleTimeout` idle seconds otherwise. */
  watchIdleness(idleTimeout: number | null, ping: (() => void) | null): void {
    this.touch();
    this.#idleTimeout = idleTimeout;
    if (idleTimeout && ping) {
      this.#keepAlive = new KeepAlive({idleTimeout, isVisible: this.#isVisible, ping});
    }
  }

  /** Something has happened in the session. */
  touch(): void {
    this.#lastActivity = Date.now();
  }

  get pageVisible(): boolean {
    return this.#pageVisible;
  }
  set pageVisible(pageVisible: boolean) {
    this.#pageVisible = pageVisible;
    this.#follow();
  }

  get rendered(): boolean {
    return this.#rendered;
  }
  set rendered(rendered: boolean) {
    this.#rendered = rendered;
    this.#follow();
  }

  /** When the server will end the session as idle, in ms since 1970; `null` where it will not. */
  get idleAt(): number | null {
    if (!this.#idleTimeout || this.#keepAlive) return null;
    return this.#lastActivity + this.#idleTimeout * 1000;
  }

  /** Why the server has most likely ended the session, where it did not say. */
  likelyEndReason(): EndReason {
    if (this.#timeLimit?.isReached) return 'time-limit';
    const idleMs = Date.now() - this.#lastActivity;
    const isIdle = this.#idleTimeout && idleMs >= this.#idleTimeout * 1000 - IDLE_SLACK_MS;
    return isIdle ? 'idle-timeout' : 'server';
  }

  stop(): void {
    this.#keepAlive?.stop();
    this.#timeLimit?.stop();
  }

  get #isVisible(): boolean {
    return this.#pageVisible && this.#rendered;
  }

  #follow(): void {
    if (this.#keepAlive) this.#keepAlive.isVisible = this.#isVisible;
  }
}
