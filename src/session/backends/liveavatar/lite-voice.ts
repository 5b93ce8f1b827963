import {AvatarError} from '../../errors/avatar-error.js';
import type {SpeakAudioOptions, SpeechAudio} from '../../speech/page-audio.js';
import {abortable, abortError, withTimeout} from '../../util/abort.js';
import {delay} from '../../util/delay.js';
import {deferred} from '../../util/deferred.js';
import {uuid} from '../../util/uuid.js';
import type {AudioTask, BackendEvent} from '../backend.js';
import {faultOf, wordsOf, type LiteFrame} from './lite-frames.js';
import {LiteSocket} from './lite-socket.js';
import {LiteUtterance} from './lite-utterance.js';
import {PcmSource} from './pcm-source.js';
import {SAMPLE_RATE} from './resampler.js';

/** How long LiveAvatar may take to say that it has dropped the audio it had, in ms. New audio waits for that. */
const CLEAR_MS = 3_000;
/** How long LiveAvatar may take to answer the first packet, in ms. */
const ANSWER_MS = 15_000;
/** How long a stream may give nothing, in ms. */
const STREAM_MS = 30_000;

/** The avatar's voice in a LITE session: the page's audio goes to LiveAvatar by a socket, one utterance after the other. */
export class LiteVoice {
  readonly #socket: LiteSocket;
  readonly #onEvent: (event: BackendEvent) => void;
  #current: LiteUtterance | undefined;
  #isTalking = false;
  /** Whether LiveAvatar reports its state: then that alone says when the avatar speaks. */
  #hasState = false;
  /** Interrupts that LiveAvatar has not confirmed, by their id. */
  readonly #clearing = new Map<string, PromiseWithResolvers<void>>();

  /** Opens the socket. Throws `bad-config` for an address that is not secure. */
  constructor(url: string, onEvent: (event: BackendEvent) => void) {
    this.#onEvent = onEvent;
    this.#socket = new LiteSocket(url, {
      onFrame: (frame) => this.#onFrame(frame),
      onDrop: () => this.#onDrop(),
    });
  }

  ready(signal: AbortSignal): Promise<void> {
    return this.#socket.ready(signal);
  }

  /** Resolves when LiveAvatar has the first of the audio. */
  async speak(
    audio: SpeechAudio,
    {text, sampleRate = SAMPLE_RATE}: SpeakAudioOptions,
    signal: AbortSignal,
  ): Promise<AudioTask> {
    const source = new PcmSource(audio, sampleRate, STREAM_MS);
    const utterance = new LiteUtterance(source, this.#socket, text, this.#onEvent);
    try {
      await abortable(Promise.all([...this.#clearing.values()].map(({promise}) => promise)), signal);
      this.#current = utterance;
      utterance.send(() => this.#finish(utterance));
      await abortable(utterance.begun, signal);
      await withTimeout(ANSWER_MS, 'LiveAvatar’s answer to the audio', signal, () => utterance.accepted);
    } catch (error) {
      utterance.drop(error);
      if (this.#current === utterance) this.#giveUp(utterance, error);
      throw error;
    }
    return utterance;
  }

  /** Resolves when LiveAvatar has dropped the audio that it had. */
  async interrupt(signal: AbortSignal): Promise<void> {
    const utterance = this.#current;
    utterance?.drop(abortError('The speech was interrupted before it began.'));
    if (utterance || this.#isTalking) await abortable(this.#clear(), signal);
    if (utterance) this.#finish(utterance, 'interrupted');
  }

  /** Sends a command that LiveAvatar does not answer. */
  tell(command: 'session.keep_alive' | 'agent.start_listening' | 'agent.stop_listening'): void {
    this.#socket.send(command, {event_id: uuid()});
  }

  close(): void {
    this.#current?.drop(abortError('The session is over.'));
    this.#current = undefined;
    for (const {resolve} of this.#clearing.values()) resolve();
    this.#socket.close();
  }

  #giveUp(utterance: LiteUtterance, error: unknown): void {
    if (utterance.hasSent) void this.#clear();
    utterance.error = error instanceof AvatarError ? error : undefined;
    this.#finish(utterance, 'interrupted');
  }

  async #clear(): Promise<void> {
    // A message may come before `connected`; what LiveAvatar had of an earlier connection has gone with it.
    if (!this.#socket.isConnected) return;
    const id = uuid();
    const cleared = deferred<void>();
    this.#clearing.set(id, cleared);
    this.#socket.send('agent.interrupt', {event_id: id});
    const limit = new AbortController();
    void delay(CLEAR_MS, limit.signal).then(cleared.resolve, () => {});
    await cleared.promise;
    limit.abort();
    this.#clearing.delete(id);
  }

  #onFrame(frame: LiteFrame): void {
    const {type, source_event_id: source, new_state: state} = frame;
    switch (type) {
      case 'agent.state_updated':
        this.#hasState = true;
        this.#setTalking(state === 'talking');
        break;
      case 'agent.speak_started':
      case 'agent.speak_ended':
        if (!this.#hasState) this.#setTalking(type === 'agent.speak_started');
        break;
      case 'agent.speak_interrupted':
        if (this.#current && !this.#hasState) this.#finish(this.#current, 'interrupted');
        break;
      case 'agent.audio_buffer_appended':
      case 'agent.audio_buffer_committed':
        if (source === this.#current?.taskId) this.#current?.accept();
        break;
      case 'agent.audio_buffer_cleared':
        this.#clearing.get(source ?? '')?.resolve();
        break;
      case 'error':
        this.#onFault(frame);
        break;
      case 'warning':
        // Nothing has failed, so there is no event; whoever builds the page should know.
        // oxlint-disable-next-line no-console
        console.warn(`LiveAvatar warns of the avatar’s audio: ${wordsOf(frame.warning)}`);
        break;
      default:
    }
  }

  #setTalking(isTalking: boolean): void {
    this.#isTalking = isTalking;
    const utterance = this.#current;
    if (!utterance) return;
    if (isTalking) utterance.start();
    // In the middle of a stream the avatar may have said all that had come, and goes on.
    else if (utterance.hasStarted && utterance.isSent) this.#finish(utterance);
  }

  #onFault({error: fault}: LiteFrame): void {
    const error = faultOf(fault);
    const utterance = this.#current;
    const isOfIt =
      fault?.event_id === undefined || fault.event_id === null || fault.event_id === utterance?.taskId;
    if (utterance && isOfIt && fault?.type !== 'video_starvation') {
      utterance.fail(error);
      void this.#clear();
      this.#finish(utterance);
    } else {
      this.#onEvent({type: 'problem', error});
    }
  }

  #onDrop(): void {
    this.#isTalking = this.#hasState = false;
    for (const {resolve} of this.#clearing.values()) resolve();
    const utterance = this.#current;
    if (!utterance) return;
    utterance.fail(new AvatarError('connection-lost', LOST));
    this.#finish(utterance);
  }

  #finish(utterance: LiteUtterance, reason?: 'interrupted'): void {
    if (this.#current === utterance) this.#current = undefined;
    utterance.end(reason);
  }
}

const LOST =
  'The connection for the avatar’s audio was lost while it spoke. What was not heard is not sent again: call speakAudio() anew.';
