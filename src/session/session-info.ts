import type {BackendName} from './backends/backend.js';

/** What a page may know about a session. Never contains a token. */
export interface SessionInfo {
  /** The server's id of the session. Source: `session_id`. */
  readonly id: string;
  /** The API that the session uses. */
  readonly backend: BackendName;
  /** Longest duration in seconds, or `null` where the server sets none. Source: `session_duration_limit`, `max_session_duration`. */
  readonly durationLimit: number | null;
  /** When the server had made the session, in ms since 1970. */
  readonly startedAt: number;
  /** Whether the account is a paid one, or `null` where the server does not say. Source: `is_paid`. */
  readonly isPaid: boolean | null;
  /** The server's experimental address, or `null`. Source: `realtime_endpoint`. */
  readonly realtimeEndpoint: string | null;
}
