/** HeyGen's codes, with the status and the words that they come with. */
const PROBLEMS = {
  40012: [400, 'invalid parameter'],
  400112: [401, 'Unauthorized'],
  40102: [401, 'Unauthorized'],
  400006: [400, 'session is not in correct state'],
  10003: [400, 'session state wrong: connected'],
  10005: [400, 'session state wrong: closed'],
  10006: [404, 'session not found'],
  10007: [429, 'concurrent limit reached'],
  4003: [403, 'Not authenticated'],
  4032: [403, 'Session concurrency limit reached'],
  404: [404, 'session not found'],
  422: [422, 'not of the schema'],
} as const;

/** A refusal by the API's own rules. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: object;

  constructor(code: keyof typeof PROBLEMS, detail?: string) {
    const [status, words] = PROBLEMS[code];
    const message = detail ? `${words}: ${detail}` : words;
    super(message);
    this.status = status;
    this.body = {code, message};
  }
}

/** LiveAvatar's refusal of a body that is not of its schema: it names the field, a nested one by dots. */
export class SchemaRefusal extends Refusal {
  override readonly body: object;

  constructor(field: string, msg: string) {
    super(422, `${field}: ${msg}`);
    this.body = {detail: [{type: 'value_error', loc: ['body', ...field.split('.')], msg}]};
  }
}

/** The envelope of a call that went well. */
export const success = (data: unknown = null) => ({code: 100, message: 'success', data});

/** A reply that a page of any origin may read, as HeyGen's are. */
export function reply(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(status === 204 ? null : text, {
    status,
    headers: {...CORS, 'content-type': 'application/json', ...headers},
  });
}

/** Names the origin that calls, as LiveAvatar does: its SDK calls with cookies, for which a browser refuses the star. */
export function readableBy(response: Response, origin: string | null): Response {
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
