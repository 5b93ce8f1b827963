interface Dismissible {
  readonly id: string;
  readonly avatarId: string | null;
}

/**
 * A key in `sessionStorage` for what is remembered of a floating avatar during a visit. Elements with the same `id` are the same
 * avatar on several pages; without one, elements with the same `avatar-id`.
 */
export const visitKey = (what: string, {id, avatarId}: Dismissible): string =>
  `heygen-avatar-${what}:${id || avatarId || ''}`;

export const dismissalKey = (host: Dismissible): string => visitKey('dismissed', host);

/** What the visitor did to a floating avatar in this visit: `closed` the panel, `hidden` the launcher, or `null`, neither. */
export function dismissal(host: Dismissible): string | null {
  try {
    return sessionStorage.getItem(dismissalKey(host));
  } catch {
    return null; // the browser gives this page no storage
  }
}
