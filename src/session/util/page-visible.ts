/** Whether the visitor can see the page. An image of the page that has the name `visibilityState` hides the document's own. */
export function isPageVisible(page: Document = document): boolean {
  const state: unknown = page.visibilityState;
  const own = typeof state === 'string' ? state : Reflect.get(Document.prototype, 'visibilityState', page);
  return own === 'visible';
}
