/** How long each step may take, in ms. */
export interface Timeouts {
  /** The token endpoint or `tokenProvider`, tries and waits included. */
  token: number;
  /** Making the session: `streaming.new`. */
  session: number;
  /** Starting it (`streaming.start`) and joining its room, which go side by side. */
  connection: number;
  /** The first frame, counted from the moment that the room was joined. */
  picture: number;
  /** All of the start together. */
  start: number;
  /**
   * Getting a lost connection back. After two thirds of it, or when LiveKit gives up, the room is joined anew. A loss is
   * noticed within 8 s, so that it is over within 30 s.
   */
  reconnect: number;
  /** The acceptance of one command: `speak`, `interrupt`, `keepAlive`, … */
  command: number;
  /** The server's readiness for commands, before the first of them: the agent of a LiveAvatar session comes by itself. */
  ready: number;
  /** The visitor's answer to the browser's question for the microphone, and its first sound in the room. */
  microphone: number;
  /** The server's answer to the press or the release of push-to-talk. */
  pushToTalk: number;
  /** Telling the server to stop, tries and waits included. */
  stop: number;
  /** How long a stop that could not be delivered goes on being tried after that, in the background. */
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
  ready: 30_000,
  microphone: 120_000,
  pushToTalk: 5_000,
  stop: 8_000,
  stopRetry: 600_000,
};

/**
 * A start that is given up while `streaming.new` is under way still waits this long for its answer, so that the session
 * which it may have made is stopped.
 */
export const ORPHAN_MS = 60_000;

/** The longest text that a task may have, in UTF-16 code units. */
export const LONGEST_TEXT = 5_000;
