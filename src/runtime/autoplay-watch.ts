import type {ReactiveControllerHost} from 'lit';
import {listen} from '../session/util/listen.js';
import {isPageVisible} from '../session/util/page-visible.js';

interface AutoplayHost
  extends HTMLElement, Pick<ReactiveControllerHost, 'addController' | 'removeController'> {
  readonly autoplay: boolean;
  readonly mode: 'inline' | 'floating';
  start(): Promise<void>;
}

/**
 * Starts an element once, when the visitor really sees it. A session that plays in a hidden tab, under `display: none`, scrolled
 * away or in a frame out of sight costs the site owner money, and nobody sees it. Nothing watches an element that is out of the
 * document.
 */
export function whenSeen(host: AutoplayHost): void {
  let watching: AbortController | undefined;
  const stop = () => watching?.abort();
  const controller = {
    hostConnected: () => {
      stop();
      const {signal} = (watching = new AbortController());
      watch(host, signal, () => {
        stop();
        host.removeController(controller);
        host.start().catch(() => {}); // the views and an event report the failure
      });
    },
    hostDisconnected: stop,
  };
  host.addController(controller);
}

function watch(host: AutoplayHost, signal: AbortSignal, onSeen: () => void): void {
  const root = document.querySelector(':root'); // not documentElement, which an image of that name hides
  let isInView = !('IntersectionObserver' in globalThis);
  const check = () => {
    // Turbo shows an old copy of the page for a moment; the page itself follows.
    const isPreview = root?.hasAttribute('data-turbo-preview');
    if (!isInView || isPreview || !isPageVisible() || signal.aborted) return;
    if (host.autoplay && (host.mode === 'floating' || isShown(host))) onSeen();
  };
  listen(document, 'visibilitychange', check, {signal});
  if (isInView) {
    check();
    return;
  }
  const view = new IntersectionObserver((entries) => {
    isInView = entries.at(-1)?.isIntersecting ?? false;
    check();
  });
  // A floating avatar stands in the corner of the window, wherever its element is.
  view.observe(host.mode === 'floating' && root ? root : host);
  signal.addEventListener('abort', () => view.disconnect(), {once: true});
}

/** False for what is transparent or invisible though it has its place. */
function isShown(element: HTMLElement): boolean {
  return element.checkVisibility?.({opacityProperty: true, visibilityProperty: true}) ?? true;
}
