import type {StreamingNewRequest} from '../../session/backends/streaming/streaming-schemas.js';

/**
 * A LiveKit room with an avatar in it, as the server needs one: opened by `streaming.new`, entered by the avatar at
 * `streaming.start`, closed when the session ends. `page-room.ts` plays it inside the page; `test/livekit/` on a real
 * server.
 */
export interface AvatarRoom {
  /** WebSocket address of the LiveKit server, as `streaming.new` returns it. */
  readonly url: string;
  /** The visitor's token for the room, as `streaming.new` returns it. */
  readonly accessToken: string;
  /** Hears the visitor's data messages. */
  onData: ((payload: Uint8Array, topic: string | undefined) => void) | undefined;
  /** Hears when the visitor's microphone begins and ends to carry a voice. */
  onVoice: ((isVoice: boolean) => void) | undefined;
  /**
   * Brings the avatar in: it joins as `heygen` and publishes one video and one audio track. With it comes an agent without
   * media, if it is given an identity.
   */
  enter(agent?: string): Promise<void>;
  /** Sends one reliable data message to the visitor: from the avatar, or from the agent. */
  send(payload: Uint8Array, topic?: string, from?: string): void | Promise<void>;
  /** Moves the avatar's mouth and plays its voice, or stills both. */
  setTalking(talking: boolean): void;
  /** Everybody out, for good. Safe to call twice. */
  close(): Promise<void>;
}

/** Opens the room of a new session. */
export type OpenRoom = (session: {sessionId: string; request: StreamingNewRequest}) => Promise<AvatarRoom>;
