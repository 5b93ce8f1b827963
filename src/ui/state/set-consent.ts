import {keyOf, unstored} from './consent-record.js';

/** Remembers that the visitor has consented, or forgets it. */
export function setConsent(version: string | null, isGiven: boolean): void {
  const key = keyOf(version);
  unstored.delete(key);
  try {
    if (isGiven) localStorage.setItem(key, new Date().toISOString());
    else localStorage.removeItem(key);
  } catch {
    if (isGiven) unstored.add(key);
  }
}
