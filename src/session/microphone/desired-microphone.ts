import {callOptions, type MethodOptions} from '../util/call-options.js';

/** Options of a method that opens a microphone. */
export interface MicrophoneOptions extends MethodOptions {
  /** Which device, by its id of `navigator.mediaDevices.enumerateDevices()`. Default: the open one, else the system's choice. */
  deviceId?: string | undefined;
}

/**
 * What the microphone is to be:
 *
 * - `closed`: the device is free.
 * - `open`: the device is open, and the server hears the visitor unless they are muted.
 * - `held`: the visitor holds the push-to-talk button. The device is open, and the server hears them once it listens.
 * - `released`: the visitor has let the button go. The device stays open, so that the next press is quick, but is silent.
 */
export type MicrophoneMode = 'closed' | 'open' | 'held' | 'released';

/** Brings the microphone of a session to the desired state. */
export interface MicrophoneReconciler {
  /** True from the request to the browser for a microphone until the microphone is closed. */
  readonly isRequested: boolean;
  /** What the open device goes back to if a newer wish fails; `closed` where none is open. */
  readonly fallback: MicrophoneMode;
  /** The desired state has changed. Silences at once what must be silent; the rest may take its time. */
  reconcile(): void;
}

/** A caller who waits for their goal. */
interface Waiter {
  goal: MicrophoneMode;
  /** `isInVain`: a session that is being started for this wish alone is not wanted any more. */
  settle(reason?: unknown, isInVain?: boolean): void;
}

const MORE: readonly MicrophoneMode[] = ['open', 'held'];
const LESS: readonly MicrophoneMode[] = ['closed', 'released'];

/**
 * What the page and the visitor want of the microphone. It is set at once, also before any code is loaded and before there is a
 * session, and the newest call wins. The session's reconciler brings the device, the room and the server to it. This file is
 * loaded with the page: it imports nothing.
 */
export class DesiredMicrophone {
  /** The device that the caller wants. Without one, any open device will do. */
  deviceId: string | undefined;
  /** Whether a microphone was wanted since the last session: the next one must be made to hear, even if the wish is over. */
  wasWanted = false;
  /** The one of the newest session; none once that is over. */
  reconciler: MicrophoneReconciler | undefined;
  #mode: MicrophoneMode = 'closed';
  #isMuted = false;
  #isMuteInForce = false;
  readonly #waiters = new Set<Waiter>();

  get mode(): MicrophoneMode {
    return this.#mode;
  }

  /** The page's own mute. Push-to-talk does not change it, and it outlives the session. Default false. */
  get muted(): boolean {
    return this.#isMuted;
  }
  set muted(isMuted: boolean) {
    this.#isMuted = this.#isMuteInForce = isMuted;
    this.#reconcile();
  }

  /** Whether the page's mute silences the visitor. A later press lifts it until the button is let go. */
  get isMuteInForce(): boolean {
    return this.#isMuteInForce;
  }

  /**
   * Sets the mode at once, and calls `start` where a session may have to be started for it. Its signal aborts when the caller
   * gives up, and when there will be no microphone. The promise settles when the start has. It resolves when the microphone is in the mode. It rejects with an `AvatarError` where that cannot be; with the
   * signal's reason; and with an `AbortError` where a microphone that was to be opened is closed meanwhile. A press that ends
   * before the server was told of it resolves. `closed` never rejects.
   */
  want(
    wish: MicrophoneMode,
    options?: MicrophoneOptions | null,
    start?: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const {deviceId, signal} = callOptions(options); // the promise rejects with what is thrown here
      signal?.throwIfAborted();
      this.#set(wish);
      if (wish === 'open') this.deviceId = deviceId ?? this.deviceId;
      let started: Promise<void> | undefined;
      const starting = new AbortController();
      const onAbort = () => this.#withdraw(waiter, signal?.reason);
      const waiter: Waiter = {
        goal: wish,
        settle: (reason, isInVain) => {
          this.#waiters.delete(waiter);
          if (isInVain) starting.abort(reason);
          signal?.removeEventListener('abort', onAbort);
          void Promise.resolve(started).then(
            () => (reason === undefined ? resolve() : reject(reason)),
            reject,
          );
        },
      };
      this.#waiters.add(waiter);
      signal?.addEventListener('abort', onAbort);
      this.#reconcile();
      started = start?.(starting.signal);
      started?.catch((error: unknown) => this.#withdraw(waiter, error));
    });
  }

  /** For the reconciler: these goals are reached, or cannot be. */
  settle(goals: readonly MicrophoneMode[], error?: unknown, isInVain?: boolean): void {
    for (const waiter of this.#waiters) if (goals.includes(waiter.goal)) waiter.settle(error, isInVain);
  }

  /** For the reconciler: the device or the press has failed, or the session is over. Goes back to what there is. */
  fail(goals: readonly MicrophoneMode[], error: unknown): void {
    this.settle(goals, error, true);
    this.#set(this.reconciler?.fallback ?? 'closed');
    this.deviceId = undefined;
    this.#reconcile();
  }

  #set(wish: MicrophoneMode): void {
    let mode = wish;
    if (MORE.includes(wish)) {
      this.wasWanted = true;
      this.settle(LESS);
    } else if (wish === 'closed') {
      this.settle(MORE, new DOMException('The microphone was stopped.', 'AbortError'), true);
    } else if (this.#mode === 'closed') {
      mode = 'closed';
    } else if (this.#mode === 'held' && !this.reconciler?.isRequested && !this.#isAwaited('open')) {
      // Nothing was opened for the press, and now nothing need be. A browser that asks the visitor already goes on: they have to
      // let the button go to answer, and the next press must not ask again.
      mode = 'closed';
      this.settle(['held']);
    }
    if (mode !== 'held') for (const waiter of this.#waiters) if (waiter.goal === 'held') waiter.goal = 'open';
    if (mode === 'closed') this.deviceId = undefined;
    this.#isMuteInForce = this.#isMuted && mode !== 'held';
    this.#mode = mode;
  }

  /** A caller gives up. Their wish goes with them, unless another caller waits for the same. */
  #withdraw(waiter: Waiter, reason: unknown): void {
    if (!this.#waiters.has(waiter)) return;
    waiter.settle(reason, true);
    if (LESS.includes(waiter.goal) || this.#isAwaited('held')) return;
    if (!this.#isAwaited('open')) this.fail([], reason);
    else if (this.#mode === 'held') {
      this.#set('released');
      this.#reconcile();
    }
  }

  #isAwaited(goal: MicrophoneMode): boolean {
    return [...this.#waiters].some((waiter) => waiter.goal === goal);
  }

  #reconcile(): void {
    if (this.reconciler) this.reconciler.reconcile();
    else this.settle(LESS);
  }
}
