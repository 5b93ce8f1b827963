import {AvatarError} from '../../errors/avatar-error.js';
import {abortable} from '../../util/abort.js';
import {deferred} from '../../util/deferred.js';
import {secureSocketUrl} from '../../util/url.js';
import {readFrame, type LiteFrame} from './lite-frames.js';

/** The pauses before the socket is opened again, in ms. After the last one it is opened when the next command needs it. */
const RETRY_MS = [300, 1_000, 2_000, 4_000, 6_000];
/** How long an attempt may take until LiveAvatar says that it is connected, in ms. */
const CONNECT_MS = 10_000;

export interface LiteSocketHandlers {
  onFrame(frame: LiteFrame): void;
  /** A connection is lost, with all that LiveAvatar had not answered. */
  onDrop(): void;
}

/**
 * The socket of a LITE session. LiveAvatar drops what it gets before it has said `connected`, so nothing is sent before that. A lost
 * connection is made again; nothing is sent twice.
 */
export class LiteSocket {
  readonly #url: URL;
  readonly #handlers: LiteSocketHandlers;
  #socket: WebSocket | undefined;
  #isConnected = false;
  #isClosed = false;
  #tries = 0;
  /** Settles with the attempts under way. */
  #connecting: PromiseWithResolvers<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Throws `bad-config` where the address is not one of an encrypted socket. */
  constructor(url: string, handlers: LiteSocketHandlers) {
    this.#url = secureSocketUrl(url, 'ws_url');
    this.#handlers = handlers;
    void this.#connect();
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Resolves when LiveAvatar takes commands. Rejects with `connection-lost` where it cannot be reached. */
  async ready(signal: AbortSignal): Promise<void> {
    if (this.#isConnected) return;
    await abortable(this.#connect(), signal);
  }

  /** Throws `connection-lost` while there is no connection. */
  send(type: string, payload: object): void {
    if (!this.#isConnected) throw lost();
    this.#socket?.send(JSON.stringify({type, ...payload}));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isConnected = false;
    clearTimeout(this.#timer);
    this.#connecting?.reject(lost());
    this.#socket?.close();
  }

  #connect(): Promise<void> {
    if (this.#isClosed) return Promise.reject(lost());
    if (!this.#connecting) {
      this.#connecting = deferred();
      this.#connecting.promise.catch(() => {}); // nobody may wait for it yet
      this.#tries = 0;
      this.#open();
    }
    return this.#connecting.promise;
  }

  #open(): void {
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.#url);
    } catch {
      this.#onLost(); // the page's Content-Security-Policy forbids the socket
      return;
    }
    this.#socket = socket;
    this.#timer = setTimeout(() => gone(), CONNECT_MS);
    const isOld = () => socket !== this.#socket || this.#isClosed;
    const gone = () => {
      if (isOld()) return;
      this.#socket = undefined;
      socket.close();
      this.#onLost();
    };
    socket.addEventListener('close', gone);
    socket.addEventListener('error', gone);
    socket.addEventListener('message', ({data}: MessageEvent<unknown>) => {
      const frame = isOld() ? undefined : readFrame(data);
      if (frame?.type === 'session.state_updated') this.#onState(frame);
      else if (frame) this.#handlers.onFrame(frame);
    });
  }

  #onState({state}: LiteFrame): void {
    if (state !== 'connected' || this.#isConnected) return;
    clearTimeout(this.#timer);
    this.#isConnected = true;
    this.#connecting?.resolve();
    this.#connecting = undefined;
  }

  #onLost(): void {
    clearTimeout(this.#timer);
    if (this.#isConnected) {
      this.#isConnected = false;
      this.#connecting = deferred();
      this.#connecting.promise.catch(() => {});
      this.#tries = 0;
      this.#handlers.onDrop();
    }
    const ms = RETRY_MS[this.#tries++];
    if (this.#isClosed) return;
    if (ms !== undefined) {
      this.#timer = setTimeout(() => this.#open(), ms);
      return;
    }
    this.#connecting?.reject(lost());
    this.#connecting = undefined;
  }
}

const lost = () =>
  new AvatarError(
    'connection-lost',
    'The avatar’s audio socket (ws_url) is not connected. Check the network, and that the page’s Content-Security-Policy (connect-src) allows its host.',
  );
