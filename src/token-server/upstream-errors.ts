import type {AvatarErrorCode} from '../session/errors/error-messages.js';

/** Why the API gave no token, or did not end a session, in a word that may be told to anybody. */
export type UpstreamProblem =
  'busy' | 'no-credits' | 'rate-limited' | 'retired' | 'refused' | 'unreachable' | 'timeout';

/** What went wrong behind a token endpoint, for the server's log: it never holds the key, nor the API's own words. */
export interface TokenServerProblem {
  /** What was to be done: make a token, or stop a session. */
  readonly call: 'token' | 'stop';
  /** What the page is told; `internal` is a fault of this server, such as a store that cannot be reached. */
  readonly problem: UpstreamProblem | 'internal';
  /** A sentence for the owner. */
  readonly message: string;
  /** HTTP status of the API's reply, if there was one. */
  readonly status?: number | undefined;
  /** The API's own code, or the system's where it could not be reached. */
  readonly code?: string | undefined;
  /** What was thrown, where the problem is `internal`. */
  readonly cause?: unknown;
}

/** Why a call of the API has failed. */
export interface Failure {
  readonly reason: AvatarErrorCode;
  readonly status?: number;
  readonly code?: string | undefined;
  /** The fields that the API's schema refuses. */
  readonly fields?: readonly string[];
  /** How long the API asks to wait. */
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

/** What a failure is to somebody who only wants a token. */
export const problemOf = ({reason}: Failure): UpstreamProblem => PROBLEMS[reason] ?? 'refused';

const SENTENCES: Partial<Record<AvatarErrorCode, string>> = {
  unauthorized:
    'The API does not accept the key. Check it, and that it is one of this back end: HeyGen’s keys are not valid at LiveAvatar.',
  forbidden: 'The API does not allow this account to do that. Check its plan and permissions.',
  'bad-request': 'The API refused a setting of the session. Check the settings of createTokenHandler.',
  'avatar-not-found': 'The API has no such avatar. Check avatar_id.',
  'concurrency-limit':
    'All of the account’s sessions are in use. Give pages the handler’s /stop as stop-url, or raise the plan’s limit.',
  'no-credits': 'The account has no credits left.',
  'rate-limited': 'The API was asked too often in a short time.',
  retired: 'The API is retired. Move to LiveAvatar: an account there, and backend: "liveavatar".',
  'server-error': 'The API has a fault of its own.',
  unreachable: 'The API could not be reached. Check apiUrl, and this server’s way out.',
  timeout: 'The API did not answer in time.',
};
const OTHER_SENTENCE = 'The API’s reply is not of the form that is known. Check apiUrl.';

/** What the owner is told of a failure. */
export function reportOf(call: 'token' | 'stop', failure: Failure): TokenServerProblem {
  const {reason, status, code, fields = []} = failure;
  const sentence = SENTENCES[reason] ?? OTHER_SENTENCE;
  const message = fields.length > 0 ? `${sentence} It names: ${fields.join(', ')}.` : sentence;
  return {call, problem: problemOf(failure), message, status, code};
}
