/** The texts that the element shows before it has loaded the rest of its code. */
export const START_STRINGS = {
  /** The accessible name of the element. */
  label: 'Avatar',
  /** The start button. */
  start: 'Start the conversation',
  /** The start button while the element loads its code. */
  loading: 'Loading…',
  failedNetwork: 'The avatar could not be reached. Please check your connection.',
  /** Opens the sentence for the site owner below a failure. */
  details: 'Details for the site owner',
  /** The badge on an avatar that runs in the sandbox. */
  preview: 'Preview',
  /** The tooltip of the badge. */
  previewHint: 'A stand-in for the avatar: no account, no cost.',
} as const;
