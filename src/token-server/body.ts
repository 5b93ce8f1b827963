import {parseJson} from '../session/util/json.js';

/** The text of a body, or why the handler has none. */
export type BodyText = {text: string} | {problem: BodyProblem};

/** Why the handler did not read a body to its end. */
export type BodyProblem = 'bad-request' | 'too-large' | 'too-slow';

/** The text of a body that a framework has read, and may have parsed. */
export function textOf(read: unknown, maxBytes: number): BodyText {
  const isBytes = read instanceof Uint8Array || read instanceof ArrayBuffer;
  const text = isBytes
    ? new TextDecoder().decode(read)
    : typeof read === 'string'
      ? read
      : JSON.stringify(read);
  return text.length > maxBytes ? {problem: 'too-large'} : {text};
}

/**
 * The object in a body. A framework that reads a beacon's text and writes it as JSON again puts the object into a string, so
 * a string may hold one.
 */
export function parseBody(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  const value = parseJson(text);
  const inner = typeof value === 'string' ? parseJson(value) : value;
  const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
  return isObject ? (inner as Record<string, unknown>) : undefined;
}

/** Reads a request's body as text. Stops at `maxBytes` and after `timeoutMs`. */
export async function readBody(
  {headers, body}: Request,
  {maxBytes, timeoutMs}: {maxBytes: number; timeoutMs: number},
): Promise<BodyText> {
  if (Number(headers.get('content-length')) > maxBytes) return {problem: 'too-large'};
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
      if (length > maxBytes) return {problem: 'too-large'};
      text += decoder.decode(read.value, {stream: true});
    }
  } catch {
    return {problem: 'bad-request'}; // the client broke off the upload
  } finally {
    clearTimeout(timer);
  }
}
