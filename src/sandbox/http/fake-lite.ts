/** The path of the audio socket of a LITE session, before the session's id. */
export const LITE_PATH = '/v1/lite/';

/** The audio socket of a session. A test sets how it behaves. */
export class FakeLite {
  /** How late the server acknowledges audio, in ms. `null`: it never does. */
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
