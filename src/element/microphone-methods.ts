import {DesiredMicrophone, type MicrophoneOptions} from '../session/microphone/desired-microphone.js';
import {boolean} from './converters.js';
import type {MethodOptions} from '../session/util/call-options.js';
import {LiveMethods} from './live-methods.js';
import {defineProperty} from './property.js';

/** The visitor's microphone: what is wanted of it can be said at any time, also before there is a session. */
export abstract class MicrophoneMethods extends LiveMethods {
  /**
   * Whether the microphone is muted, or will be once it is open. Default false. Push-to-talk mutes the microphone of its
   * session while the visitor does not hold the button. Takes effect at once.
   */
  get microphoneMuted(): boolean {
    return this.microphoneMutedNow ?? this.desiredMicrophone.muted;
  }
  set microphoneMuted(isMuted: boolean) {
    this.desiredMicrophone.muted = isMuted;
  }

  /** @internal What is wanted of the microphone, also before there is a session. */
  readonly desiredMicrophone = new DesiredMicrophone();

  /**
   * Opens the microphone, or changes over to the one of `deviceId`; the browser may ask the visitor. Starts a session if there
   * is none; then the browser asks first. Where the visitor refuses, or `stopMicrophone` is called before the session is live,
   * that session is given up, unless `start` or another method has asked for it as well.
   * Rejects with `bad-config` in a session that was made without the `microphone` attribute: the streaming API does
   * not hear there. Rejects also with `microphone-refused`, `microphone-missing`, `microphone-in-use`, `microphone-insecure`
   * (the page is not served over HTTPS) or `microphone-blocked` (by Permissions-Policy); the session goes on then. Echo
   * cancellation, noise suppression and gain control are on. Source: a LiveKit audio track.
   */
  async startMicrophone(options: MicrophoneOptions = {}): Promise<void> {
    this.permit();
    await this.desiredMicrophone.want('open', options, (signal) => this.startIfNeeded({signal}));
  }

  /** Closes the microphone and frees the device. Safe in every state; never rejects. */
  stopMicrophone(): Promise<void> {
    return this.desiredMicrophone.want('closed');
  }

  /**
   * The visitor presses the push-to-talk button: opens the microphone if it is closed, and unmutes it once the server
   * listens. Starts a session if there is none, as `startMicrophone` does. Rejects as `startMicrophone` does, with `push-to-talk-failed` where the
   * server refuses, and with `timeout` where it does not answer within 5 s. Source: `user.start_push_to_talk`; `push_to_talk:start`.
   */
  async startPushToTalk(options: MethodOptions = {}): Promise<void> {
    this.permit();
    await this.desiredMicrophone.want('held', options, (signal) => this.startIfNeeded({signal}));
  }

  /**
   * The visitor lets the push-to-talk button go: mutes the microphone at once. Resolves when the server has confirmed.
   * Without effect where there is no session. Source: `user.stop_push_to_talk`; `push_to_talk:stop`.
   */
  stopPushToTalk(options: MethodOptions = {}): Promise<void> {
    return this.desiredMicrophone.want('released', options);
  }

  /** @internal Whether the microphone of the newest session is muted. */
  abstract get microphoneMutedNow(): boolean | undefined;

  /** @internal Throws where the visitor has not consented. Called first: from then on, a microphone may open. */
  abstract permit(): void;
}

// Not by the decorator: for an accessor, the page would download another helper of the compiler.
defineProperty(MicrophoneMethods, 'microphoneMuted', boolean, {attribute: false});
