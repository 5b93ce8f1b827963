import {SANDBOX_HOST} from '../sandbox/sandbox-address.js';
import {AvatarError} from '../session/errors/avatar-error.js';
import {isLoopback, secureUrl} from '../session/util/url.js';
import type {AvatarHost} from './avatar-host.js';

/** Hosts that may get a token on every page. The sandbox answers in the page; its host does not exist. */
const ALWAYS_ALLOWED = ['api.heygen.com', 'api.liveavatar.com', SANDBOX_HOST];

/** What an address is used for. */
export type AddressUse = 'api-url' | 'token-url' | 'stop-url';

/**
 * Which addresses an element may use. Attributes may be markup that somebody else wrote, such as a comment that a sanitizer
 * let through. So markup can only name HeyGen's hosts, the page's own origin and, on a page of this machine, this machine.
 * More must be permitted where markup in the body cannot reach: in the script's URL (`?allow=`), by
 * `HeygenAvatarElement.allowedHosts`, or by `<meta name="heygen-avatar-allow">` in the head.
 *
 * An entry is a host (`proxy.example`), an origin, or an address with a path (`/api/avatar-token`). Once one entry has a path,
 * only the listed addresses may be asked for a token. One with a query (`/index.php?route=token`) leaves no other query.
 */
export class AddressPermission {
  readonly #page: URL;
  readonly #entries: readonly URL[];

  constructor(entries: readonly string[], page: string = location.href) {
    this.#page = new URL(page);
    this.#entries = entries.map((entry) => parsed(entry, page)).filter((entry) => entry !== undefined);
  }

  /** The absolute address. Throws `bad-config` where it is not secure, or not permitted. */
  check(address: string, use: AddressUse, base?: string): URL {
    const url = secureUrl(address, use, base);
    if (use === 'api-url' ? this.#isHostAllowed(url) : this.#isEndpointAllowed(url)) return url;
    throw new AvatarError(
      'bad-config',
      `${use} names ${url.origin}${use === 'api-url' ? '' : url.pathname}, which this page does not permit. Add it to the script’s address (?allow=…), to HeygenAvatarElement.allowedHosts, or to <meta name="heygen-avatar-allow"> in the head.`,
    );
  }

  #isHostAllowed({origin, hostname, host}: URL): boolean {
    return (
      origin === this.#page.origin ||
      ALWAYS_ALLOWED.includes(host) ||
      (isLoopback(hostname) && isLoopback(this.#page.hostname)) ||
      this.#entries.some((entry) => entry.host === host)
    );
  }

  #isEndpointAllowed(url: URL): boolean {
    const paths = this.#entries.filter(({pathname, search}) => pathname !== '/' || search);
    if (paths.length === 0 || url.host === SANDBOX_HOST) return this.#isHostAllowed(url);
    return paths.some(
      ({origin, pathname, search}) =>
        origin === url.origin &&
        (url.pathname === pathname || url.pathname === `${pathname}/stop`) &&
        (!search || search === url.search),
    );
  }
}

/** What an element says of the addresses that get a token, or are asked for one. */
type Addresses = Pick<AvatarHost, 'apiUrl' | 'tokenUrl' | 'tokenProvider' | 'baseURI' | 'allowedHosts'>;

/**
 * Throws `bad-config` where one of them is not permitted. Call it before anything is requested for a session: with a token there may
 * come a session that the server has started, and the page stops it at `api-url`, with the token.
 */
export function checkAddresses({apiUrl, tokenUrl, tokenProvider, baseURI, allowedHosts}: Addresses): void {
  const permission = new AddressPermission(permittedEntries(allowedHosts));
  if (apiUrl) permission.check(apiUrl, 'api-url', baseURI);
  if (tokenUrl && !tokenProvider) permission.check(tokenUrl, 'token-url', baseURI);
}

/** Everything that the page permits: by the script's URL, by a static property, and by a `<meta>` in its head. */
export function permittedEntries(byScript: readonly string[]): string[] {
  const metas = realHead()?.querySelectorAll<HTMLMetaElement>('meta[name="heygen-avatar-allow"]') ?? [];
  return [...byScript, ...[...metas].flatMap(({content}) => content.split(/[\s,]+/))].filter(Boolean);
}

/** `document.head` itself may be markup: an element of that name takes its place. The getter of the prototype is not. */
function realHead(): HTMLHeadElement | null {
  const head: unknown = Reflect.get(Document.prototype, 'head', document);
  return head instanceof HTMLHeadElement ? head : null;
}

/** An entry as an address; a bare host gets the encrypted scheme. */
function parsed(entry: string, page: string): URL | undefined {
  const isAddress = entry.startsWith('/') || /^https?:\/\//.test(entry);
  const address = isAddress ? entry : `https://${entry}`;
  return URL.canParse(address, page) ? new URL(address, page) : undefined;
}
