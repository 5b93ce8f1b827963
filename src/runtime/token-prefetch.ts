import {avatarError} from '../session/errors/make-error.js';
import {checkedSettings} from '../session/settings/checked-settings.js';
import {fetchToken, type SessionToken, type TokenSource} from '../session/token/session-token.js';
import {stopUnwanted} from '../session/unwanted-session.js';
import {withTimeout} from '../session/util/abort.js';
import {DEFAULT_TIMEOUTS} from '../session/util/timeouts.js';
import {checkAddresses} from './address-permission.js';
import type {AvatarHost} from './avatar-host.js';
import {elementSettings} from './element-settings.js';
import {StopBeacon} from './stop-beacon.js';

/** How long a prefetched token is used. HeyGen does not document how long one lives. */
const TOKEN_LIFE_MS = 120_000;

/** Where the element's tokens come from. One may be fetched before the visitor starts. */
export class TokenPrefetch {
  readonly #host: AvatarHost;
  #prefetched: {token: Promise<SessionToken>; source: TokenSource; key: string; at: number} | null = null;

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

  /** Whether there is a source for a token, and no fresh one. */
  get isWanted(): boolean {
    const {backend, tokenUrl, tokenProvider} = this.#host;
    return !this.#fresh() && backend !== 'sandbox' && Boolean(tokenUrl ?? tokenProvider);
  }

  /** Fetches a token. A failure is ignored: the start fetches again and reports its own failure. */
  async fetch(): Promise<SessionToken | undefined> {
    const {settings: wanted, sessionSettings} = elementSettings(this.#host);
    const settings = checkedSettings(wanted, sessionSettings);
    checkAddresses(this.#host);
    const {apiUrl, baseURI} = this.#host;
    // A server that does not read `prefetch` starts a session. Nobody has asked for one yet, and each minute of it costs money.
    const stop = (started: SessionToken) =>
      void stopUnwanted(started, {
        apiUrl: apiUrl ?? undefined,
        baseUrl: baseURI,
        onStartedByServer: (session) => new StopBeacon(this.#host).send(session),
      });
    const token = withTimeout(DEFAULT_TIMEOUTS.token, 'getting the token', undefined, (limit) =>
      fetchToken(this.source, settings, limit, {isPrefetch: true, onLate: stop}),
    ).then((fetched) => {
      if (!fetched.started) return fetched;
      stop(fetched);
      throw avatarError('token-invalid');
    });
    const prefetched = {token, source: this.source, key: this.#key(), at: Date.now()};
    this.#prefetched = prefetched;
    return token.catch(() => {
      if (this.#prefetched === prefetched) this.#prefetched = null;
      return undefined;
    });
  }

  /**
   * The prefetched token, if it is fresh and comes from the same source for the same settings: it may belong to a user who has
   * signed out since. It is given once: a token makes one session.
   */
  take(): Promise<SessionToken> | undefined {
    const token = this.#fresh();
    this.#prefetched = null;
    return token;
  }

  #fresh(): Promise<SessionToken> | undefined {
    const prefetched = this.#prefetched;
    if (!prefetched) return undefined;
    const {tokenProvider} = this.#host;
    const isSame =
      prefetched.key === this.#key() && prefetched.source.tokenProvider === (tokenProvider ?? undefined);
    const isFresh = isSame && Date.now() - prefetched.at < TOKEN_LIFE_MS;
    if (!isFresh) this.#prefetched = null;
    return isFresh ? prefetched.token : undefined;
  }

  #key(): string {
    const {tokenUrl, tokenCredentials, baseURI} = this.#host;
    return JSON.stringify([elementSettings(this.#host), tokenUrl, tokenCredentials, baseURI]);
  }
}
