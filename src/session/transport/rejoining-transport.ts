import type {Room, Transport, TransportFactory, TransportHandlers} from './transport.js';

/**
 * A transport that does not take a lost room for lost at once: where a connection has been given up, or is not restored
 * in time, the same room is joined anew with the same token, once for each outage. The session may still live there. It
 * is back when the avatar's picture is; how long to wait for that is the session's to decide.
 */
export class RejoiningTransport implements Transport {
  readonly #factory: TransportFactory;
  readonly #handlers: TransportHandlers;
  readonly #patienceMs: number;
  readonly #life = new AbortController();
  #room: Room | undefined;
  #current: Transport;
  #isRejoining = false;
  #onPicture: (() => void) | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  /** `patienceMs` is how long a connection has to restore itself. */
  constructor(factory: TransportFactory, handlers: TransportHandlers, patienceMs: number) {
    this.#factory = factory;
    this.#handlers = handlers;
    this.#patienceMs = patienceMs;
    this.#current = this.#make();
  }

  async connect(room: Room, signal: AbortSignal): Promise<void> {
    this.#room = room;
    await this.#current.connect(room, signal);
  }

  send(payload: Uint8Array, topic: string): Promise<void> {
    return this.#current.send(payload, topic);
  }

  waitFor(identity: string, signal: AbortSignal): Promise<void> {
    return this.#current.waitFor(identity, signal);
  }

  disconnect(): Promise<void> {
    this.#life.abort();
    clearTimeout(this.#patience);
    return this.#current.disconnect();
  }

  /** Makes a connection; what it tells once another has taken its place is ignored. */
  #make(): Transport {
    const handlers = this.#handlers;
    const ifCurrent =
      <A extends unknown[]>(tell: (...args: A) => void) =>
      (...args: A) => {
        if (this.#current === transport && !this.#life.signal.aborted) tell(...args);
      };
    const transport = this.#factory({
      onTrack: ifCurrent((track) => {
        handlers.onTrack(track);
        if (track.kind === 'video') this.#onPicture?.();
      }),
      onTrackGone: ifCurrent((track) => handlers.onTrackGone(track)),
      // The avatar of a room that is joined anew may be on its way back as we are.
      onAvatarLeft: ifCurrent(() => {
        if (!this.#isRejoining) handlers.onAvatarLeft();
      }),
      onData: ifCurrent((message) => handlers.onData(message)),
      onQuality: ifCurrent((quality) => handlers.onQuality(quality)),
      onReconnecting: ifCurrent(() => this.#onReconnecting()),
      onReconnected: ifCurrent(() => this.#onReconnected()),
      onEnd: ifCurrent((end) => {
        if (end === 'lost' && !this.#isRejoining) void this.#rejoin();
        else handlers.onEnd(end);
      }),
    });
    return transport;
  }

  #onReconnecting(): void {
    if (this.#isRejoining) return;
    this.#handlers.onReconnecting();
    this.#patience ??= setTimeout(() => void this.#rejoin(), this.#patienceMs);
  }

  #onReconnected(): void {
    if (this.#isRejoining) return;
    this.#endPatience();
    this.#handlers.onReconnected();
  }

  async #rejoin(): Promise<void> {
    this.#endPatience();
    if (!this.#room) return;
    this.#isRejoining = true;
    this.#handlers.onReconnecting();
    const old = this.#current;
    const {signal} = this.#life;
    const picture = new Promise<void>((resolve) => (this.#onPicture = resolve));
    this.#current = this.#make();
    void old.disconnect().catch(() => {}); // it is lost already
    try {
      await this.#current.connect(this.#room, signal);
    } catch {
      if (!signal.aborted) this.#handlers.onEnd('lost');
      return;
    }
    await picture;
    this.#isRejoining = false;
    this.#onPicture = undefined;
    if (!signal.aborted) this.#handlers.onReconnected();
  }

  #endPatience(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }
}
