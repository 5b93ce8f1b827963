/** The texts that the element shows before it has loaded the rest of its code. One that ends in `Named` is for an avatar with a name. */
export const START_STRINGS = {
  /** The accessible name of the element. */
  label: 'Avatar',
  /** The start button. */
  start: 'Start the conversation',
  startNamed: 'Talk to {name}',
  /** The tooltip of the start button while the element loads its code. */
  loading: 'Loading…',
  failedNetwork: 'The avatar could not be reached. Please check your connection.',
  /** Opens the sentence for the site owner below a failure. */
  details: 'Details for the site owner',
  /** Under the start button: what the law of some countries has the visitor told. */
  disclosure: 'This is an AI avatar, not a person.',
  disclosureNamed: '{name} is an AI avatar, not a person.',
  /** The badge on an avatar that runs in the sandbox. */
  preview: 'Preview',
} as const;
