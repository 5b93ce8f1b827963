/** The longest body that the handler reads, in bytes: many times what the element posts. */
const MAX_BODY_BYTES = 20_000;

/** Why the handler did not read a body to its end. */
export type BodyProblem = 'bad-request' | 'too-large' | 'too-slow';

/** Reads a request's body as text. Stops at `MAX_BODY_BYTES` and after `timeoutMs`. */
export async function readBody(
  {headers, body}: Request,
  timeoutMs: number,
): Promise<{text: string} | {problem: BodyProblem}> {
  if (Number(headers.get('content-length')) > MAX_BODY_BYTES) return {problem: 'too-large'};
  if (!body) return {text: ''};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), timeoutMs);
  });
  // The rest of a body is never cancelled: that would close the connection before the response is sent.
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), timeout]);
      if (read === 'timeout') return {problem: 'too-slow'};
      if (read.done) return {text: text + decoder.decode()};
      length += read.value.byteLength;
      if (length > MAX_BODY_BYTES) return {problem: 'too-large'};
      text += decoder.decode(read.value, {stream: true});
    }
  } catch {
    return {problem: 'bad-request'}; // the client broke off the upload
  } finally {
    clearTimeout(timer);
  }
}
