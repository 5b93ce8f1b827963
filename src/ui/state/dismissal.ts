interface Dismissible {
  readonly id: string;
  readonly avatarId: string | null;
}

/**
 * The key in `sessionStorage` that says what the visitor did to a floating avatar. Elements with the same `id` are the same
 * avatar on several pages; without one, elements with the same `avatar-id`.
 */
export const dismissalKey = ({id, avatarId}: Dismissible): string =>
  `heygen-avatar-dismissed:${id || avatarId || ''}`;

/** What the visitor did to a floating avatar in this visit: `closed` the panel, `hidden` the launcher, or `null`, neither. */
export function dismissal(host: Dismissible): string | null {
  try {
    return sessionStorage.getItem(dismissalKey(host));
  } catch {
    return null; // the browser gives this page no storage
  }
}
