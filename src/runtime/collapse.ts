import {hasEmptyShape, isNothing, isShapedAway, parentOf} from './empty-shape.js';

/**
 * Beyond any window: what is scrolled away by this much still counts as painted. An element that is cut off by an ancestor does
 * not, however far the window would reach.
 */
const FAR = '1000000px';

/**
 * Whether the page has collapsed an element: its own box has no size, or an ancestor around it has none and cuts it off, as an
 * accordion does. One that is only scrolled away, moved out of the window or transparent is not collapsed. An ancestor that seems
 * to cut it off may not do so, such as one without a box of its own: `paintsNothing` knows.
 */
export function isCollapsed(element: Element): boolean {
  const {width, height} = element.getBoundingClientRect();
  if (isNothing(width, height)) return true;
  for (let at: Element | null = element; at; at = parentOf(at)) if (cutsOff(at)) return true;
  const {defaultView: page} = element.ownerDocument;
  if (!page || page === page.parent) return false;
  return (
    isNothing(page.innerWidth, page.innerHeight) ||
    (page.frameElement !== null && isCollapsed(page.frameElement))
  );
}

/** Resolves with the next frame: whether the browser would paint nothing of the element, wherever the page were scrolled to. */
export function paintsNothing(element: Element): Promise<boolean> {
  return new Promise((resolve) => {
    if (!('IntersectionObserver' in globalThis)) return resolve(false); // nobody knows
    const observer = new IntersectionObserver(
      (entries) => {
        observer.disconnect();
        const {width, height} = (entries.at(-1) as IntersectionObserverEntry).intersectionRect;
        resolve(isNothing(width, height) || isShapedAway(element));
      },
      {rootMargin: FAR},
    );
    observer.observe(element);
  });
}

function cutsOff(element: Element): boolean {
  const {overflowX, overflowY} = getComputedStyle(element);
  if (overflowX !== 'visible' && element.clientWidth <= 1) return true;
  if (overflowY !== 'visible' && element.clientHeight <= 1) return true;
  return hasEmptyShape(element);
}
