import {AvatarError} from './errors/avatar-error.js';
import {AvatarEndEvent, AvatarErrorEvent, AvatarStateChangeEvent} from './events.js';
import {isLive, isOver, TRANSITIONS, type EndReason, type SessionState} from './session-state.js';
import {avatarError} from './errors/make-error.js';
import {abortError} from './util/abort.js';
import type {EventQueue} from './util/event-queue.js';

/** What the lifecycle needs of its session. */
export interface LifecycleHooks {
  /** The state has changed; no event of it has been delivered. */
  onChange(): void;
  /** Releases everything, once. Resolves when the server has confirmed the stop or could not be reached in time. */
  release(page: {isLeaving: boolean}): Promise<void>;
}

/**
 * The state of a session, and why it is over: the one place that changes them. The state and all that follows from it are in
 * place before any event is delivered. The first cause of an end stays.
 */
export class SessionLifecycle {
  readonly #events: EventQueue;
  readonly #hooks: LifecycleHooks;
  readonly #life = new AbortController();
  #state: SessionState = 'idle';
  #error: AvatarError | null = null;
  #endReason: EndReason | null = null;
  #released: Promise<void> | undefined;

  constructor(events: EventQueue, hooks: LifecycleHooks) {
    this.#events = events;
    this.#hooks = hooks;
  }

  get state(): SessionState {
    return this.#state;
  }

  get error(): AvatarError | null {
    return this.#error;
  }

  get endReason(): EndReason | null {
    return this.#endReason;
  }

  /** Aborts when the session is over or about to be. Everything that the session does depends on it. */
  get life(): AbortSignal {
    return this.#life.signal;
  }

  get isLive(): boolean {
    return isLive(this.#state);
  }

  /** True from the first cause of an end on. */
  get isEnding(): boolean {
    return this.#state === 'stopping' || isOver(this.#state);
  }

  /** Moves to another state of a session that goes on. A move that the state does not allow is ignored. */
  move(state: 'connecting' | 'live' | 'reconnecting'): void {
    this.#events.change(() => this.#move(state));
  }

  /** Ends the session because somebody wants it to end. Resolves when the stop is confirmed or could not be delivered in time. */
  stop(reason: EndReason, abortReason: unknown): Promise<void> {
    if (this.isEnding) return this.#released ?? Promise.resolve();
    const wasIdle = this.#state === 'idle';
    this.#events.change(() => {
      this.#endReason = reason;
      this.#life.abort(abortReason);
      this.#move(wasIdle ? 'ended' : 'stopping');
      this.#released = this.#hooks.release({isLeaving: reason === 'page-hidden'});
      if (!wasIdle) this.#released = this.#released.then(() => this.#onStopped(reason));
    });
    return this.#released ?? Promise.resolve();
  }

  /** Nobody wants the start any more. Where an error is the cause, such as a refused microphone, the session has failed. */
  giveUp(reason: unknown): void {
    if (reason instanceof AvatarError) this.fail(reason);
    else void this.stop('aborted', reason);
  }

  /** The server has ended the session. It is over at once and released in the background. */
  endByServer(reason: EndReason): void {
    if (this.isEnding) return;
    if (reason === 'error') this.fail(avatarError('server-error'));
    else if (this.isLive) this.#finish('ended', reason, abortError('The session has ended.'));
    else if (this.#state === 'connecting') this.fail(endBeforeLive(reason));
  }

  /** Ends the session because of an error, and gives that error back. */
  fail(error: AvatarError): AvatarError {
    if (this.isEnding) return error;
    this.#error = error;
    this.#finish('failed', 'error', error);
    return error;
  }

  /** Ends the session because its room is lost, or has no picture any more. */
  failOfRoom(cause: 'lost' | 'no-picture'): void {
    if (this.#state === 'connecting') this.fail(avatarError('connection-failed'));
    else if (cause === 'lost') this.fail(avatarError('connection-lost'));
    else this.fail(new AvatarError('connection-lost', PICTURE_LOST));
  }

  #finish(state: 'ended' | 'failed', reason: EndReason, abortReason: unknown): void {
    this.#events.change(() => {
      this.#endReason = reason;
      this.#life.abort(abortReason);
      this.#move(state);
      this.#released = this.#hooks.release({isLeaving: false});
      if (this.#error) this.#events.add(new AvatarErrorEvent(this.#error));
      this.#events.add(new AvatarEndEvent(reason));
    });
  }

  #onStopped(reason: EndReason): void {
    this.#events.change(() => {
      this.#move('ended');
      this.#events.add(new AvatarEndEvent(reason));
    });
  }

  #move(state: SessionState): void {
    const oldState = this.#state;
    if (!TRANSITIONS[oldState].includes(state)) return;
    this.#state = state;
    this.#hooks.onChange();
    this.#events.add(new AvatarStateChangeEvent(state, oldState));
  }
}

const PICTURE_LOST =
  'The avatar’s picture stopped and did not come back. Check the network and start again; if it happens often, tell HeyGen.';

function endBeforeLive(reason: EndReason): AvatarError {
  if (reason === 'no-credits') return avatarError('no-credits');
  return new AvatarError(
    'connection-failed',
    'HeyGen closed the session before the avatar appeared. Try again.',
  );
}
