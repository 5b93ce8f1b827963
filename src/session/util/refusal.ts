/** Request Timeout, Too Early, Too Many Requests: the server, or a proxy before it, may have carried out the request all the same. */
const PASSING = [408, 425, 429];

/** Whether a server that answers with this status refuses, and so has not done what was asked. After any other failure it may have. */
export const isRefusal = (status: number): boolean =>
  status >= 400 && status < 500 && !PASSING.includes(status);
