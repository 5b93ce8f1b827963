import {SANDBOX_HOST} from '../sandbox/sandbox-address.js';
import {API_URLS} from '../session/backends/api-urls.js';
import type {BackendName} from '../session/backends/backend.js';
import {lastHosts} from '../session/last-hosts.js';
import {secureSocketUrl} from '../session/util/url.js';
import {AddressPermission, permittedEntries} from './address-permission.js';
import type {AvatarHost} from './avatar-host.js';

/** How long browsers keep a connection that nothing has used: Chromium's limit. */
const UNUSED_MS = 10_000;

type Connect = (origin: string, crossOrigin: string) => void;

type Host = Pick<
  AvatarHost,
  | 'tokenUrl'
  | 'tokenCredentials'
  | 'tokenProvider'
  | 'backend'
  | 'apiUrl'
  | 'baseURI'
  | 'allowedHosts'
  | 'preload'
> & {readonly extras: Pick<AvatarHost['extras'], 'isPermitted'>};

/**
 * Opens connections before there is a request for them: a new one costs two round trips, and the look-up of a name. It makes no
 * request, so a server learns only that somebody has connected. It connects only to hosts that may be asked for a token, or get one.
 *
 * Before the page has permitted a start, it connects only to the owner's own server, and to the hosts of the newest session of this
 * page: a site may wait for its visitors' consent, in `avatar-beforestart`, before anything reaches HeyGen.
 */
export class ConnectAhead {
  readonly #host: Host;
  readonly #connect: Connect;
  readonly #times = new Map<string, number>();

  constructor(host: Host, connect: Connect = preconnect) {
    this.#host = host;
    this.#connect = connect;
  }

  /** The visitor may be about to start. */
  onIntent(): void {
    if (this.#host.preload === 'none' || !this.#isPermitted) return;
    this.#toTokenEndpoint();
    // The newest session may be one of another avatar, with another API or in the sandbox.
    if (this.#apiUrl(lastHosts.backend) === lastHosts.apiUrl) this.#toHeyGen(lastHosts.backend);
  }

  /** The page has permitted a start, or its token was fetched ahead: `tokenKind` is the API that this token is for. */
  onPermission(tokenKind?: BackendName): void {
    if (!this.#isPermitted) return; // the visitor may have withdrawn their consent meanwhile
    if (!tokenKind) this.#toTokenEndpoint();
    this.#toHeyGen(tokenKind ?? lastHosts.backend);
  }

  /** A visitor whose consent is required has given it. For the sandbox, which is in the page, there is nothing to connect to. */
  get #isPermitted(): boolean {
    return this.#host.backend !== 'sandbox' && this.#host.extras.isPermitted;
  }

  #toTokenEndpoint(): void {
    const {tokenUrl, tokenProvider, tokenCredentials} = this.#host;
    if (!tokenUrl || tokenProvider) return;
    // A connection that sends cookies to another origin is not shared with one that does not.
    const crossOrigin = tokenCredentials === 'include' ? 'use-credentials' : 'anonymous';
    this.#to(() => this.#allowed(tokenUrl, 'token-url'), crossOrigin);
  }

  #toHeyGen(known: BackendName | undefined): void {
    this.#to(() => this.#allowed(this.#apiUrl(known), 'api-url'));
    // A browser opens another connection for a socket. It has looked the name up by then, and knows the server's certificate.
    const {roomUrl} = lastHosts;
    if (roomUrl) this.#to(() => secureSocketUrl(roomUrl, 'The address of the LiveKit server'));
  }

  #apiUrl(known: BackendName | undefined): string {
    const {apiUrl, backend} = this.#host;
    const name = backend === 'streaming' || backend === 'liveavatar' ? backend : (known ?? 'liveavatar');
    return apiUrl ?? API_URLS[name];
  }

  #allowed(address: string, use: 'api-url' | 'token-url'): URL {
    const {allowedHosts, baseURI} = this.#host;
    return new AddressPermission(permittedEntries(allowedHosts)).check(address, use, baseURI);
  }

  /** Connects, unless it has just done so or the address may not be used. */
  #to(address: () => URL, crossOrigin = 'anonymous'): void {
    try {
      const url = address();
      const origin = `${url.protocol.replace('ws', 'http')}//${url.host}`;
      const key = `${origin} ${crossOrigin}`;
      if (url.host === SANDBOX_HOST || Date.now() - (this.#times.get(key) ?? -Infinity) < UNUSED_MS) return;
      this.#times.set(key, Date.now());
      this.#connect(origin, crossOrigin);
    } catch {
      // The address is not permitted: the start rejects with the reason.
    }
  }
}

/** Has the browser connect. It does so once the link is in the page, where the page's own scripts must not find it afterwards. */
function preconnect(href: string, crossOrigin: string): void {
  const link = Object.assign(document.createElement('link'), {rel: 'preconnect', crossOrigin, href});
  document.documentElement.append(link);
  link.remove();
}
