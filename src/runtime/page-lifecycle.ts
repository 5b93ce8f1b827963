import type {AvatarSession} from '../session/avatar-session.js';

/** Follows the page for a session: a hidden page does not keep it alive, and a page that goes stops it. */
export class PageLifecycle {
  readonly #listening = new AbortController();

  /** `onLeave` is called when the page goes. */
  constructor(session: AvatarSession, onLeave: () => void) {
    const {signal} = this.#listening;
    const follow = () => (session.pageVisible = document.visibilityState === 'visible');
    follow();
    document.addEventListener('visibilitychange', follow, {signal});
    addEventListener('pagehide', onLeave, {signal});
    // A frozen page keeps nothing alive, and the browser may discard it without another event.
    document.addEventListener('freeze', onLeave, {signal});
  }

  stop(): void {
    this.#listening.abort();
  }
}
