import {
  JoinRequest,
  Pong,
  SignalRequest,
  SignalResponse,
  SignalTarget,
  TrickleRequest,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from '@livekit/protocol';
import type {WebSocketClientConnection} from '@mswjs/interceptors/WebSocket';

/** What a client may ask of the room, beyond what the link answers by itself. */
export type ClientMessage = NonNullable<SignalRequest['message']>;

/** The signalling socket of one client. */
export class SignalLink {
  readonly #client: WebSocketClientConnection;
  #isOpen = true;

  constructor(
    client: WebSocketClientConnection,
    {onMessage, onClose}: {onMessage: (message: ClientMessage) => void; onClose: () => void},
  ) {
    this.#client = client;
    client.addEventListener('message', ({data}) => {
      const message = data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? read(data) : undefined;
      if (message) this.#receive(message, onMessage);
    });
    client.addEventListener('close', () => {
      this.#isOpen = false;
      onClose();
    });
  }

  send(message: SignalResponse['message']): void {
    if (!this.#isOpen) return;
    // As an ArrayBuffer of its own: that is what a browser's socket would deliver.
    const bytes = new SignalResponse({message}).toBinary();
    this.#client.send(bytes.slice().buffer);
  }

  sendCandidate(candidate: RTCIceCandidate | null): void {
    const value = new TrickleRequest({
      candidateInit: JSON.stringify(candidate?.toJSON() ?? {candidate: ''}),
      target: SignalTarget.PUBLISHER,
      final: candidate === null,
    });
    if (candidate) this.send({case: 'trickle', value});
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

function read(data: ArrayBuffer | ArrayBufferView): ClientMessage | undefined {
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  return SignalRequest.fromBinary(bytes).message;
}

/** What a client asks for when it joins: the `join_request` of the socket's address. */
export async function readJoinRequest(url: URL): Promise<JoinRequest> {
  const base64 = (url.searchParams.get('join_request') ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const wrapped = WrappedJoinRequest.fromBinary(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  const isZipped = wrapped.compression === WrappedJoinRequest_Compression.GZIP;
  return JoinRequest.fromBinary(isZipped ? await unzipped(wrapped.joinRequest) : wrapped.joinRequest);
}

async function unzipped(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
