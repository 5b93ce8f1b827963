import {AvatarPlayBlockedEvent} from '../session/events.js';
import type {AvatarHost} from './avatar-host.js';
import type {Blocked} from './video-sink.js';
import {listen} from '../session/util/listen.js';

/** The events that browsers count as a visitor's gesture, which lets sound begin. */
const GESTURES = ['click', 'pointerup', 'touchend', 'keydown'];

/** What the browser's autoplay rules block, until the visitor's next gesture anywhere in the page. */
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

  /** The video sink of a session says what it may not play. `life` aborts when that session is over. */
  set(blocked: Blocked | null, life: AbortSignal): void {
    if (this.#blocked === blocked) return;
    this.#blocked = blocked;
    this.#gestures.abort();
    this.#host.requestUpdate();
    if (!blocked || life.aborted) return;
    this.#gestures = new AbortController();
    const signal = AbortSignal.any([life, this.#gestures.signal]);
    for (const type of GESTURES) {
      listen(document, type, this.#onGesture, {capture: true, passive: true, signal});
    }
    this.#host.deliver(new AvatarPlayBlockedEvent(blocked));
  }
}
