/** Every word that the element shows or names a control with, in English, by its key in `strings`. */
export const STRINGS = {
  /** Accessible name of the element. */
  label: 'Avatar',
  /** The start button. */
  start: 'Start the conversation',
  /** The start button while code is being fetched. */
  loading: 'Loading…',
  cancel: 'Cancel',
  stop: 'End the conversation',
  mute: 'Mute the avatar',
  unmute: 'Unmute the avatar',
  tapForSound: 'Tap for sound',
  tapToPlay: 'Tap to play',
  restart: 'Start again',
  retry: 'Try again',
  preview: 'Preview',
  previewHint: 'A stand-in for the avatar: no account, no cost.',
  stepToken: 'Getting permission…',
  stepSession: 'Waking the avatar…',
  stepConnection: 'Connecting…',
  stepPicture: 'Waiting for the picture…',
  reconnecting: 'Reconnecting…',
  stopping: 'Ending…',
  endedStopped: 'The conversation has ended.',
  endedFarEnd: 'The avatar has left the conversation.',
  endedIdle: 'The conversation ended because nothing happened for a while.',
  endedTime: 'The time for this conversation is over.',
  endedReplaced: 'The conversation goes on in another window.',
  failed: 'The avatar could not start.',
  failedLost: 'The connection was lost.',
  failedBusy: 'All avatars are busy right now. Please try again in a moment.',
  failedCredits: 'The avatar is not available at the moment.',
  failedNetwork: 'The avatar could not be reached. Please check your connection.',
  failedBrowser: 'This browser cannot show the avatar.',
  /** Heading of the sentence for the site owner under a failure. */
  details: 'Details for the site owner',
} as const;

/** The key of a visible text. */
export type StringKey = keyof typeof STRINGS;

/** Texts that replace the element's own, by key. */
export type StringOverrides = Partial<Record<StringKey, string>>;

/** The table with the overrides laid over it; what is not a text of a known key is left out. */
export function resolveStrings(overrides: unknown): Record<StringKey, string> {
  const known = Object.entries(overrides ?? {}).filter(
    ([key, value]) => Object.hasOwn(STRINGS, key) && typeof value === 'string',
  );
  return {...STRINGS, ...Object.fromEntries(known)};
}
