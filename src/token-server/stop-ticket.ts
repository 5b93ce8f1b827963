/**
 * A ticket lets the page that got a session's token end that session, and no other one. It is the HMAC of the session's id. Its
 * key is derived from the API key, so that owners need no further secret and all processes of one account agree.
 */
export class StopTickets {
  readonly #key: Promise<CryptoKey>;

  constructor(apiKey: string) {
    this.#key = derivedKey(apiKey);
    // A failure belongs to the calls that need the key, and not to the process.
    this.#key.catch(() => {});
  }

  async sign(sessionId: string): Promise<string> {
    const signature = await crypto.subtle.sign('HMAC', await this.#key, bytesOf(sessionId));
    const base64 = btoa(String.fromCharCode(...new Uint8Array(signature)));
    return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  }

  /** Compares in constant time. */
  async isValid(ticket: string, sessionId: string): Promise<boolean> {
    const signature = signatureIn(ticket);
    return (
      signature !== undefined && crypto.subtle.verify('HMAC', await this.#key, signature, bytesOf(sessionId))
    );
  }
}

const HMAC = {name: 'HMAC', hash: 'SHA-256', length: 256};

async function derivedKey(apiKey: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', bytesOf(apiKey), 'HKDF', false, ['deriveKey']);
  const info = bytesOf('heygen-avatar stop ticket, version 1');
  const derivation = {name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info};
  return crypto.subtle.deriveKey(derivation, material, HMAC, false, ['sign', 'verify']);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** The 32 bytes of a ticket, or `undefined` where it is none. */
function signatureIn(ticket: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]{43}$/.test(ticket)) return undefined;
  const binary = atob(ticket.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
