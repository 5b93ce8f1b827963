import {AvatarError} from '../errors/avatar-error.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.*\.localhost)$/;

/** Whether a host name is the visitor's own machine. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/** The encrypted form of each scheme. */
const HTTP: Readonly<Record<string, string>> = {'http:': 'https:', 'https:': 'https:'};
const HTTP_OR_SOCKET: typeof HTTP = {...HTTP, 'ws:': 'wss:', 'wss:': 'wss:'};

/**
 * An absolute HTTP address that may receive a secret: encrypted, or on the visitor's own machine. Throws `bad-config`
 * otherwise, with `name`, the attribute that the site owner knows.
 */
export function secureUrl(url: string | URL, name: string, base?: string): URL {
  return checked(parse(url, base), name, HTTP);
}

/** The same for the address of a WebSocket. */
export function secureSocketUrl(url: string, name: string): URL {
  return checked(parse(url), name, HTTP_OR_SOCKET);
}

function checked(url: URL | undefined, name: string, schemes: typeof HTTP): URL {
  const problem = (words: string) => new AvatarError('bad-config', `${name} ${words}`);
  if (!url) throw problem('is not a URL. Give one like "https://example.com/…".');
  if (url.username || url.password) throw problem('must not hold a user name or password.');
  const secure = schemes[url.protocol];
  if (secure && (secure === url.protocol || isLoopback(url.hostname))) return url;
  throw problem(`must begin with ${secure ?? 'https:'}//, so that the token stays secret.`);
}

function parse(url: string | URL, base = globalThis.location?.href): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined; // the caller names the attribute
  }
}
