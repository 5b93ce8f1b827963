import type {AvatarErrorCode} from '../session/errors/error-messages.js';

/** Why the API created no token, or did not end a session. Safe to send to a page. */
export type UpstreamProblem =
  'busy' | 'no-credits' | 'rate-limited' | 'retired' | 'refused' | 'unreachable' | 'timeout';

/** A call of the API, or of a page. */
export type UpstreamCall = 'token' | 'start' | 'stop';

/** A failed call, for the owner's log. It contains neither the key nor the API's own text. */
export interface TokenServerProblem {
  /** The call that failed: to create a token, to start a session, or to stop one. */
  readonly call: UpstreamCall;
  /**
   * The error code that the page gets. `rate-limit-store` is a store that failed, such as a Redis that is down; `internal` any other failure of this server;
   * `bad-request` a stop call without a readable session id and `bad-ticket` one without a valid ticket, which end no session;
   * `not-found` a request at a path that is not the handler's.
   */
  readonly problem:
    UpstreamProblem | 'rate-limit-store' | 'internal' | 'bad-request' | 'bad-ticket' | 'not-found';
  /** A sentence for the owner. */
  readonly message: string;
  /** HTTP status of the API's response, if there was one. */
  readonly status?: number | undefined;
  /** The API's own error code, or the operating system's if the API could not be reached. */
  readonly code?: string | undefined;
  /** The exception, if `problem` is `rate-limit-store` or `internal`. The page gets nothing of it. */
  readonly cause?: unknown;
}

/** Why a call of the API failed. */
export interface Failure {
  readonly reason: AvatarErrorCode;
  readonly status?: number;
  readonly code?: string | undefined;
  /** The fields that do not match the API's schema. */
  readonly fields?: readonly string[];
  /** The API's `retry-after` header. */
  readonly retryAfter?: string | null;
}

const PROBLEMS: Partial<Record<AvatarErrorCode, UpstreamProblem>> = {
  'concurrency-limit': 'busy',
  'no-credits': 'no-credits',
  'rate-limited': 'rate-limited',
  retired: 'retired',
  'server-error': 'unreachable',
  unreachable: 'unreachable',
  timeout: 'timeout',
};

/** The error code that the page gets for a failure. */
export const problemOf = ({reason}: Failure): UpstreamProblem => PROBLEMS[reason] ?? 'refused';

const MESSAGES: Partial<Record<AvatarErrorCode, string>> = {
  unauthorized:
    'The API does not accept the key. Check it, and that it belongs to this back end: LiveAvatar does not accept HeyGen’s keys.',
  forbidden: 'The API does not allow this account to do that. Check its plan and permissions.',
  'bad-request': 'The API refused a setting of the session. Check the settings of createTokenHandler.',
  'avatar-not-found': 'The API has no such avatar. Check avatar_id.',
  'concurrency-limit':
    'All of the account’s sessions are in use. Give pages the handler’s /stop as stop-url, or raise the plan’s limit.',
  'no-credits': 'The account has no credits left.',
  'rate-limited': 'This server called the API too often in a short time.',
  retired: 'The API is retired. Move to LiveAvatar: an account there, and backend: "liveavatar".',
  'server-error': 'The API has a fault of its own.',
  unreachable:
    'The API could not be reached. Check apiUrl, and that this server may open outgoing connections.',
  timeout: 'The API did not answer in time.',
};
const OTHER_MESSAGE = 'The API’s response has an unknown form. Check apiUrl.';

/** What the owner's log gets for a failure. */
export function reportOf(call: UpstreamCall, failure: Failure): TokenServerProblem {
  const {reason, status, code, fields = []} = failure;
  const sentence = MESSAGES[reason] ?? OTHER_MESSAGE;
  const message = fields.length > 0 ? `${sentence} It names: ${fields.join(', ')}.` : sentence;
  return {call, problem: problemOf(failure), message, status, code};
}
