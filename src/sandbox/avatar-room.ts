import type {StreamingNewRequest} from '../session/backends/streaming/schemas.js';

/**
 * A LiveKit room with an avatar in it, as the far end needs one: opened by `streaming.new`, entered by the avatar at
 * `streaming.start`, closed when the session ends. `page-room.ts` plays it inside the page; `test/livekit/` on a real
 * server.
 */
export interface AvatarRoom {
  /** WebSocket address of the LiveKit server, as `streaming.new` returns it. */
  readonly url: string;
  /** The visitor's token for the room, as `streaming.new` returns it. */
  readonly accessToken: string;
  /** Brings the avatar in: it joins as `heygen` and publishes one video and one audio track. */
  enter(): Promise<void>;
  /** Sends one reliable data message from the avatar to the visitor. */
  send(payload: Uint8Array, topic?: string): void | Promise<void>;
  /** Moves the avatar's mouth and plays its voice, or stills both. */
  setTalking(talking: boolean): void;
  /** Everybody out, for good. Safe to call twice. */
  close(): Promise<void>;
}

/** Opens the room of a new session. */
export type OpenRoom = (session: {sessionId: string; request: StreamingNewRequest}) => Promise<AvatarRoom>;
