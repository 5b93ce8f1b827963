import type {AvatarError} from '../../errors/avatar-error.js';
import type {AvatarErrorCode} from '../../errors/error-messages.js';
import type {Reply} from '../../util/http.js';
import {parseJson} from '../../util/json.js';
import {codeOfStatus, httpError} from '../http-errors.js';
import {StreamingApiError} from './streaming-schemas.js';

/** HeyGen's own codes. They are more precise than the HTTP status. */
const BY_CODE: ReadonlyMap<string, AvatarErrorCode> = new Map(
  Object.entries({
    10001: 'wrong-state',
    10002: 'wrong-state',
    10004: 'wrong-state',
    10005: 'session-not-found',
    10006: 'session-not-found',
    10007: 'concurrency-limit',
    10012: 'avatar-not-found',
    10013: 'avatar-not-found',
    10014: 'concurrency-limit',
    10015: 'no-credits',
    40001: 'bad-request',
    40009: 'unauthorized',
    40012: 'bad-request',
    40102: 'unauthorized',
    400006: 'wrong-state',
    400009: 'speech-failed',
    400014: 'avatar-not-found',
    400112: 'unauthorized',
    400123: 'rate-limited',
    400128: 'bad-request',
    400573: 'forbidden',
    400599: 'forbidden',
    400631: 'forbidden',
  } as const),
);

/** The error of a refused call. */
export function apiErrorOf(reply: Reply): AvatarError {
  const problem = StreamingApiError.safeParse(parseJson(reply.text)).data;
  const words = problem?.message ?? problem?.detail ?? problem?.error ?? '';
  return httpError(reply, codeOf(reply.status, String(problem?.code ?? ''), words), {
    code: problem?.code,
    words,
  });
}

function codeOf(status: number, code: string, words: string): AvatarErrorCode {
  if (status === 410 || words.includes('endpoint_sunset') || code === 'endpoint_sunset') return 'retired';
  if (/quota not enough|insufficient credit|no credits/i.test(words)) return 'no-credits';
  // HeyGen uses 10003 for "already connected" and, in a later notice, for "avatar version too old".
  if (code === '10003') return /avatar/i.test(words) ? 'avatar-not-found' : 'wrong-state';
  return BY_CODE.get(code) ?? codeOfStatus(status);
}
