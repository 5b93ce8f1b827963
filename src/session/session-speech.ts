import type {AcceptedTask, Backend, SpeakOptions} from './backends/backend.js';
import {AvatarError} from './errors/avatar-error.js';
import {avatarError} from './errors/make-error.js';
import type {SessionCommands} from './session-commands.js';
import type {SessionLifecycle} from './session-lifecycle.js';
import type {Conversation} from './speech/conversation.js';
import {checkAudio, type SpeakAudioOptions, type SpeechAudio} from './speech/page-audio.js';
import {
  checkedText,
  discard,
  freeing,
  freeingAtOnce,
  type SpeechText,
  type TextStream,
} from './speech/speech-text.js';
import type {SpeechTask} from './speech/speech-tracker.js';
import type {StreamedSpeech} from './speech/streamed-speech.js';
import {abortable} from './util/abort.js';
import {deferred} from './util/deferred.js';
import {lazily} from './util/lazily.js';
import {listen} from './util/listen.js';
import {SerialQueue} from './util/serial-queue.js';
import {callOptions, type MethodOptions} from './util/call-options.js';
import type {Timeouts} from './util/timeouts.js';

const NO_AUDIO = 'Only LITE sessions with a ws_url take audio.';

/** What the avatar's speech needs of its session. */
export interface SpeechParts {
  readonly conversation: Conversation;
  readonly commands: SessionCommands;
  readonly timeouts: Timeouts;
  readonly lifecycle: SessionLifecycle;
  /** Returns `undefined` until the start has the token. */
  readonly backend: () => Backend | undefined;
}

/** Most pages have whole texts, so what cuts a stream into sentences is a file of its own. */
const importStreams = lazily(() => import('./speech/streamed-speech.js'));
type StreamCode = Awaited<ReturnType<typeof importStreams>>;

/** What the page has the avatar say, answer and know: the methods of `AvatarSession` that have to do with it. */
export class SessionSpeech {
  readonly #parts: SpeechParts;
  /** The server must get the texts in the order of the calls, and requests side by side may overtake each other. */
  readonly #queue = new SerialQueue();
  /** The streams whose turn has come, oldest first, until they are all said. */
  #streams: StreamedSpeech[] = [];

  constructor(parts: SpeechParts) {
    this.#parts = parts;
  }

  async speak(text: SpeechText, given: SpeakOptions & MethodOptions): Promise<SpeechTask> {
    const said = checkedText(text);
    const {signal, ...options} = freeingAtOnce(said, () => callOptions(given));
    return typeof said === 'string'
      ? this.#speakText(said, options, signal)
      : this.#speakStream(said, options, signal);
  }

