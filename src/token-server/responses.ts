/** HTTP status of each error code. A code tells the page what it can do, and nothing about the owner's account. */
const STATUS = {
  'bad-request': 400,
  'bad-settings': 400,
  'origin-not-allowed': 403,
  'bad-ticket': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-slow': 408,
  retired: 410,
  'too-large': 413,
  'not-json': 415,
  'rate-limited': 429,
  internal: 500,
  refused: 502,
  unreachable: 502,
  busy: 503,
  'no-credits': 503,
  'rate-limit-store': 503,
  timeout: 504,
} as const;

/** A response before its CORS headers are known. */
export interface ResponseParts {
  readonly status: number;
  readonly body?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export const errorResponse = (
  error: keyof typeof STATUS,
  headers: Record<string, string> = {},
): ResponseParts => ({
  status: STATUS[error],
  body: {error},
  headers,
});

/** The headers that let a page of this origin read the response. */
export const corsHeaders = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'retry-after',
  vary: 'origin',
});

export function toResponse(
  {status, body, headers}: ResponseParts,
  cors: Record<string, string> = {},
): Response {
  const all = {'cache-control': 'no-store', 'content-type': 'application/json', ...cors, ...headers};
  return new Response(body === undefined ? null : JSON.stringify(body), {status, headers: all});
}
