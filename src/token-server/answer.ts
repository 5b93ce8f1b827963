/** What the page is told of each problem: enough to act on, nothing of the account. */
const STATUS = {
  'bad-request': 400,
  'bad-settings': 400,
  'origin-not-allowed': 403,
  'method-not-allowed': 405,
  'too-slow': 408,
  retired: 410,
  'too-large': 413,
  'rate-limited': 429,
  internal: 500,
  refused: 502,
  unreachable: 502,
  busy: 503,
  'no-credits': 503,
  timeout: 504,
} as const;

/** An answer before it is one: the page's origin decides who may read it. */
export interface Answer {
  readonly status: number;
  readonly body?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export const refusal = (error: keyof typeof STATUS, headers: Record<string, string> = {}): Answer => ({
  status: STATUS[error],
  body: {error},
  headers,
});

/** What lets a page of another origin read the answer. */
export const readableBy = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'retry-after',
  vary: 'origin',
});

/** What a browser wants to hear before it posts JSON to another origin. */
export const PREFLIGHT: Answer = {
  status: 204,
  headers: {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '600',
  },
};

export function respond({status, body, headers}: Answer, cors: Record<string, string> = {}): Response {
  const all = {'cache-control': 'no-store', 'content-type': 'application/json', ...cors, ...headers};
  return new Response(body === undefined ? null : JSON.stringify(body), {status, headers: all});
}
