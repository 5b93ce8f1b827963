/** The key in `localStorage` of a version that the visitor has consented to; its value is the time of that. */
export const keyOf = (version: string | null): string => `heygen-avatar-consent:${version ?? ''}`;

/** What could not be stored. It counts as long as the page lives. */
export const unstored = new Set<string>();

/** A page that may require the visitor's consent, to a version of its terms. */
export interface Consenting {
  readonly consent: 'none' | 'required';
  readonly consentVersion: string | null;
}

/** Whether the visitor has consented to this version, now or on an earlier visit. Loaded with the page. */
export function hasConsent(version: string | null): boolean {
  const key = keyOf(version);
  try {
    return unstored.has(key) || localStorage.getItem(key) !== null;
  } catch {
    return false; // the browser gives this page no storage
  }
}

/** Whether the visitor has consented, where the page requires that. */
export const isPermitted = ({consent, consentVersion}: Consenting): boolean =>
  consent !== 'required' || hasConsent(consentVersion);
