import {AvatarError, type AvatarErrorCode} from '../../avatar-error.js';
import type {Reply} from '../../http.js';
import {parseJson} from '../../json.js';
import {Problem} from './schemas.js';

/** LiveAvatar's own codes. 4003 is "not authenticated" by most reports; its text decides where it says otherwise. */
const BY_CODE: Readonly<Record<number, AvatarErrorCode>> = {
  4001: 'unauthorized',
  4003: 'unauthorized',
  4010: 'unauthorized',
  4032: 'concurrency-limit',
  4033: 'no-credits',
};

const BY_STATUS: Readonly<Record<number, AvatarErrorCode>> = {
  400: 'bad-request',
  401: 'unauthorized',
  402: 'no-credits',
  403: 'forbidden',
  410: 'retired',
  422: 'bad-request',
  429: 'rate-limited',
};

/** Words that say more than code and status, which differ between reports. */
const BY_WORDS: readonly [RegExp, AvatarErrorCode][] = [
  [/concurren/i, 'concurrency-limit'],
  [/credit|quota/i, 'no-credits'],
  [/no longer active|session not found/i, 'session-not-found'],
  [/avatar.*(not found|not supported|sandbox|expired)/i, 'avatar-not-found'],
];

const LONGEST_QUOTE = 200;

/** The error that a refused call stands for. */
export function problemOf(reply: Reply): AvatarError {
  const problem = Problem.safeParse(parseJson(reply.text)).data;
  const detail =
    typeof problem?.detail === 'string' ? problem.detail : problem?.detail?.map(({msg}) => msg).join('; ');
  const words = [problem?.message, problem?.data?.map(({message}) => message).join('; '), detail]
    .filter(Boolean)
    .join('; ');
  return new AvatarError(codeOf(reply.status, problem?.code ?? 0, words), undefined, {
    status: reply.status,
    retryAfterMs: reply.retryAfterMs,
    cause: words && new Error(`${problem?.code ?? reply.status}: ${words.slice(0, LONGEST_QUOTE)}`),
  });
}

function codeOf(status: number, code: number, words: string): AvatarErrorCode {
  const byWords = status < 500 ? BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] : undefined;
  return byWords ?? BY_CODE[code] ?? BY_STATUS[status] ?? (status >= 500 ? 'server-error' : 'protocol');
}
