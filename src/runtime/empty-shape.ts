/** Whether something of that size, in CSS pixels, cannot be seen. The classes that hide text for all but screen readers leave 1 px. */
export const isNothing = (width: number, height: number): boolean => Math.min(width, height) <= 1;

/** The parent for the layout: the place of a slot comes before the parent in the document. */
export const parentOf = (element: Element): Element | null =>
  element.assignedSlot ??
  element.parentElement ??
  (element.getRootNode() as Partial<ShadowRoot>).host ??
  null;

/**
 * Whether `clip-path` or `clip` leaves nothing of an element, in its page and in the frames around that. Observers of Firefox leave
 * both out of account. What is in the top layer is cut off by none of its ancestors.
 */
export function isShapedAway(element: Element): boolean {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    if (hasEmptyShape(at)) return true;
    // A browser that does not know one of these leaves it out of the list.
    if (at.matches(':is(:popover-open, :modal, :fullscreen)')) break;
  }
  const frame = element.ownerDocument.defaultView?.frameElement;
  return !!frame && isShapedAway(frame);
}

/** Whether the element's own style cuts all of it off. Without a box it has no shape, and `clip` needs a position. */
export function hasEmptyShape(element: Element): boolean {
  const {display, position, clip, clipPath} = getComputedStyle(element);
  if (display === 'contents') return false;
  return isEmptyPath(clipPath) || (/absolute|fixed/.test(position) && isEmptyRect(clip));
}

/** `inset(50%)` and the like, or a circle or ellipse without a radius. */
function isEmptyPath(clipPath: string): boolean {
  if (/^(circle|ellipse)\(([\d.]+\w+ )?0(px|%)/.test(clipPath)) return true;
  const [, sides] = /^inset\((.+?)(?: round .*)?\)$/.exec(clipPath) ?? [];
  if (!sides) return false;
  const [top = '', right = top, bottom = top, left = right] = sides.split(' ');
  return percent(top) + percent(bottom) >= 100 || percent(left) + percent(right) >= 100;
}

const percent = (length: string): number => (length.endsWith('%') ? parseFloat(length) : 0);

/** `rect(0px, 0px, 0px, 0px)` and the like. */
function isEmptyRect(clip: string): boolean {
  const [top = 0, right = 0, bottom = 0, left = 0] = clip.match(/-?[\d.]+/g)?.map(Number) ?? [];
  return clip.startsWith('rect') && !clip.includes('auto') && isNothing(right - left, bottom - top);
}
