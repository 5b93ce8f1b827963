import ipaddr from 'ipaddr.js';

/** What the server knows about the client beyond the request. */
export interface Caller {
  /**
   * Address from which the connection comes, for the rate limit. Pass it if clients connect to this server directly. Behind a
   * proxy of yours it is the proxy's address, so leave it out there. Default: the last entry of `x-forwarded-for`.
   */
  address?: string | null | undefined;
}

/** No address is longer. A client that sends garbage cannot fill the store with long keys. */
const MAX_LENGTH = 64;

/**
 * The client's network, as a key for the rate limit. Only the last entry of `x-forwarded-for` comes from the nearest proxy; the
 * client itself may have written the entries before it.
 */
export function networkOf(request: Request, {address}: Caller): string {
  const forwarded = request.headers.get('x-forwarded-for')?.split(',').at(-1);
  return network((address ?? forwarded ?? '').trim()) || 'unknown';
}

/**
 * The network of an address that may have a port or a zone. An IPv4 address is its own network, also when it is written as
 * IPv6; of an IPv6 address it is the /64, because one visitor has all addresses in it.
 */
function network(text: string): string {
  const host = /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1');
  const withoutZone = host.replace(/%.*$/, '');
  if (!ipaddr.isValid(withoutZone)) return host.slice(0, MAX_LENGTH);
  const address = ipaddr.process(withoutZone);
  if (address instanceof ipaddr.IPv4) return address.toString();
  const groups = address.parts.slice(0, 4).map((group) => group.toString(16));
  return `${groups.join(':')}::/64`;
}
