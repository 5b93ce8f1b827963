import type {AvatarHost} from './avatar-host.js';
import type {Blocked} from './video-sink.js';
import {AvatarPlayBlockedEvent} from '../session/events.js';

/** What counts as a visitor's gesture, to the browser's autoplay rules. */
const GESTURES = ['click', 'pointerup', 'touchend', 'keydown'];

/** What autoplay rules refuse, until the visitor's next gesture anywhere in the page. */
export class AutoplayUnlock {
  readonly #host: AvatarHost;
  readonly #onGesture: () => void;
  #blocked: Blocked | null = null;
  #gestures = new AbortController();

  /** `onGesture` is called within the gesture, while the browser lets sound begin. */
  constructor(host: AvatarHost, onGesture: () => void) {
    this.#host = host;
    this.#onGesture = onGesture;
  }

  get blocked(): Blocked | null {
    return this.#blocked;
  }

  /** The stage of a session, which lasts as long as `life`, says what it may not play. */
  set(blocked: Blocked | null, life: AbortSignal): void {
    if (this.#blocked === blocked) return;
    this.#blocked = blocked;
    this.#gestures.abort();
    this.#host.requestUpdate();
    if (!blocked || life.aborted) return;
    this.#gestures = new AbortController();
    const signal = AbortSignal.any([life, this.#gestures.signal]);
    for (const type of GESTURES) {
      document.addEventListener(type, this.#onGesture, {capture: true, passive: true, signal});
    }
    this.#host.deliver(new AvatarPlayBlockedEvent(blocked));
  }
}
