import {followDrag} from './drag.js';

/** A swipe that goes this far down, in CSS pixels, or this fast, in CSS pixels per ms, closes. */
const FAR = 96;
const FAST = 0.5;

/** Follows a swipe down from the header of a sheet, which moves along. */
export function swipeDown(press: PointerEvent, sheet: HTMLElement | null, close: () => void): void {
  const head = press.currentTarget as HTMLElement;
  const isOnButton = (press.target as Element).closest('button') !== null;
  if (!sheet || isOnButton) return;
  const settle = () => {
    sheet.style.removeProperty('--_drag');
    sheet.removeAttribute('data-dragging');
    sheet.removeAttribute('data-let-go');
  };
  followDrag(head, press, {
    onMove(_x, y) {
      sheet.style.setProperty('--_drag', `${Math.max(0, y)}px`);
      sheet.setAttribute('data-dragging', '');
      sheet.toggleAttribute('data-let-go', y > FAR);
    },
    onEnd(_x, y, speedY) {
      settle();
      if (y > FAR || (y > 0 && speedY > FAST)) close();
    },
    onCancel: settle,
  });
}
