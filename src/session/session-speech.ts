import type {Backend, SpeakOptions} from './backends/backend.js';
import type {SessionCommands} from './session-commands.js';
import type {Conversation} from './speech/conversation.js';
import {checkedText} from './speech/speech-text.js';
import type {SpeechTask} from './speech/speech-tracker.js';
import {SerialQueue} from './util/serial-queue.js';

interface Abortable {
  signal?: AbortSignal | undefined;
}

/** What the page has the avatar say, answer and know: the methods of `AvatarSession` that have to do with it. */
export class SessionSpeech {
  readonly #conversation: Conversation;
  readonly #commands: SessionCommands;
  readonly #backend: () => Backend | undefined;
  /** The server must get the texts in the order of the calls, and requests side by side may overtake each other. */
  readonly #texts = new SerialQueue();

  /** `backend` returns `undefined` until the start has the token. */
  constructor({
    conversation,
    commands,
    backend,
  }: {
    conversation: Conversation;
    commands: SessionCommands;
    backend: () => Backend | undefined;
  }) {
    this.#conversation = conversation;
    this.#commands = commands;
    this.#backend = backend;
  }

  async speak(text: string, {signal, ...options}: SpeakOptions & Abortable): Promise<SpeechTask> {
    const said = checkedText(text);
    const typed = options.type === 'chat' ? this.#conversation.typing(said) : undefined;
    try {
      const task = await this.#texts.run(signal, () =>
        this.#commands.run(this.#backend(), 'speaking', {signal}, (backend, limit) =>
          this.#conversation.accepting(backend.speak(said, options, limit)),
        ),
      );
      typed?.(task);
      return this.#conversation.accept(task);
    } catch (error) {
      typed?.();
      throw error;
    }
  }

  async interrupt({signal}: Abortable): Promise<void> {
    const dropsQueue = this.#backend()?.interruptDropsQueue ?? false;
    const {settle, ended} = this.#conversation.interrupting({dropsQueue});
    try {
      const done = this.#commands.runIfLive(
        this.#backend(),
        'interrupting',
        {signal},
        async (backend, limit) => {
          // A speech that ends before a late answer is interrupted as well.
          await Promise.race([backend.interrupt(limit), ended]);
        },
      );
      this.#texts.waitFor(done);
      await done;
      settle(true);
    } catch (error) {
      settle(false);
      throw error;
    }
  }

  async sendContext(text: string, {signal}: Abortable): Promise<void> {
    const data = {text: checkedText(text)};
    // In the order of the calls, as with `speak`: a question that follows may be about it.
    await this.#texts.run(signal, () =>
      this.#commands.run(this.#backend(), 'sending context', {signal}, (backend, limit) =>
        backend.tellAgent({type: 'contextual_update', data}, limit),
      ),
    );
  }

  sendUserActivity({signal}: Abortable): Promise<void> {
    return this.#commands.run(this.#backend(), 'sending activity', {signal}, (backend, limit) =>
      backend.tellAgent({type: 'user_activity'}, limit),
    );
  }
}
