import type {SessionManager} from '../runtime/session-manager.js';
import {ConnectionProperties} from './connection-properties.js';

/** Options of the methods that wait for something. */
export interface MethodOptions {
  /** Gives the wait up; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** The methods that are for a live session alone: without one they reject. */
export abstract class LiveMethods extends ConnectionProperties {
  /** Throws `not-live` where there has been no session. */
  protected abstract live(): SessionManager;

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
}
