/** The part of `ERROR_MESSAGES` that the element needs before the rest of the code is loaded. */
export const ENTRY_ERROR_MESSAGES = {
  /** A part of the element could not be downloaded. */
  'load-failed':
    'A part of the avatar could not be downloaded. Check the connection, and that every file of the script’s folder is served.',
  /** The text for `speak` or `ask` is empty, longer than 5,000 characters, or no text; or the stream is read by somebody else. */
  'bad-text':
    'The avatar needs a text of 1 to 5,000 characters to say, or a stream of text that nobody else reads.',
  /** `consent` is `required`, and the visitor has not consented: nothing was requested. */
  'consent-required':
    'The visitor has not consented yet. They must tick the box above the start button first.',
  /** The method needs a live session, and there is none. */
  'not-live': 'There is no live session. Call start() first.',
} as const;
