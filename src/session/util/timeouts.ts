/** How long each step may take, in ms. */
export interface Timeouts {
  /** The token endpoint or `tokenProvider`, with retries. */
  token: number;
  /** The server makes the session: `streaming.new`. */
  session: number;
  /** The server starts the session (`streaming.start`), and the room is joined at the same time. */
  connection: number;
  /** The first frame, after the room was joined. */
  picture: number;
  /** The whole start, without the time that the visitor takes to answer the browser's question for the microphone. */
  start: number;
  /**
   * Restoring a lost connection. After two thirds of it, or when LiveKit gives up, the room is joined anew. A loss is detected
   * within 8 s, so the visitor waits for 30 s at most.
   */
  reconnect: number;
  /** The server accepts one command: `speak`, `interrupt`, `keepAlive`, … */
  command: number;
  /** The page's own stream of text or sound gives its next words. */
  stream: number;
  /** The server becomes ready for commands: LiveAvatar's agent joins the room some time after the avatar. */
  ready: number;
  /** The visitor answers the browser's question for the microphone; again, once the session is live, the microphone is published. */
  microphone: number;
  /** The server answers a push-to-talk command. */
  pushToTalk: number;
  /** A tool of the page does what the agent has called it for. */
  tool: number;
  /** The server confirms the stop, with retries. */
  stop: number;
  /** For how long an unconfirmed stop is retried in the background after that. */
  stopRetry: number;
}

export const DEFAULT_TIMEOUTS: Readonly<Timeouts> = {
  token: 15_000,
  session: 20_000,
  connection: 20_000,
  picture: 20_000,
  start: 60_000,
  reconnect: 21_000,
  command: 15_000,
  stream: 30_000,
  ready: 30_000,
  microphone: 120_000,
  pushToTalk: 5_000,
  tool: 20_000,
  stop: 8_000,
  stopRetry: 600_000,
};

/**
 * How long a start that is given up during `streaming.new` still waits for the answer, so that the session which the server
 * may have made is stopped.
 */
export const ORPHAN_MS = 60_000;
