/**
 * Beyond any window: what is scrolled away by this much still counts as painted. An element that is cut off by an ancestor does
 * not, however far the window would reach.
 */
const FAR = '1000000px';

/** Whether something of that size, in CSS pixels, cannot be seen. The classes that hide text for all but screen readers leave 1 px. */
const isNothing = (width: number, height: number): boolean => Math.min(width, height) <= 1;

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
    const observer = new IntersectionObserver(
      (entries) => {
        observer.disconnect();
        const {width, height} = (entries.at(-1) as IntersectionObserverEntry).intersectionRect;
        resolve(isNothing(width, height));
      },
      {rootMargin: FAR},
    );
    observer.observe(element);
  });
}

const parentOf = (element: Element): Element | null =>
  element.assignedSlot ??
  element.parentElement ??
  (element.getRootNode() as Partial<ShadowRoot>).host ??
  null;

function cutsOff(element: Element): boolean {
  const {overflowX, overflowY, clip, clipPath} = getComputedStyle(element);
  if (overflowX !== 'visible' && element.clientWidth <= 1) return true;
  if (overflowY !== 'visible' && element.clientHeight <= 1) return true;
  return isEmptyShape(clipPath) || isEmptyRect(clip);
}

/** `inset(50%)` and the like, or a circle or ellipse without a radius. */
function isEmptyShape(clipPath: string): boolean {
  if (/^(circle|ellipse)\(([\d.]+\w+ )?0(px|%)/.test(clipPath)) return true;
  const [, sides] = /^inset\((.+?)(?: round .*)?\)$/.exec(clipPath) ?? [];
  if (!sides) return false;
  const [top = '', right = top, bottom = top, left = right] = sides.split(' ');
  return percent(top) + percent(bottom) >= 100 || percent(left) + percent(right) >= 100;
}

const percent = (length: string): number => (length.endsWith('%') ? parseFloat(length) : 0);

/** `rect(0px, 0px, 0px, 0px)` and the like; where it applies, as nowhere but on positioned elements, `paintsNothing` knows. */
function isEmptyRect(clip: string): boolean {
  const [top = 0, right = 0, bottom = 0, left = 0] = clip.match(/-?[\d.]+/g)?.map(Number) ?? [];
  return clip.startsWith('rect') && !clip.includes('auto') && isNothing(right - left, bottom - top);
}
