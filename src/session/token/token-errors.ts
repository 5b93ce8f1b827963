import * as z from 'zod/mini';
import {AvatarError} from '../errors/avatar-error.js';
import {ERROR_MESSAGES, type AvatarErrorCode} from '../errors/error-messages.js';
import type {Reply} from '../util/http.js';
import {parseJson} from '../util/json.js';

/** The body of a refusal by `heygen-avatar/token-server`. */
const Refusal = z.object({error: z.string()});

/** The error code for each word of such a body, and a message where the code's own would mislead. */
const REFUSALS: ReadonlyMap<string, readonly [AvatarErrorCode, string?]> = new Map(
  Object.entries({
    busy: ['concurrency-limit'],
    'no-credits': ['no-credits'],
    retired: ['retired'],
    unreachable: ['server-error'],
    timeout: ['server-error'],
    'bad-settings': [
      'bad-request',
      'The token endpoint refused a setting of the session. Check the element’s attributes.',
    ],
    'origin-not-allowed': [
      'token-refused',
      'The token endpoint does not answer this page. Add the page’s origin to its allowedOrigins.',
    ],
  } as const),
);

/** The error of a refused token call. It never quotes the body. */
export function tokenErrorOf({status, text, retryAfterMs}: Reply): AvatarError {
  const word = Refusal.safeParse(parseJson(text)).data?.error ?? '';
  const [code, message] = REFUSALS.get(word) ?? refusalOfStatus(status);
  return new AvatarError(code, message ?? ERROR_MESSAGES[code], {status, retryAfterMs});
}

function refusalOfStatus(status: number): readonly [AvatarErrorCode, string?] {
  if (status === 429) return ['rate-limited'];
  return ['token-refused', `The token endpoint answered ${status}. Check that server’s log and its API key.`];
}

const FINAL: readonly AvatarErrorCode[] = ['concurrency-limit', 'no-credits', 'retired'];

/** True where a retry cannot help, whatever the status says. */
export const isFinal = ({code}: AvatarError): boolean => FINAL.includes(code);
