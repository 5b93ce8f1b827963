import type {StreamingNewRequest} from '../session/backends/streaming/streaming-schemas.js';

/**
 * A LiveKit room with one avatar and one visitor, as the fake HeyGen uses it: HeyGen opens the room at `streaming.new`, the
 * avatar joins at `streaming.start`, and the room closes when the session ends. `PageRoom` is a room inside the page;
 * `test/livekit/` has one on a real LiveKit server.
 */
export interface AvatarRoom {
  /** WebSocket address of the LiveKit server, as `streaming.new` returns it. */
  readonly url: string;
  /** The visitor's access token for the room, as `streaming.new` returns it. */
  readonly accessToken: string;
  /** The room calls this for each data message of the visitor. */
  onData: ((payload: Uint8Array, topic: string | undefined) => void) | undefined;
  /** The room calls this when a voice starts and stops on the visitor's microphone track. */
  onVoice: ((isVoice: boolean) => void) | undefined;
  /**
   * The avatar joins as `heygen` and publishes one video and one audio track. If `agent` is given, a participant without
   * media joins under that identity.
   */
  enter(agent?: string): Promise<void>;
  /** Sends one reliable data message to the visitor. `from` is the sender's identity; default: the avatar. */
  send(payload: Uint8Array, topic?: string, from?: string): void | Promise<void>;
  /** Starts or stops the avatar's voice and the movement of its mouth. */
  setTalking(talking: boolean): void;
  /** Removes all participants and closes the room for good. A second call does nothing. */
  close(): Promise<void>;
}

/** Opens the room of a new session. */
export type OpenRoom = (session: {sessionId: string; request: StreamingNewRequest}) => Promise<AvatarRoom>;