  /** One utterance after the other: the server takes the audio of the next one when the avatar has said this. */
  async speakAudio(audio: SpeechAudio, given: SpeakAudioOptions & MethodOptions): Promise<SpeechTask> {
    const {signal, ...options} = freeingAtOnce(audio, () => {
      const called = callOptions(given);
      checkAudio(audio, called);
      return called;
    });
    const {conversation, commands, backend, lifecycle, timeouts} = this.#parts;
    return this.#inTurn(audio, signal, async (begin, read) => {
      if (lifecycle.isLive && !backend()?.takesAudio) throw new AvatarError('unsupported-by-agent', NO_AUDIO);
      const sound = await commands.run(
        backend(),
        'speaking',
        {signal, limitMs: timeouts.command + timeouts.stream},
        (server, limit) => {
          read();
          return (server as Required<Backend>).speakAudio(audio, options, limit);
        },
      );
      const task = conversation.accept(sound);
      begin({
        ...task,
        get error() {
          return sound.error;
        },
      });
      listen(signal, 'abort', () => sound.drop(signal?.reason), {signal: lifecycle.life});
      await task.ended;
    });
  }

  async interrupt(options: MethodOptions): Promise<void> {
    const {signal} = callOptions(options);
    const {conversation, commands, backend} = this.#parts;
    const dropsQueue = backend()?.interruptDropsQueue ?? false;
    const {settle, ended} = conversation.interrupting({dropsQueue});
    this.#dropStreams(dropsQueue);
    try {
      const done = commands.runIfLive(backend(), 'interrupting', {signal}, async (server, limit) => {
        // A speech that ends before a late answer is interrupted as well.
        await Promise.race([server.interrupt(limit), ended]);
      });
      this.#queue.waitFor(done);
      await done;
      settle(true);
    } catch (error) {
      settle(false);
      throw error;
    }
  }

  async sendContext(text: string, options: MethodOptions): Promise<void> {
    const {signal} = callOptions(options);
    const data = {text: checkedText(text)};
    const {commands, backend} = this.#parts;
    // In the order of the calls, as with `speak`: a question that follows may be about it.
    await this.#queue.run(signal, () =>
      commands.run(backend(), 'sending context', {signal}, (server, limit) =>
        server.tellAgent({type: 'contextual_update', data}, limit),
      ),
    );
  }

  async sendUserActivity(options: MethodOptions): Promise<void> {
    const {signal} = callOptions(options);
    const {commands, backend} = this.#parts;
    await commands.run(backend(), 'sending activity', {signal}, (server, limit) =>
      server.tellAgent({type: 'user_activity'}, limit),
    );
  }

  async #speakText(
    text: string,
    options: SpeakOptions,
    signal: AbortSignal | undefined,
  ): Promise<SpeechTask> {
    const {conversation} = this.#parts;
    const typed = options.type === 'chat' ? conversation.typing(text) : undefined;
    try {
      const task = await this.#queue.run(signal, () => this.#send(text, options, signal));
      typed?.(task);
      return conversation.accept(task);
    } catch (error) {
      typed?.();
      throw error;
    }
  }

  /** A question is asked as a whole. What the avatar itself says is spoken while it is being written. */
  async #speakStream(
    stream: TextStream,
    options: SpeakOptions,
    signal: AbortSignal | undefined,
  ): Promise<SpeechTask> {
    const {lifecycle, timeouts} = this.#parts;
    const {life} = lifecycle;
    const either = signal ? AbortSignal.any([signal, life]) : life;
    try {
      const code = await freeing(stream, abortable(this.#fetchStreams(), either));
      if (options.type !== 'chat') return await this.#speakSentences(code, stream, options, signal);
      const text = await code.wholeText(stream, timeouts.stream, either);
      return await this.#speakText(text, options, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw life.aborted ? avatarError('not-live') : error;
    }
  }

  async #fetchStreams(): Promise<StreamCode> {
    if (!this.#parts.lifecycle.isLive) throw avatarError('not-live');
    try {
      return await importStreams();
    } catch (error) {
      throw avatarError('load-failed', {cause: error});
    }
  }

  async #speakSentences(
    {StreamedSpeech}: StreamCode,
    stream: TextStream,
    options: SpeakOptions,
    signal: AbortSignal | undefined,
  ): Promise<SpeechTask> {
    const {conversation, commands, backend, lifecycle, timeouts} = this.#parts;
    // What is said after it waits until the server has the whole of it.
    return this.#inTurn(stream, signal, async (begin, read) => {
      lifecycle.life.throwIfAborted();
      read();
      const speech = new StreamedSpeech(stream, timeouts.stream, {
        send: async (text, onBegun) =>
          conversation.accept(await this.#send(text, options, undefined, onBegun)),
        silence: () => {
          const silenced = commands.runIfLive(
            backend(),
            'interrupting',
            {signal: undefined},
            (server, limit) => server.interrupt(limit),
          );
          silenced.catch(() => {}); // the sentence is heard, which does no harm
        },
        tell: conversation.tell,
      });
      this.#streams.push(speech);
      conversation.join(speech.joined);
      begin(speech.begun);
      const running = new AbortController();
      listen(lifecycle.life, 'abort', () => speech.drop('closed', {cause: lifecycle.life.reason}), running);
      listen(signal, 'abort', () => speech.drop('interrupted', {cause: signal?.reason}), running);
      await speech.run();
      running.abort();
    });
  }

  /**
   * Runs `work` once everything before it is done. Resolves with what it gives to `begin`. Until it calls `read`, nobody has the
   * stream, which is freed where that does not happen.
   */
  #inTurn(
    stream: unknown,
    signal: AbortSignal | undefined,
    work: (begin: (task: SpeechTask | Promise<SpeechTask>) => void, read: () => void) => Promise<void>,
  ): Promise<SpeechTask> {
    const begun = deferred<SpeechTask>();
    let isRead = false;
    const turn = this.#queue.run(signal, () => work(begun.resolve, () => (isRead = true)));
    turn.catch((error: unknown) => {
      if (!isRead) void discard(stream);
      begun.reject(error);
    });
    return begun.promise;
  }

  /** An interrupt stops the stream that is being spoken; the streams behind it too where it drops the server's queue. */
  #dropStreams(dropsQueue: boolean): void {
    this.#streams = this.#streams.filter(({isOver}) => !isOver);
    const isSilent = !this.#parts.conversation.isSpeaking;
    const meant = dropsQueue
      ? this.#streams
      : this.#streams.filter(({joined}) => joined.isSpeaking || isSilent).slice(0, 1);
    for (const speech of meant) speech.drop('interrupted', {silences: true});
  }

  #send(
    text: string,
    options: SpeakOptions,
    signal: AbortSignal | undefined,
    onBegun?: (taskId: string) => void,
  ): Promise<AcceptedTask> {
    const {conversation, commands, backend} = this.#parts;
    return commands.run(backend(), 'speaking', {signal}, (server, limit) =>
      conversation.accepting(server.speak(text, options, limit), onBegun),
    );
  }
}
