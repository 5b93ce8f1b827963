import type {AvatarSession} from '../session/avatar-session.js';
import type {AvatarHost} from './avatar-host.js';
import {isCollapsed, paintsNothing} from './collapse.js';
import {avatarError} from '../session/errors/make-error.js';
import {delay} from '../session/util/delay.js';
import {listen} from '../session/util/listen.js';
import {isPageVisible} from '../session/util/page-visible.js';

/** How often to look, in ms: no event reports `visibility: hidden`, nor an element that is hidden while it is scrolled away. */
const LOOK_MS = 1_000;
/** How long a start waits for the page to show the element, how often it looks, and how long it waits for a frame, in ms. */
const SHOW_MS = 5_000;
const SHOW_LOOK_MS = 50;
const PAINT_MS = 1_000;
/** `hidden-grace` where the page sets none, in seconds. */
const DEFAULT_GRACE = 30;

/**
 * Tells a session whether the visitor can see it, until `life` aborts. `onHidden` is called once the page has not shown the
 * element for its `hidden-grace`. An element that is out of the document has a grace of its own: the page may be moving it.
 */
export function watchVisibility(
  host: AvatarHost,
  session: Pick<AvatarSession, 'pageVisible' | 'rendered'>,
  {life, onHidden}: {life: AbortSignal; onHidden: () => void},
): void {
  const watch = new AbortController();
  const signal = AbortSignal.any([life, watch.signal]);
  let hiddenAt: number | undefined;
  /** Since when the browser paints nothing of an element that has a box. A page that opens or moves it passes through that state. */
  let unpaintedAt: number | undefined;
  let isAsking = false;
  const look = () => {
    if (signal.aborted || !host.isConnected) return;
    const isInWindow = isInPictureInPicture(host);
    lookForCollapse();
    session.pageVisible = isInWindow || isPageVisible(host.ownerDocument);
    const isUnpainted = unpaintedAt !== undefined && Date.now() - unpaintedAt >= LOOK_MS;
    const isShown = isInWindow || (isRendered(frameOf(host)) && !isUnpainted);
    hiddenAt = isShown ? undefined : (hiddenAt ?? Date.now());
    if (session.rendered !== isShown) session.rendered = isShown;
    if (hiddenAt === undefined || Date.now() - hiddenAt < graceMs(host)) return;
    watch.abort();
    onHidden();
  };
  const lookForCollapse = () => {
    const frame = frameOf(host);
    if (!isCollapsed(frame)) unpaintedAt = undefined;
    else if (!isAsking) {
      isAsking = true; // the answer waits as long as the tab is in the background
      void paintsNothing(frame).then((isSo) => {
        isAsking = false;
        unpaintedAt = isSo ? (unpaintedAt ?? Date.now()) : undefined;
      });
    }
  };
  // Both report a change with the next frame: one the size, also out of view, the other one `content-visibility` too. A change of
  // the page within a callback of the first one would be reported as an error of the page.
  const observers = [
    'ResizeObserver' in globalThis ? new ResizeObserver(() => setTimeout(look)) : null,
    // The first threshold alone counts a box of no size as in view.
    'IntersectionObserver' in globalThis ? new IntersectionObserver(look, {threshold: [0, 0.001]}) : null,
  ];
  for (const observer of observers) observer?.observe(host.video);
  const timer = setInterval(look, LOOK_MS);
  listen(document, 'visibilitychange', look, {signal});
  for (const type of ['enterpictureinpicture', 'leavepictureinpicture', 'webkitpresentationmodechanged']) {
    listen(host.video, type, look, {signal});
  }
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    for (const observer of observers) observer?.disconnect();
  });
  queueMicrotask(look); // the caller is still making the session
}

/**
 * Waits until the page shows the element: pages call `start` in the task that opens a dialog, and frameworks open it some frames
 * later. Rejects with `hidden` where it stays hidden, since nobody would see the session that costs money. A page that has set no
 * end to `hidden-grace` wants one all the same.
 */
export async function untilShown(host: AvatarHost, signal: AbortSignal): Promise<void> {
  const limit = Date.now() + SHOW_MS;
  while (host.isConnected && graceMs(host) !== Infinity && !(await isSeen(frameOf(host), signal))) {
    if (Date.now() >= limit) throw avatarError('hidden');
    await delay(SHOW_LOOK_MS, signal);
  }
}

/** Without `checkVisibility` there may be no layout either, as in jsdom. In a tab in the background nothing is painted. */
async function isSeen(frame: Element, signal: AbortSignal): Promise<boolean> {
  if (!isRendered(frame)) return !frame.checkVisibility;
  if (!isCollapsed(frame)) return true;
  const isUnpainted = await Promise.race([paintsNothing(frame), delay(PAINT_MS, signal)]);
  return isUnpainted !== true;
}

const graceMs = ({hiddenGrace}: AvatarHost) =>
  1000 * (hiddenGrace !== null && hiddenGrace >= 0 ? hiddenGrace : DEFAULT_GRACE);

/** Whether the visitor watches the avatar in a window of its own, whatever has become of its page. */
function isInPictureInPicture({shadowRoot, video}: AvatarHost): boolean {
  const {webkitPresentationMode} = video as {webkitPresentationMode?: string}; // Safari's own, also on the iPhone
  return shadowRoot?.pictureInPictureElement === video || webkitPresentationMode === 'picture-in-picture';
}

/** What is on screen of the element. The host may have no box of its own, and its frame may be in the top layer. */
const frameOf = ({shadowRoot, video}: AvatarHost): Element => shadowRoot?.querySelector('.frame') ?? video;

/** Whether an element has a box and can be seen, with the frames around its page. It need not be in view. */
export function isRendered(element: Element): boolean {
  const isShown =
    element.checkVisibility?.({visibilityProperty: true}) ?? element.getClientRects().length > 0;
  const {defaultView: page} = element.ownerDocument;
  if (!isShown || !page) return false;
  if (page.frameElement) return isRendered(page.frameElement);
  // The page of a frame of another origin knows only its size.
  return page === page.parent || page.innerWidth > 0;
}
