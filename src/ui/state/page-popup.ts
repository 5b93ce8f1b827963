/**
 * Whether an event comes from a dialog or popover that the page has put into a slot of the element: Escape closes that, and what the
 * element shows stays.
 */
export function isOfPagePopup({target}: Event, host: HTMLElement): boolean {
  const popup = target instanceof Element ? target.closest('dialog[open], [popover]') : null;
  return popup !== null && popup !== host && host.contains(popup);
}
