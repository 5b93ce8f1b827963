import type {AgentChoice, BackendName} from './backends/backend.js';
import type {SessionSettings} from './settings/session-settings.js';
import type {Timeouts} from './util/timeouts.js';
import type {MediaSink} from './media-sink.js';
import type {DesiredMicrophone} from './microphone/desired-microphone.js';
import type {SessionToken, TokenSource} from './token/session-token.js';
import type {Tools} from './tools/tool.js';
import type {RoomFactory} from './room/room.js';

/** What a session that your server has started can be stopped by, at your server. */
export interface ServerStartedSession {
  /** The server's id of the session. Source: `session_id`. */
  readonly id: string;
  /** The `stop_ticket` of the token reply, or `null` where it had none. A secret. */
  readonly stopTicket: string | null;
}

/** Options of an `AvatarSession`. */
export interface AvatarSessionOptions<Stage extends MediaSink = MediaSink> extends TokenSource {
  /** A token that was fetched ahead for this session, with these settings. Default: none. */
  preloadedToken?: Promise<SessionToken> | undefined;
  /** The API that the token is for. Default `auto`: the token response says it. */
  backend?: BackendName | 'auto' | undefined;
  /**
   * Who thinks behind a LiveAvatar token, where neither the token nor the reply that it came in says so. Default `auto`: known
   * from the first event of the agent.
   */
  agent?: AgentChoice | undefined;
  /** Base address of a proxy or gateway; HTTPS or loopback. Default: the API's own. */
  apiUrl?: string | undefined;
  /** The settings of the session, as in the body of `streaming.new`. Default: `quality` is `medium`. */
  settings?: Partial<SessionSettings> | undefined;
  /** Further settings, with any field of the API; `settings` go before them. Default: none. */
  sessionSettings?: Readonly<Record<string, unknown>> | undefined;
  /**
   * How long a start waits for an avatar where all of them are busy (`concurrency-limit`), in ms; it tries again with growing pauses,
   * one start of the page at a time. Default 0: it fails at once.
   */
  queueLimit?: number | undefined;
  /** A text that the avatar says as soon as the session is live; not where the agent is one of ElevenLabs. Default: none. */
  greeting?: string | undefined;
  /** Whether an idle session is kept alive while the page is visible. Default true. */
  keepAlive?: boolean | undefined;
  /** @internal The tools of the page; they may be registered before there is a session. Default: those of this session alone. */
  tools?: Tools | undefined;
  /** @internal What is wanted of the microphone; it can be set before there is a session. Default: one for this session alone. */
  microphone?: DesiredMicrophone | undefined;
  /** Whether the microphone is muted when it is opened. Default: true with push-to-talk, false otherwise. */
  microphoneMuted?: boolean | undefined;
  /** Whether the microphone is silent while the avatar speaks. Default false. */
  halfDuplex?: boolean | undefined;
  /** Shows the avatar's video and plays its voice. Default: a new `StreamSink`. */
  stage?: Stage | undefined;
  /** Makes the connection to the room. Default: LiveKit, loaded when the start begins. */
  roomFactory?: RoomFactory | undefined;
  /**
   * Runs before the first request, within limits of its own. Its signal aborts when the start is given up. A rejection fails
   * the start.
   */
  prepare?: ((signal: AbortSignal) => Promise<void>) | undefined;
  /** Timeouts that differ from `DEFAULT_TIMEOUTS`, in ms. */
  timeouts?: Partial<Timeouts> | undefined;
  /**
   * Called with a session that your server has started, as soon as its reply is read, also where the start is over by then: the page
   * cannot stop it where the reply has no `session_token`. `info` may never know it. Default: nothing is called.
   */
  onStartedByServer?: ((session: ServerStartedSession) => void) | undefined;
  /** Called when `state` or `microphoneAsking` has changed, before any event of the change is dispatched. */
  onStateChange?: (() => void) | undefined;
  /** @internal Called with the length of a speech, whoever has requested it, when the server announces it. */
  onAnnounced?: ((taskId: string, durationMs: number) => void) | undefined;
  /** Receives every event. Default: the session dispatches it on itself. */
  dispatch?: ((event: Event) => void) | undefined;
}
