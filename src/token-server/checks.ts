/** The API key, which goes into a header. */
export function checkedKey(key: string | undefined): string {
  if (!key) throw new Error('createTokenHandler needs an apiKey: is the environment variable set?');
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new Error(
      'apiKey has a character that no API key has: is there a space or a line break at its end?',
    );
  }
  return key;
}

/** The origins of the pages that the handler answers. */
export function checkedOrigins(origins: readonly string[]): ReadonlySet<string> {
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong !== undefined) {
    throw new Error(`allowedOrigins: "${wrong}" is not an origin. Write it like "https://example.com".`);
  }
  return new Set(origins);
}

export function checkUrl(url: string | undefined): void {
  if (url === undefined || URL.canParse(url)) return;
  throw new Error(`apiUrl: "${url}" is not a URL. Write it like "https://gateway.example.com".`);
}
