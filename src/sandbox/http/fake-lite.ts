/** The path of the audio socket of a LITE session, before the session's id. */
export const LITE_PATH = '/v1/lite/';

/** What a test decides of the audio sockets of a session. */
export class FakeLite {
  /** How late acknowledgements are, in ms. `null`: they never come. */
  acknowledgementMs: number | null = 0;
  /** While true, new sockets are refused. */
  isRefusing = false;
  /** The audio of each utterance in ms, by its id. */
  readonly utterances = new Map<string, number>();
  /** Ends the connection without a message. */
  drop: () => void = () => {};
  /** Sends a message to the page. */
  send: (frame: object) => void = () => {};
}
