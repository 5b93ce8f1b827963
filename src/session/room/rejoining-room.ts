import {abortable, delay} from '../util/abort.js';

import type {
  MicrophonePublication,
  Room,
  Transport,
  TransportFactory,
  TransportHandlers,
} from './transport.js';

/** A microphone that is to be heard again where the room is joined anew. */
interface PublishedMicrophone {
  track: MediaStreamTrack;
  isMuted: boolean;
  inner: MicrophonePublication;
}

/** How long to wait before the next try to join. */
const AGAIN_MS = 1_000;

/**
 * A transport that does not take a lost room for lost at once: where a connection has been given up, or is not restored
 * in time, the same room is joined anew with the same token, again and again. The session may still live there. It is
 * back when the avatar's picture is; how long to wait for that is the session's to decide.
 */
export class RejoiningRoom implements Transport {
  readonly #factory: TransportFactory;
  readonly #handlers: TransportHandlers;
  readonly #patienceMs: number;
  readonly #life = new AbortController();
  #room: Room | undefined;
  #microphone: PublishedMicrophone | undefined;
  #current: Transport;
  /** The try to join anew that is under way: whether it brings the picture, and whether its room is lost again. */
  #attempt: {readonly isBack: PromiseWithResolvers<boolean>; isLost: boolean} | undefined;
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

  send(payload: Uint8Array, topic: string | undefined): Promise<void> {
    return this.#current.send(payload, topic);
  }

  async publishMicrophone(track: MediaStreamTrack): Promise<MicrophonePublication> {
    const microphone: PublishedMicrophone = {
      track,
      isMuted: false,
      inner: await this.#current.publishMicrophone(track),
    };
    this.#microphone = microphone;
    return {
      setMuted: (isMuted) => {
        microphone.isMuted = isMuted;
        microphone.inner.setMuted(isMuted);
      },
      replace: async (other) => {
        microphone.track = other;
        await microphone.inner.replace(other);
      },
      unpublish: async () => {
        if (this.#microphone === microphone) this.#microphone = undefined;
        await microphone.inner.unpublish();
      },
    };
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
        if (track.kind === 'video') this.#attempt?.isBack.resolve(true);
      }),
      onTrackGone: ifCurrent((track) => handlers.onTrackGone(track)),
      // The avatar of a room that is joined anew may be on its way back as we are.
      onAvatarLeft: ifCurrent(() => {
        if (!this.#attempt) handlers.onAvatarLeft();
      }),
      onData: ifCurrent((message) => handlers.onData(message)),
      onQuality: ifCurrent((quality) => handlers.onQuality(quality)),
      onReconnecting: ifCurrent(() => this.#onReconnecting()),
      onReconnected: ifCurrent(() => this.#onReconnected()),
      onEnd: ifCurrent((end) => {
        if (end !== 'lost') handlers.onEnd(end);
        else if (!this.#attempt) void this.#rejoin();
        else {
          this.#attempt.isLost = true;
          this.#attempt.isBack.resolve(false);
        }
      }),
    });
    return transport;
  }

  #onReconnecting(): void {
    if (this.#attempt) return;
    this.#handlers.onReconnecting();
    this.#patience ??= setTimeout(() => void this.#rejoin(), this.#patienceMs);
  }

  #onReconnected(): void {
    if (this.#attempt) return;
    this.#endPatience();
    this.#handlers.onReconnected();
  }

  async #rejoin(): Promise<void> {
    this.#endPatience();
    const room = this.#room;
    if (!room) return;
    this.#handlers.onReconnecting();
    const {signal} = this.#life;
    while (!(await this.#joinAnew(room))) await delay(AGAIN_MS, signal).catch(() => {});
    this.#attempt = undefined;
    if (!signal.aborted) this.#handlers.onReconnected();
  }

  /** One try to join and be heard; resolves with false where another may succeed, and never rejects. */
  async #joinAnew(room: Room): Promise<boolean> {
    const {signal} = this.#life;
    if (signal.aborted) return true;
    const attempt = (this.#attempt = {isBack: Promise.withResolvers<boolean>(), isLost: false});
    const old = this.#current;
    this.#current = this.#make();
    void old.disconnect().catch(() => {}); // it is lost already
    try {
      await this.#current.connect(room, signal);
      if (!(await abortable(attempt.isBack.promise, signal))) return false;
    } catch {
      return signal.aborted; // what else it was, the next try meets again
    }
    await this.#publishAgain();
    return !attempt.isLost;
  }

  /** The visitor goes on being heard, or not, as before. */
  async #publishAgain(): Promise<void> {
    const microphone = this.#microphone;
    if (!microphone) return;
    try {
      microphone.inner = await this.#current.publishMicrophone(microphone.track);
      microphone.inner.setMuted(microphone.isMuted);
    } catch {
      microphone.track.dispatchEvent(new Event('ended')); // whoever opened it opens it anew, or says that it is lost
    }
  }

  #endPatience(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }
}
