/** An avatar, by what several pages know it. */
export interface NamedAvatar {
  readonly id: string;
  readonly avatarId: string | null;
}

/**
 * A key in the browser's storage for what is remembered of an avatar. Elements with the same `id` are the same avatar on several pages;
 * without one, elements with the same `avatar-id`.
 */
export const visitKey = (what: string, {id, avatarId}: NamedAvatar): string =>
  `heygen-avatar-${what}:${id || avatarId || ''}`;

/** The key for the id of an avatar's last session. The runtime writes it; the panel deletes it when the visitor wants that. */
export const lastSessionKey = (avatar: NamedAvatar): string => visitKey('last-session', avatar);
