import type {BackendName, SessionAgent, SessionMode} from './backends/backend.js';

/** What a page may know about a session. Never contains a token. */
export interface SessionInfo {
  /** The server's id of the session. Source: `session_id`. */
  readonly id: string;
  /** The API that the session uses. */
  readonly backend: BackendName;
  /**
   * `full`: LiveAvatar's own agent, or HeyGen's streaming API, thinks and speaks. `lite`: another agent does, or the page sends the
   * voice. Source: `start_session_data.mode` in the payload of LiveAvatar's token.
   */
  readonly mode: SessionMode;
  /**
   * Who thinks behind a LiveAvatar session: `liveavatar`, `elevenlabs`, `openai`, `gemini` or `cartesia`; `null` where nobody does
   * (the page sends the voice), and with the streaming API. An agent that neither the token nor the page names is known from its
   * first event on. Source: the token's payload, `agent_type` of the token reply, the `agent` attribute, `elevenlabs_agent_event`.
   */
  readonly agent: SessionAgent | null;
  /** Longest duration in seconds, or `null` where the server sets none. Source: `session_duration_limit`, `max_session_duration`. */
  readonly durationLimit: number | null;
  /** When the server had made the session, in ms since 1970. */
  readonly startedAt: number;
  /** Whether the account is a paid one, or `null` where the server does not say. Source: `is_paid`. */
  readonly isPaid: boolean | null;
  /** The server's experimental address, or `null`. Source: `realtime_endpoint`. */
  readonly realtimeEndpoint: string | null;
}
