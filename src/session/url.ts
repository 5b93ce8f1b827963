import {AvatarError} from './avatar-error.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.*\.localhost)$/;
const CLEAR: Record<string, string> = {'http:': 'https:', 'ws:': 'wss:'};

/**
 * An absolute address that secrets may travel to: encrypted, or to this very machine. `name` is what the site owner
 * knows it by.
 */
export function secureUrl(url: string | URL, name: string, base?: string): URL {
  const parsed = parse(url, base);
  if (!parsed)
    throw new AvatarError('bad-config', `${name} is not a URL. Give one like "https://example.com/…".`);
  if (parsed.username || parsed.password) {
    throw new AvatarError('bad-config', `${name} must not hold a user name or password.`);
  }
  const secure = CLEAR[parsed.protocol];
  if (secure ? LOOPBACK.test(parsed.hostname) : Object.values(CLEAR).includes(parsed.protocol)) return parsed;
  throw new AvatarError(
    'bad-config',
    `${name} must begin with ${secure ?? 'https:'}//, so that the token stays secret.`,
  );
}

function parse(url: string | URL, base = globalThis.location?.href): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined; // the caller says which attribute it was
  }
}
