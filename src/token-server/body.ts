/** The longest body that is read, in bytes: many times what the element posts. */
const LONGEST_BODY = 20_000;

/** Why a body was not read to its end. */
export type BodyProblem = 'bad-request' | 'too-large' | 'too-slow';

/** Reads a request's body as text: no more of it than is allowed, and no longer than `timeoutMs`. */
export async function readBody(
  {headers, body}: Request,
  timeoutMs: number,
): Promise<{text: string} | {problem: BodyProblem}> {
  if (Number(headers.get('content-length')) > LONGEST_BODY) return {problem: 'too-large'};
  if (!body) return {text: ''};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), timeoutMs)));
  // What is not read is left to the server: to cancel it would cut the connection before there is an answer.
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late]);
      if (read === 'late') return {problem: 'too-slow'};
      if (read.done) return {text: text + decoder.decode()};
      length += read.value.byteLength;
      if (length > LONGEST_BODY) return {problem: 'too-large'};
      text += decoder.decode(read.value, {stream: true});
    }
  } catch {
    return {problem: 'bad-request'}; // the upload was broken off
  } finally {
    clearTimeout(timer);
  }
}
