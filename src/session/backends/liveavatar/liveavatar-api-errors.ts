import type {AvatarError} from '../../errors/avatar-error.js';
import type {AvatarErrorCode} from '../../errors/error-messages.js';
import type {Reply} from '../../util/http.js';
import {parseJson} from '../../util/json.js';
import {codeOfStatus, httpError} from '../http-errors.js';
import {LiveAvatarApiError} from './liveavatar-schemas.js';

/** LiveAvatar's own codes. 4003 mostly means "not authenticated"; where its message says otherwise, the message decides. */
const BY_CODE: Readonly<Record<number, AvatarErrorCode>> = {
  4001: 'unauthorized',
  4003: 'unauthorized',
  4010: 'unauthorized',
  4032: 'concurrency-limit',
  4033: 'no-credits',
};

/** Messages that are more reliable than code and status. */
const BY_WORDS: readonly [RegExp, AvatarErrorCode][] = [
  [/concurren/i, 'concurrency-limit'],
  [/credit|quota/i, 'no-credits'],
  [/no longer active|session not found/i, 'session-not-found'],
  [/avatar.*(not found|not supported|sandbox|expired)/i, 'avatar-not-found'],
];

/** The error of a refused call. */
export function apiErrorOf(reply: Reply): AvatarError {
  const problem = LiveAvatarApiError.safeParse(parseJson(reply.text)).data;
  const detail =
    typeof problem?.detail === 'string' ? problem.detail : problem?.detail?.map(({msg}) => msg).join('; ');
  const words = [problem?.message, problem?.data?.map(({message}) => message).join('; '), detail]
    .filter(Boolean)
    .join('; ');
  return httpError(reply, codeOf(reply.status, problem?.code ?? 0, words), {code: problem?.code, words});
}

function codeOf(status: number, code: number, words: string): AvatarErrorCode {
  const byWords = status < 500 ? BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] : undefined;
  return byWords ?? BY_CODE[code] ?? codeOfStatus(status);
}
