/** Where it is kept for the visit that the visitor has closed a floating avatar, or hidden its button. */
export const DISMISSAL_KEY = 'heygen-avatar-dismissed';

/** What the visitor has done with a floating avatar in this visit: `closed`, `hidden`, or `null`, nothing. */
export function dismissal(): string | null {
  try {
    return sessionStorage.getItem(DISMISSAL_KEY);
  } catch {
    return null; // a page without storage forgets it with the page
  }
}
