/**
 * Dispatches an event of an element. A page counts sessions on its document, also those that end because their element was
 * removed: such an event goes on to the document, with the element as its target.
 */
export function dispatch(element: Element, event: Event): void {
  const isOut = !element.isConnected;
  element.dispatchEvent(event);
  if (!isOut) return;
  Object.defineProperty(event, 'target', {value: element});
  element.ownerDocument.dispatchEvent(event);
}
