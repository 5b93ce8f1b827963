/** The words that are shown before the rest of the code is there. */
export const START_STRINGS = {
  /** Accessible name of the element. */
  label: 'Avatar',
  /** The start button. */
  start: 'Start the conversation',
  /** The start button while code is being fetched. */
  loading: 'Loading…',
  /** The badge that marks the sandbox. */
  preview: 'Preview',
  /** Its explanation. */
  previewHint: 'A stand-in for the avatar: no account, no cost.',
} as const;
