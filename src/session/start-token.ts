import type {BackendName} from './backends/backend.js';
import {AvatarError} from './errors/avatar-error.js';
import type {AvatarSessionOptions} from './session-options.js';
import type {SessionSettings} from './settings/session-settings.js';
import {newToken, plainerSettings, prefetchedToken} from './start-steps.js';
import type {SessionToken} from './token/session-token.js';
import type {Timeouts} from './util/timeouts.js';

/** The token that a start tries next, and the settings that were sent for it. */
export class StartToken {
  readonly #options: AvatarSessionOptions;
  readonly #timeouts: Timeouts;
  #settings: SessionSettings;
  #token: SessionToken | undefined;
  /** True where the token was not fetched for this try: it may have expired since. */
  #isOld = false;
  /** True once the settings that must not fail a start are left out. */
  #isPlain = false;

  constructor(options: AvatarSessionOptions, settings: SessionSettings, timeouts: Timeouts) {
    this.#options = options;
    this.#settings = settings;
    this.#timeouts = timeouts;
  }

  get settings(): SessionSettings {
    return this.#settings;
  }

  /** True where the token is a session that the owner's server has started. It costs money already, and waits for nothing. */
  get isStarted(): boolean {
    return this.#token?.started !== undefined;
  }

  /** Takes the token that was fetched ahead, where there is one. */
  async takePrefetched(signal: AbortSignal): Promise<void> {
    this.#token = await prefetchedToken(this.#options, this.#timeouts, signal);
    this.#isOld = this.#token !== undefined;
  }

  /** A token that has made no session is kept: each new one may cost a call, or a session of LiveAvatar. */
  async get(signal: AbortSignal): Promise<SessionToken> {
    this.#token ??= await newToken(this.#options, this.#settings, this.#timeouts, signal);
    return this.#token;
  }

  /** Keeps the token for a try that comes later. */
  keep(): void {
    this.#isOld = this.#token !== undefined;
  }

  /** Drops the token where it may be the cause of `error`. Returns whether another one is worth a try. */
  dropAfter(error: unknown, backend: BackendName | undefined): boolean {
    if (this.#isOld && error instanceof AvatarError && error.code === 'unauthorized') {
      this.#drop();
      return true;
    }
    // Only a LiveAvatar token has the settings in it.
    const plainer = backend === 'liveavatar' && !this.#isPlain ? plainerSettings(this.#settings, error) : [];
    const plain = plainer.at(-1);
    if (!plain) return false;
    this.#settings = plain;
    this.#isPlain = true;
    this.#drop();
    return true;
  }

  #drop(): void {
    this.#token = undefined;
    this.#isOld = false;
  }
}
