/** The texts above the start button, which are loaded before the others. */
export const EXTRAS_STRINGS = {
  /** Beside the box that the visitor ticks where the page requires consent. */
  consent: 'I agree that what I say and type is sent to HeyGen, which runs this avatar.',
  /** Under that box, where the visitor tries to start without the tick. */
  consentMissing: 'Please tick the box first. Nothing has been sent.',
  /** The name of the list of questions that the visitor can ask by a press. */
  suggestions: 'Suggested questions',
  /** Above the earlier conversation, where the page keeps it for the visit, and the button that deletes what is kept. */
  continueTalk: 'Continue where we stopped',
  forgetTalk: 'Delete the conversation',
  /** Above the lines of an earlier conversation. */
  earlierTalk: 'Earlier conversation',
  /** The visitor's name in the transcript. */
  you: 'You',
  /** The avatar's name in the transcript. */
  avatar: 'Avatar',
  /** Before a line of the transcript that names what the avatar has done in the page. */
  action: 'Action',
  /** The name of the choice of languages. */
  language: 'Language',
} as const;
