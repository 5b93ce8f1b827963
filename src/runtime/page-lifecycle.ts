import {listen} from '../session/util/listen.js';
/** Follows the page for a session: a page that goes stops it. */
export class PageLifecycle {
  readonly #listening = new AbortController();

  /** `onLeave` is called when the page goes. */
  constructor(onLeave: () => void) {
    const {signal} = this.#listening;
    listen(globalThis, 'pagehide', onLeave, {signal});
    // A frozen page keeps nothing alive, and the browser may discard it without another event.
    listen(document, 'freeze', onLeave, {signal});
  }

  stop(): void {
    this.#listening.abort();
  }
}
