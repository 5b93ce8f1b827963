import type {ReactiveControllerHost} from 'lit';
import {listen} from '../session/util/listen.js';
import {isNothing, isShapedAway} from './empty-shape.js';
import {isPageVisible} from '../session/util/page-visible.js';

/** When to look again at an element that is collapsed, in ms. */
const AGAIN_MS = 500;

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
  let timer: ReturnType<typeof setTimeout>;
  const view = new IntersectionObserver(
    (entries) => {
      const {isIntersecting, intersectionRect} = entries.at(-1) as IntersectionObserverEntry;
      isInView = !isNothing(intersectionRect.width, intersectionRect.height) && !isShapedAway(seen);
      clearTimeout(timer);
      // For the browser, a place without an area is in view, and it reports no change where that grows.
      if (isIntersecting && !isInView) timer = setTimeout(observe, AGAIN_MS);
      check();
    },
    {threshold: [0, 0.01]},
  );
  // A floating avatar stands in the corner of the window, wherever its element is.
  const seen = (host.mode === 'floating' && root) || host.shadowRoot?.querySelector('.frame') || host;
  const observe = () => {
    view.unobserve(seen);
    view.observe(seen);
  };
  observe();
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer);
      view.disconnect();
    },
    {once: true},
  );
}

/** False for what is transparent or invisible though it has its place. */
function isShown(element: HTMLElement): boolean {
  return element.checkVisibility?.({opacityProperty: true, visibilityProperty: true}) ?? true;
}
