/** The key in `sessionStorage` that says what the visitor did to a floating avatar. */
export const DISMISSAL_KEY = 'heygen-avatar-dismissed';

/** What the visitor did to a floating avatar in this visit: `closed` the panel, `hidden` the launcher, or `null`, neither. */
export function dismissal(): string | null {
  try {
    return sessionStorage.getItem(DISMISSAL_KEY);
  } catch {
    return null; // the browser gives this page no storage
  }
}
