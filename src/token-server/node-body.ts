/** The events of a readable stream of Node that carry its bytes. */
export interface NodeStream {
  on(event: string, listener: (value: unknown) => void): unknown;
  off(event: string, listener: (value: unknown) => void): unknown;
  resume(): unknown;
}

/**
 * The bytes of a stream of Node as a stream of the fetch API. Nothing is read before somebody asks for it, so a request that is
 * refused costs no memory. `discardRest` lets go of what nobody has read: on a connection that is kept alive it stands before
 * the next request.
 */
export function bodyStream(stream: NodeStream): {body: ReadableStream<Uint8Array>; discardRest: () => void} {
  let listeners: [string, (value: unknown) => void][] = [];
  const stopListening = () => {
    for (const [event, listener] of listeners) stream.off(event, listener);
    listeners = [];
  };
  let isStarted = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (isStarted) return;
        isStarted = true;
        const brokenOff = () => {
          stopListening();
          controller.error(new Error('The client broke off the upload.'));
        };
        listeners = [
          ['data', (chunk) => controller.enqueue(chunk as Uint8Array)],
          ['end', () => (stopListening(), controller.close())],
          ['error', brokenOff],
          ['close', brokenOff],
        ];
        for (const [event, listener] of listeners) stream.on(event, listener);
      },
    },
    {highWaterMark: 0},
  );
  const discardRest = () => {
    stopListening();
    // A client may break off now, and an error without a listener would end the process.
    stream.on('error', () => {});
    stream.resume();
  };
  return {body, discardRest};
}
