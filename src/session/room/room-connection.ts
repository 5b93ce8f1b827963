import {abortable, withTimeout} from '../util/abort.js';
import {avatarError} from '../errors/make-error.js';
import type {BackendRoom, CreatedSession} from '../backends/backend.js';

import type {Timeouts} from '../util/timeouts.js';
import {RejoiningRoom} from './rejoining-room.js';
import type {
  MicrophonePublication,
  RoomEnd,
  Transport,
  TransportFactory,
  TransportHandlers,
} from './transport.js';

/** The share of the time for reconnecting after which a connection is given up, and the room joined anew. */
const PATIENCE = 2 / 3;

/** The room of a session: joined once, lost where it is not restored in time, and left. */
export class RoomConnection implements BackendRoom {
  readonly #handlers: TransportHandlers;
  readonly #limits: Timeouts;
  #transport: Transport | undefined;
  #reconnecting: ReturnType<typeof setTimeout> | undefined;
  /** Resolves once a connection that was lost is restored. */
  #restored: PromiseWithResolvers<void> | undefined;

  constructor(limits: Timeouts, handlers: TransportHandlers) {
    this.#limits = limits;
    this.#handlers = handlers;
  }

  async join(
    factory: TransportFactory,
    {roomUrl: url, roomToken: token}: CreatedSession,
    avatarIdentity: string | null,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    const handlers: TransportHandlers = {
      ...this.#handlers,
      onReconnecting: () => {
        this.#reconnecting ??= setTimeout(() => this.#end('lost'), this.#limits.reconnect);
        this.#restored ??= Promise.withResolvers();
        this.#handlers.onReconnecting();
      },
      onReconnected: () => {
        this.#endReconnecting();
        this.#handlers.onReconnected();
      },
      onEnd: (end) => this.#end(end),
    };
    this.#transport = new RejoiningRoom(factory, handlers, this.#limits.reconnect * PATIENCE);
    await this.#transport.connect({url, token, avatarIdentity}, signal);
  }

  async send(payload: Uint8Array, topic: string | undefined): Promise<void> {
    await this.#transport?.send(payload, topic);
  }

  async waitFor(identity: string, signal: AbortSignal): Promise<void> {
    if (this.#restored) await abortable(this.#restored.promise, signal);
    await this.#transport?.waitFor(identity, signal);
  }

  async publishMicrophone(track: MediaStreamTrack): Promise<MicrophonePublication> {
    if (!this.#transport) throw avatarError('not-live');
    return this.#transport.publishMicrophone(track);
  }

  /** Leaves within the limit, and never rejects. */
  async leave(): Promise<void> {
    this.#endReconnecting();
    const left = this.#transport?.disconnect() ?? Promise.resolve();
    // A socket that does not close is the browser's to clean up; the server has been told by HTTP.
    await withTimeout(this.#limits.stop, 'leaving the room', undefined, () => left).catch(() => {});
  }

  #end(end: RoomEnd): void {
    this.#endReconnecting();
    this.#handlers.onEnd(end);
  }

  #endReconnecting(): void {
    clearTimeout(this.#reconnecting);
    this.#reconnecting = undefined;
    this.#restored?.resolve();
    this.#restored = undefined;
  }
}
