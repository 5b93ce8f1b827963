/** The part of `ERROR_MESSAGES` that the code for streams needs, which is a file of its own in the build. */
export const STREAM_ERROR_MESSAGES = {
  /** The stream of text or sound that the page gave has failed. The error’s `cause` is the stream’s own. */
  'stream-failed': 'The page’s stream failed. The avatar says what had come. See the error’s cause.',
} as const;
