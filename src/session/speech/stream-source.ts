import {AvatarError} from '../errors/avatar-error.js';
import {STREAM_ERROR_MESSAGES} from '../errors/stream-error-messages.js';

/** The error of a page's stream, or an `AvatarError` as it is. */
export function streamFailed(cause: unknown): AvatarError {
  if (cause instanceof AvatarError) return cause;
  return new AvatarError('stream-failed', STREAM_ERROR_MESSAGES['stream-failed'], {cause});
}

interface Reading {
  next(): Promise<IteratorResult<unknown, unknown>>;
  close(reason: unknown): unknown;
}

/** Reads a stream of the page, of either kind. Nothing of it is trusted: it may fail, hang, or fail to be closed. */
export class StreamSource {
  readonly #reading: Reading;

  /** Throws `stream-failed` where the stream cannot be read. */
  constructor(stream: AsyncIterable<unknown> | ReadableStream<unknown>) {
    try {
      this.#reading = 'getReader' in stream ? ofStream(stream) : ofIterable(stream);
    } catch (error) {
      throw streamFailed(error);
    }
  }

  /** The next chunk. Rejects as the page's stream does. */
  async next(): Promise<IteratorResult<unknown, unknown>> {
    return this.#reading.next();
  }

  /** Cancels a `ReadableStream` and frees it for others, or ends an iterator. Never rejects. */
  async close(reason?: unknown): Promise<void> {
    try {
      await this.#reading.close(reason);
    } catch {
      // The stream has failed, which the page knows by itself.
    }
  }
}

function ofStream(stream: ReadableStream<unknown>): Reading {
  const reader = stream.getReader();
  return {
    next: () => reader.read(),
    close(reason) {
      const cancelled = reader.cancel(reason);
      reader.releaseLock();
      return cancelled;
    },
  };
}

function ofIterable(stream: AsyncIterable<unknown>): Reading {
  const iterator = stream[Symbol.asyncIterator]();
  let hasEnded = false;
  return {
    async next() {
      try {
        const result = await iterator.next();
        hasEnded = result.done === true;
        return result;
      } catch (error) {
        hasEnded = true;
        throw error;
      }
    },
    close: () => (hasEnded ? undefined : iterator.return?.()),
  };
}
