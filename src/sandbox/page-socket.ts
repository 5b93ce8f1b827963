/** A `WebSocket` of the page, as the server at its other end has it: what the sandbox uses of the library that intercepts sockets. */
export interface PageSocket {
  readonly url: URL;
  send(data: string | ArrayBuffer): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'close', listener: (event: CloseEvent) => void): void;
}
