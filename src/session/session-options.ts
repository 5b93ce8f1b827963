import type {BackendName} from './backends/backend.js';
import type {SessionSettings} from './backends/streaming/streaming-schemas.js';
import type {Timeouts} from './util/timeouts.js';
import type {MediaSink} from './media-sink.js';
import type {SessionToken, TokenSource} from './token/session-token.js';
import type {TransportFactory} from './room/transport.js';

/** What a session is made of. */
export interface AvatarSessionOptions extends TokenSource {
  /** A token that was fetched ahead, for this session only, with these settings. */
  preloadedToken?: Promise<SessionToken> | undefined;
  /** Which server the token is for. Default `auto`: by the token reply. */
  backend?: BackendName | 'auto' | undefined;
  /** Base of a proxy or gateway. Default: the back end's own. */
  apiUrl?: string | undefined;
  /** What is asked of the session, in the words of `streaming.new`. Default: `quality` `medium`. */
  settings?: Partial<SessionSettings> | undefined;
  /** Said as soon as the session is live. */
  greeting?: string | undefined;
  /** Whether an idle session is kept alive while it is wanted. Default true. */
  keepAlive?: boolean | undefined;
  /** Whether the microphone is muted when it is opened. Default: with push-to-talk, true; else false. */
  microphoneMuted?: boolean | undefined;
  /** Whether the visitor is not heard while the avatar speaks. Default false. */
  halfDuplex?: boolean | undefined;
  /** Where picture and voice go. Default: a `TrackStage`. */
  stage?: MediaSink | undefined;
  /** How the room is joined. Default: LiveKit, loaded when the start begins. */
  transport?: TransportFactory | undefined;
  /**
   * Done before anything is asked of anybody, within limits of its own, and given up with the start; what it rejects with
   * fails the start.
   */
  prepare?: ((signal: AbortSignal) => Promise<void>) | undefined;
  /** Time limits that differ from the default ones, in ms. */
  timeouts?: Partial<Timeouts> | undefined;
  /** Called when the state has changed, before any event of the change is dispatched. */
  onStateChange?: (() => void) | undefined;
  /** Where events go. Default: the session itself. */
  dispatch?: ((event: Event) => void) | undefined;
}
