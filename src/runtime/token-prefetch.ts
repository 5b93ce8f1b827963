import type {AvatarHost} from './avatar-host.js';
import {forever, withTimeout} from '../session/util/abort.js';
import {checkedSettings} from '../session/backends/streaming/checked-settings.js';
import {DEFAULT_TIMEOUTS} from '../session/util/timeouts.js';
import {fetchToken, type SessionToken, type TokenSource} from '../session/token/session-token.js';

/** How long a token that was fetched ahead is good for; how long HeyGen's live is not documented. */
const TOKEN_LIFE_MS = 120_000;

/** Where the element's tokens come from; one may be fetched before it is needed. */
export class TokenPrefetch {
  readonly #host: AvatarHost;
  #ahead: {token: Promise<SessionToken>; key: string; at: number} | null = null;

  constructor(host: AvatarHost) {
    this.#host = host;
  }

  get source(): TokenSource {
    const {tokenUrl, tokenCredentials, tokenProvider, baseURI} = this.#host;
    return {
      tokenUrl: tokenUrl ?? undefined,
      tokenCredentials,
      tokenProvider: tokenProvider ?? undefined,
      baseUrl: baseURI,
    };
  }

  /** Fetches one, unless there is one that is still good. A failure is nobody's business yet: the start asks again. */
  async fetch(): Promise<void> {
    const {backend, tokenUrl, tokenProvider} = this.#host;
    if (this.#fresh() || backend === 'sandbox' || (!tokenUrl && !tokenProvider)) return;
    const settings = checkedSettings(this.#host.settings);
    const token = withTimeout(DEFAULT_TIMEOUTS.token, 'getting the token', forever, (limit) =>
      fetchToken(this.source, settings, limit),
    );
    const ahead = {token, key: this.#key(), at: Date.now()};
    this.#ahead = ahead;
    await token.catch(() => {
      if (this.#ahead === ahead) this.#ahead = null;
    });
  }

  /** The token that was fetched ahead, if it is still good for what is asked now: once, since it is a session's. */
  take(): Promise<SessionToken> | undefined {
    const token = this.#fresh();
    this.#ahead = null;
    return token;
  }

  #fresh(): Promise<SessionToken> | undefined {
    const ahead = this.#ahead;
    const isFresh = ahead && ahead.key === this.#key() && Date.now() - ahead.at < TOKEN_LIFE_MS;
    return isFresh ? ahead.token : undefined;
  }

  #key(): string {
    const {settings, tokenUrl, tokenCredentials} = this.#host;
    return JSON.stringify([settings, tokenUrl, tokenCredentials]);
  }
}
