import type {ReactiveController} from 'lit';
import {fetchAutoplayWatch} from './lazy-runtime.js';

type AutoplayHost = Parameters<Awaited<ReturnType<typeof fetchAutoplayWatch>>['whenSeen']>[0];

interface AutoplayHandlers {
  /** Whether the visitor has closed this avatar on an earlier page of the visit. */
  isDismissed(): boolean;
  isPermitted(): boolean;
  readonly onFailed: () => void;
}

/** Starts a session without a press, as the `autoplay` attribute says: once, when the visitor sees the element. */
export class AutoplayController implements ReactiveController {
  readonly #host: AutoplayHost;
  readonly #handlers: AutoplayHandlers;
  #hasBegun = false;

  constructor(host: AutoplayHost, handlers: AutoplayHandlers) {
    this.#host = host;
    this.#handlers = handlers;
  }

  hostUpdated(): void {
    if (!this.#host.autoplay || this.#hasBegun || this.#handlers.isDismissed()) return;
    this.#hasBegun = true;
    // Whoever consents later presses the button: a tick starts nothing.
    if (!this.#handlers.isPermitted()) return;
    fetchAutoplayWatch().then(
      ({whenSeen}) => whenSeen(this.#host),
      () => {
        this.#hasBegun = false; // the next update tries again
        this.#handlers.onFailed();
      },
    );
  }
}
