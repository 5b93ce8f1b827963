import {isPermitted, type Consenting} from './consent-record.js';

/** What a visitor can set for all visits. */
export type Preference = 'text-size' | 'language';

/** All avatars of a site share one preference. */
const keyOf = (what: Preference): string => `heygen-avatar-${what}`;

/** What the visitor has set on an earlier visit; `null` where nothing is known, or nothing may be read yet. */
export function readPreference(host: Consenting, what: Preference): string | null {
  try {
    return isPermitted(host) ? localStorage.getItem(keyOf(what)) : null;
  } catch {
    return null; // the browser gives this page no storage
  }
}

/** Remembers what the visitor has set, unless the page needs a consent that they have not given. */
export function writePreference(host: Consenting, what: Preference, value: string): void {
  try {
    if (isPermitted(host)) localStorage.setItem(keyOf(what), value);
  } catch {
    // It holds as long as the page lives.
  }
}

/** Forgets all of it: the visitor has withdrawn their consent. */
export function forgetPreferences(): void {
  try {
    for (const what of ['text-size', 'language'] as const) localStorage.removeItem(keyOf(what));
  } catch {
    // There is nothing to forget.
  }
}
