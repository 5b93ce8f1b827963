import ipaddr from 'ipaddr.js';

/** What the server knows about the client beyond the request. */
export interface Caller {
  /**
   * Address from which the connection comes, for the rate limit: the socket's remote address, or what the platform says in a
   * header that no client can set (`cf-connecting-ip` on Cloudflare). Behind a proxy of yours it is the proxy's address, so
   * set `trustedProxies` there. Default: unknown; all such clients share one count.
   */
  address?: string | null | undefined;
  /** What a framework has read from the body before the handler got the request: text, bytes or an object. Default: the body is unread. */
  body?: unknown;
}

/** No address is longer. A client that sends garbage cannot fill the store with long keys. */
const MAX_LENGTH = 64;

/** The key of all clients whose address is unknown. */
export const UNKNOWN_CLIENT = 'unknown';

/**
 * The client's network, as a key for the rate limit. Each proxy adds to `x-forwarded-for` the address that called it, at the
 * end. So with `trustedProxies` proxies, the entry that many from the end is the client; the entries before it are the
 * client's own words.
 */
export function networkOf(request: Request, {address}: Caller, trustedProxies: number): string {
  const entries = request.headers.get('x-forwarded-for')?.split(',') ?? [];
  const forwarded = trustedProxies > 0 ? entries.at(-trustedProxies)?.trim() : undefined;
  return network(forwarded || (address ?? '').trim()) || UNKNOWN_CLIENT;
}

/**
 * The network of an address that may have a port or a zone. An IPv4 address is its own network, also when it is written as
 * IPv6; of an IPv6 address it is the /64, because one visitor has all addresses in it.
 */
function network(text: string): string {
  const host = /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1');
  const withoutZone = host.replace(/%.*$/, '');
  if (!ipaddr.isValid(withoutZone)) return host.slice(0, MAX_LENGTH);
  const address = ipaddr.parse(withoutZone);
  if (address instanceof ipaddr.IPv4) return address.toString();
  const groups = address.parts.map((group) => group.toString(16));
  // The operator of a local NAT64 chooses where in 64:ff9b:1::/48 the IPv4 address is, so the whole address counts.
  if (groups.slice(0, 3).join(':') === '64:ff9b:1') return groups.join(':');
  const ipv4 = ipv4In(address);
  if (ipv4) return ipv4.map(String).join('.');
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** The bytes of the IPv4 address that an IPv6 address stands for: mapped, translated (NAT64, SIIT) or of a 6to4 network. */
function ipv4In(address: ipaddr.IPv6): number[] | undefined {
  const bytes = address.toByteArray();
  switch (address.range()) {
    case 'ipv4Mapped': // ::ffff:0:0/96
    case 'rfc6145': // ::ffff:0:0:0/96
    case 'rfc6052': // 64:ff9b::/96
      return bytes.slice(12);
    case '6to4': // 2002::/16; each IPv4 address has 65,536 of its /64
      return bytes.slice(2, 6);
    default: {
      // ::/96 holds IPv4 addresses too, in an old form, beside :: and ::1.
      const isCompatible = bytes.slice(0, 12).every((byte) => byte === 0) && bytes[12] !== 0;
      return isCompatible ? bytes.slice(12) : undefined;
    }
  }
}
