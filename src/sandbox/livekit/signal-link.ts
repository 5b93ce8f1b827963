import {
  JoinRequest,
  Pong,
  SignalRequest,
  SignalResponse,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from '@livekit/protocol';
import type {PageSocket} from '../page-socket.js';

/** A message from the server to the client. */
export type ServerMessage = SignalResponse['message'];

/** A message from the client to the server. */
export type ClientMessage = NonNullable<SignalRequest['message']>;

/** The server's end of one client's signalling socket. It answers pings itself. */
export class SignalLink {
  readonly #client: PageSocket;
  #isOpen = true;

  constructor(
    client: PageSocket,
    {onMessage, onClose}: {onMessage: (message: ClientMessage) => void; onClose: () => void},
  ) {
    this.#client = client;
    client.addEventListener('message', ({data}) => {
      const message = data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? decode(data) : undefined;
      if (message) this.#receive(message, onMessage);
    });
    client.addEventListener('close', () => {
      this.#isOpen = false;
      onClose();
    });
  }

  send(message: ServerMessage): void {
    if (!this.#isOpen) return;
    // A real socket delivers an ArrayBuffer that holds this message and nothing else.
    const bytes = new SignalResponse({message}).toBinary();
    this.#client.send(bytes.slice().buffer);
  }

  close(): void {
    if (this.#isOpen) this.#client.close(4000, 'closed by the sandbox');
    this.#isOpen = false;
  }

  #receive(message: ClientMessage, onMessage: (message: ClientMessage) => void): void {
    if (message.case === 'pingReq') {
      const value = new Pong({lastPingTimestamp: message.value.timestamp, timestamp: BigInt(Date.now())});
      this.send({case: 'pongResp', value});
    } else {
      onMessage(message);
    }
  }
}

function decode(data: ArrayBuffer | ArrayBufferView): ClientMessage | undefined {
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  return SignalRequest.fromBinary(bytes).message;
}

/** Decodes the `join_request` parameter of a signalling socket's address. */
export async function readJoinRequest(url: URL): Promise<JoinRequest> {
  const base64 = (url.searchParams.get('join_request') ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const wrapped = WrappedJoinRequest.fromBinary(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  const isZipped = wrapped.compression === WrappedJoinRequest_Compression.GZIP;
  return JoinRequest.fromBinary(isZipped ? await unzip(wrapped.joinRequest) : wrapped.joinRequest);
}

async function unzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
