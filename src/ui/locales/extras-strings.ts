/** The texts above the start button, which are loaded before the others. */
export const EXTRAS_STRINGS = {
  /** Beside the box that the visitor ticks where the page requires consent. */
  consent: 'I agree that what I say and type is sent to HeyGen, which runs this avatar.',
  /** Under that box, where the visitor tries to start without the tick. */
  consentMissing: 'Please tick the box first. Nothing has been sent.',
  /** The name of the list of questions that the visitor can ask by a press. */
  suggestions: 'Suggested questions',
  /** The name of the choice of languages. */
  language: 'Language',
} as const;
