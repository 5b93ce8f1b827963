import type {BackendName} from './backends/backend.js';

/** What the page may know of a session; never a token. */
export interface SessionInfo {
  readonly id: string;
  readonly backend: BackendName;
  /** Longest duration in seconds (`session_duration_limit`), or `null` where the server names none. */
  readonly durationLimit: number | null;
  /** When the server made the session, in ms since 1970. */
  readonly startedAt: number;
  /** Whether the account pays (`is_paid`), or `null` where the server does not say. */
  readonly isPaid: boolean | null;
  /** The server's experimental address (`realtime_endpoint`), or `null`. */
  readonly realtimeEndpoint: string | null;
}
