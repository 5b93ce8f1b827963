/** HeyGen's error codes, each with its HTTP status and message. */
const ERRORS = {
  40012: [400, 'invalid parameter'],
  400112: [401, 'Unauthorized'],
  40102: [401, 'Unauthorized'],
  400006: [400, 'session is not in correct state'],
  10003: [400, 'session state wrong: connected'],
  10005: [400, 'session state wrong: closed'],
  10006: [404, 'session not found'],
  10007: [429, 'concurrent limit reached'],
  4000: [400, 'bad request'],
  4003: [403, 'Not authenticated'],
  4032: [403, 'Session concurrency limit reached'],
  404: [404, 'session not found'],
  422: [422, 'body does not match the schema'],
} as const;

/** An error response of the API. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: object;

  constructor(code: keyof typeof ERRORS, detail?: string) {
    const [status, text] = ERRORS[code];
    const message = detail ? `${text}: ${detail}` : text;
    super(message);
    this.status = status;
    this.body = {code, message};
  }
}

/** LiveAvatar's error response to a body that does not match its schema. `field` is the wrong field; dots separate nested names. */
export class SchemaRefusal extends Refusal {
  override readonly body: object;

  constructor(field: string, msg: string) {
    super(422, `${field}: ${msg}`);
    this.body = {detail: [{type: 'value_error', loc: ['body', ...field.split('.')], msg}]};
  }
}

/** The body of a success. */
export const success = (data: unknown = null) => ({code: 100, message: 'success', data});

/** A JSON response that pages of every origin may read, as at HeyGen. A string is sent as it is. */
export function jsonResponse(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(status === 204 ? null : text, {
    status,
    headers: {...CORS, 'content-type': 'application/json', ...headers},
  });
}

/**
 * Adds the CORS headers that name the calling origin, as LiveAvatar does: its SDK sends credentials, and browsers then reject
 * the wildcard origin.
 */
export function allowOrigin(response: Response, origin: string | null): Response {
  if (origin === null) return response;
  response.headers.set('access-control-allow-origin', origin);
  response.headers.set('access-control-allow-credentials', 'true');
  response.headers.set('vary', 'origin');
  return response;
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, x-api-key',
  'access-control-expose-headers': 'retry-after',
  'access-control-max-age': '600',
};
