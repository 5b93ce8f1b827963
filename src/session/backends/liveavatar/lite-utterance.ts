import {AvatarError} from '../../errors/avatar-error.js';
import {streamFailed} from '../../speech/stream-source.js';
import {delay} from '../../util/delay.js';
import {deferred} from '../../util/deferred.js';
import {uuid} from '../../util/uuid.js';
import type {AudioTask, BackendEvent} from '../backend.js';
import type {LiteSocket} from './lite-socket.js';
import type {PcmSource} from './pcm-source.js';
import {SAMPLE_RATE} from './resampler.js';

/** How much of the audio LiveAvatar has before the avatar says it, in ms: a stream is read no faster than that. */
const AHEAD_MS = 8_000;
/** How much longer than its audio so far a speech may take while its stream goes on, in ms. */
const OPEN_MS = 30_000;

/** One utterance on its way to LiveAvatar. All its messages have one id, which is that of the task. */
export class LiteUtterance implements AudioTask {
  readonly taskId = uuid();
  readonly #source: PcmSource;
  readonly #socket: LiteSocket;
  readonly #text: string | undefined;
  readonly #onEvent: (event: BackendEvent) => void;
  readonly #stop = new AbortController();
  readonly #begun = deferred<void>();
  readonly #accepted = deferred<void>();
  readonly #sent = deferred<void>();
  #sentMs = 0;
  #isOver = false;
  hasStarted = false;
  isSent = false;
  /** Why it ended early: the page's stream or LiveAvatar has failed. */
  error: AvatarError | undefined;
  #isDropped = false;

  constructor(
    source: PcmSource,
    socket: LiteSocket,
    text: string | undefined,
    onEvent: (event: BackendEvent) => void,
  ) {
    this.#source = source;
    this.#socket = socket;
    this.#text = text?.trim();
    this.#onEvent = onEvent;
    for (const {promise} of [this.#begun, this.#accepted]) promise.catch(() => {});
  }

  get durationMs(): number | null {
    return this.isSent ? this.#sentMs : null;
  }

  /** Resolves when the first packet is sent. */
  get begun(): Promise<void> {
    return this.#begun.promise;
  }

  /** Resolves when LiveAvatar has answered that packet. */
  get accepted(): Promise<void> {
    return this.#accepted.promise;
  }

  /** Resolves when all of it is sent, or will not be. */
  get sent(): Promise<void> {
    return this.#sent.promise;
  }

  get hasSent(): boolean {
    return this.#sentMs > 0;
  }

  /** Sends all packets. Calls `onOver` where nothing more comes of it. */
  send(onOver: () => void): void {
    void this.#send().catch((error: unknown) => {
      if (this.#isDropped) return;
      this.fail(streamFailed(error));
      onOver();
    });
  }

  accept(): void {
    this.#accepted.resolve();
  }

  /** The avatar begins to say it. */
  start(): void {
    this.accept();
    if (this.hasStarted || this.#isOver) return;
    this.hasStarted = true;
    const {taskId} = this;
    this.#onEvent({type: 'speech-start', taskId});
    if (this.#text) this.#onEvent({type: 'text-end', role: 'avatar', taskId, text: this.#text});
  }

  /** Stops sending. LiveAvatar says what it has. */
  drop(reason: unknown): void {
    if (this.isSent || this.#isDropped) return;
    this.#isDropped = true;
    this.#stop.abort(reason);
    for (const {reject} of [this.#begun, this.#accepted]) reject(reason);
    this.#finishSending();
  }

  /** It cannot go on. */
  fail(error: AvatarError): void {
    this.error ??= error;
    this.drop(error);
    this.#accepted.reject(error);
  }

  end(reason?: 'interrupted'): void {
    if (this.#isOver) return;
    this.drop(this.error ?? new AvatarError('internal', 'ended'));
    this.#isOver = true;
    const {taskId, error} = this;
    const how = error ? 'failed' : (reason ?? (this.#isDropped ? 'interrupted' : undefined));
    this.#onEvent({type: 'speech-end', taskId, durationMs: null, ...(how && {reason: how})});
  }

  async #send(): Promise<void> {
    const {signal} = this.#stop;
    let startedAt = 0;
    try {
      for (let packet = await this.#source.next(signal); packet; packet = await this.#source.next(signal)) {
        startedAt ||= Date.now();
        const ahead = this.#sentMs - (Date.now() - startedAt);
        if (ahead > AHEAD_MS) await delay(ahead - AHEAD_MS, signal);
        this.#socket.send('agent.speak', {event_id: this.taskId, audio: base64(packet)});
        this.#sentMs += (packet.length / SAMPLE_RATE) * 1_000;
        this.#begun.resolve();
        this.#tellLength(OPEN_MS);
      }
      if (!this.hasSent) throw new AvatarError('bad-audio', EMPTY);
    } catch (error) {
      if (signal.aborted || !this.hasSent || !this.#socket.isConnected) {
        this.#begun.reject(error);
        throw error;
      }
      this.error = streamFailed(error);
    }
    this.#finishSending();
  }

  #finishSending(): void {
    if (this.isSent) return;
    this.isSent = true;
    this.#source.close(this.#stop.signal.reason ?? this.error);
    if (this.hasSent && this.#socket.isConnected) {
      this.#socket.send('agent.speak_end', {event_id: this.taskId});
      this.#tellLength(0);
    }
    this.#sent.resolve();
  }

  #tellLength(openMs: number): void {
    this.#onEvent({
      type: 'speech-length',
      taskId: this.taskId,
      durationMs: Math.round(this.#sentMs + openMs),
    });
  }
}

function base64(samples: Int16Array): string {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

const EMPTY = 'The audio has no samples.';
