import type {AvatarSession} from '../session/avatar-session.js';
import type {MediaSink} from '../session/media-sink.js';
import type {SessionManager} from '../runtime/session-manager.js';
import type {SpeakAudioOptions, SpeechAudio} from '../session/speech/page-audio.js';
import {freeing} from '../session/speech/speech-text.js';
import type {SpeechTask} from '../session/speech/speech-tracker.js';
import {addTool, type Tool, type Tools} from '../session/tools/tool.js';
import {callOptions, type MethodOptions} from '../session/util/call-options.js';
import {ConnectionProperties} from './connection-properties.js';

/** The methods that are for a live session alone: without one they reject, or start it; and the tools, which wait for one. */
export abstract class LiveMethods extends ConnectionProperties {
  /** @internal The tools of the page, for all sessions of this element. */
  readonly tools: Tools = new Map();

  /** The live session. Throws `not-live` where there is none. */
  protected abstract live(): AvatarSession<MediaSink>;
  /** Loads the code that is loaded on intent. Rejects with `consent-required` where the visitor has not consented. */
  protected abstract load(signal?: AbortSignal): Promise<SessionManager>;
  /** @internal Starts a session for a call that needs one. */
  abstract startIfNeeded(options: MethodOptions): Promise<void>;

  /**
   * Has the avatar say your own audio, in a LITE session of LiveAvatar whose start reply has a `ws_url`: raw PCM of signed 16-bit
   * samples (`ArrayBuffer`, `Int16Array`, `Uint8Array`; 24 kHz mono, or the given `sampleRate`), an `AudioBuffer`, or an
   * `AsyncIterable` or `ReadableStream` of these, which is read as fast as the avatar speaks. With `text`, captions and transcript
   * show it. Starts a session if there is none, as `speak` does. Calls are spoken in their order. Resolves with the task, as `speak`
   * does, when the server has the first of the audio; the signal drops what is not sent. Rejects with an `AvatarError`: `bad-audio`, before
   * any session, for what is no sound and a wrong rate, or for a file; `bad-text` where `text` is none;
   * `unsupported-by-agent` in any other session, `connection-lost` while the socket is not connected, `timeout`; or with the
   * signal's reason. Source: `agent.speak`, `agent.speak_end`.
   */
  async speakAudio(audio: SpeechAudio, options: SpeakAudioOptions & MethodOptions = {}): Promise<SpeechTask> {
    const ready = async () => {
      const given = callOptions(options);
      (await this.load(given.signal)).checkAudio(audio, given);
      await this.startIfNeeded(given);
      return this.live();
    };
    return (await freeing(audio, ready())).speakAudio(audio, options);
  }

  /**
   * Tells the server that the session is still wanted. Rejects with `not-live` where there is no session.
   * Source: `streaming.keep_alive`.
   */
  async keepAlive(options: MethodOptions = {}): Promise<void> {
    await this.live().keepAlive(options);
  }

  /**
   * Has the avatar look as if it listened. Does not open the microphone. Rejects with `not-live` where there is no
   * session. Source: `streaming.start_listening`.
   */
  async startListening(options: MethodOptions = {}): Promise<void> {
    await this.live().startListening(options);
  }

  /**
   * Tells the agent something that it should know and not answer, such as what the visitor looks at. Rejects with `not-live`
   * where there is no session, with `unsupported-by-agent` where the agent is not one of ElevenLabs, and with `bad-text` as
   * `speak` does. Source: `contextual_update` of `elevenlabs_agent_command`.
   */
  async sendContext(text: string, options: MethodOptions = {}): Promise<void> {
    await this.live().sendContext(text, options);
  }

  /**
   * Tells the agent that the visitor is about to say something, so that it does not begin to speak. The text box does this while
   * the visitor types. Rejects as `sendContext` does. Source: `user_activity` of `elevenlabs_agent_command`.
   */
  async sendUserActivity(options: MethodOptions = {}): Promise<void> {
    await this.live().sendUserActivity(options);
  }

  /**
   * Lets the avatar's agent call a function of the page, by the name that the agent's provider knows it by; only ElevenLabs agents
   * call any. May be called at any time; the tool is there in each session until it is removed. A second tool of one name takes
   * the place of the first. Each call fires `avatar-toolcall`. Returns a function that removes the tool, and aborts its
   * running calls. Throws `bad-config` where the name or `run` is missing, or where `parameters` are no Standard Schema. Source:
   * `client_tool_call` of `elevenlabs_agent_event`.
   */
  registerTool<Parameters = Record<string, unknown>>(name: string, tool: Tool<Parameters>): () => void {
    return addTool(this.tools, name, tool);
  }
}
