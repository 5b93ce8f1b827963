import {AvatarError} from '../errors/avatar-error.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.*\.localhost)$/;
/** What each scheme is when it is encrypted. */
const HTTP: Readonly<Record<string, string>> = {'http:': 'https:', 'https:': 'https:'};
const HTTP_OR_SOCKET: typeof HTTP = {...HTTP, 'ws:': 'wss:', 'wss:': 'wss:'};

/**
 * An absolute HTTP address that secrets may travel to: encrypted, or to this very machine. `name` is what the site owner
 * knows it by.
 */
export function secureUrl(url: string | URL, name: string, base?: string): URL {
  return checked(parse(url, base), name, HTTP);
}

/** The same for an address that a socket will be opened to. */
export function secureSocketUrl(url: string, name: string): URL {
  return checked(parse(url), name, HTTP_OR_SOCKET);
}

function checked(url: URL | undefined, name: string, schemes: typeof HTTP): URL {
  const problem = (words: string) => new AvatarError('bad-config', `${name} ${words}`);
  if (!url) throw problem('is not a URL. Give one like "https://example.com/…".');
  if (url.username || url.password) throw problem('must not hold a user name or password.');
  const secure = schemes[url.protocol];
  if (secure && (secure === url.protocol || LOOPBACK.test(url.hostname))) return url;
  throw problem(`must begin with ${secure ?? 'https:'}//, so that the token stays secret.`);
}

function parse(url: string | URL, base = globalThis.location?.href): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined; // the caller says which attribute it was
  }
}
