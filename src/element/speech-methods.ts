import type {SpeakOptions} from '../session/backends/backend.js';
import {checkedText, freeing, type SpeechText} from '../session/speech/speech-text.js';
import type {SpeechTask} from '../session/speech/speech-tracker.js';
import type {MethodOptions} from '../session/util/call-options.js';
import {MicrophoneMethods} from './microphone-methods.js';

/** The methods that give the avatar something to say; they start a session where there is none. */
export abstract class SpeechMethods extends MicrophoneMethods {
  /**
   * Has the avatar say `text` (`type: 'repeat'`, the default) or answer it (`'chat'`), after the speeches before it. An
   * `AsyncIterable` or `ReadableStream` of strings, such as the answer of your own language model, is spoken sentence by sentence
   * while it is being written, as one task; it is read as fast as the avatar speaks. `interrupt` and `stop` drop the rest of it, and
   * so does the signal; they call the iterator's `return`, or cancel the stream. Where the stream fails in the middle, or gives
   * nothing for 30 s, the avatar says the sentences that had come, and the task ends as `failed` with an `error`. Starts a
   * session if there is none, but not in a reaction to the end of one: in a listener of its last events, or after a task's
   * `ended`, it rejects with `not-live`, so that a visitor who hangs up is not called back. The avatar speaks several calls in
   * their order; the page need not wait in between. Resolves with the task when the server has accepted it; the task's `ended` resolves with `finished`, `interrupted`, `closed` or,
   * for a stream, `failed` and never rejects. Rejects with an `AvatarError` (`bad-text` where the text is empty or longer than 5,000
   * characters; `stream-failed` or `timeout` where a stream gives no sentence at all; `unsupported-by-agent` where an ElevenLabs
   * agent shall say a given text: use `ask`), or with the signal's reason. Source: `streaming.task` (`text`, `task_type`, `task_mode`).
   */
  async speak(text: SpeechText, options: SpeakOptions & MethodOptions = {}): Promise<SpeechTask> {
    const said = checkedText(text);
    await freeing(said, this.startIfNeeded(options));
    return this.live().speak(said, options);
  }

  /**
   * Has the avatar answer `text`: `speak` with type `chat`. A stream is read to its end, and asked as one question. To have your own
   * model's answer spoken, give it to `speak`. Source: `streaming.task` with `task_type` `chat`.
   */
  ask(text: SpeechText, options: Omit<SpeakOptions, 'type'> & MethodOptions = {}): Promise<SpeechTask> {
    return this.speak(text, {...options, type: 'chat'});
  }
}
