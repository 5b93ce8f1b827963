/** One end of a data channel: messages take the way of a `MessagePort`, in their order, as a copy. */
export class FakeDataChannel extends EventTarget {
  readonly label: string;
  readonly id: number;
  readonly ordered: boolean;
  readonly bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;
  binaryType: BinaryType = 'arraybuffer';
  readyState: RTCDataChannelState = 'connecting';
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: Event) => void) | null = null;
  onclosing: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  onbufferedamountlow: ((event: Event) => void) | null = null;
  #port: MessagePort | undefined;

  constructor(label: string, id: number, {ordered = true}: RTCDataChannelInit = {}) {
    super();
    this.label = label;
    this.id = id;
    this.ordered = ordered;
  }

  /** Opens the channel, once both ends know it. */
  open(port: MessagePort): void {
    this.#port = port;
    port.addEventListener('message', ({data}) => {
      if (this.readyState === 'open') this.#emit(new MessageEvent('message', {data}));
    });
    port.start();
    this.readyState = 'open';
    this.#emit(new Event('open'));
  }

  send(data: string | ArrayBuffer | ArrayBufferView<ArrayBuffer>): void {
    if (this.readyState !== 'open') throw new DOMException('The channel is not open.', 'InvalidStateError');
    this.#port?.postMessage(ArrayBuffer.isView(data) ? bytesOf(data) : data);
  }

  close(): void {
    this.end(true);
  }

  /** Closes this end; one that has not closed it itself is told so. */
  end(isTold: boolean): void {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.#port?.close();
    if (isTold) this.#emit(new Event('close'));
  }

  #emit(event: Event): void {
    const handlers: Record<string, ((event: never) => void) | null> = {
      open: this.onopen,
      message: this.onmessage,
      close: this.onclose,
    };
    this.dispatchEvent(event);
    handlers[event.type]?.(event as never);
  }
}

function bytesOf({buffer, byteOffset, byteLength}: ArrayBufferView<ArrayBuffer>): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + byteLength);
}
