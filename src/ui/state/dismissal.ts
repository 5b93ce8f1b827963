import {visitKey, type NamedAvatar} from '../../session/util/visit-key.js';

export const dismissalKey = (host: NamedAvatar): string => visitKey('dismissed', host);

/** What the visitor did to a floating avatar in this visit: `closed` the panel, `hidden` the launcher, or `null`, neither. */
export function dismissal(host: NamedAvatar): string | null {
  try {
    return sessionStorage.getItem(dismissalKey(host));
  } catch {
    return null; // the browser gives this page no storage
  }
}
