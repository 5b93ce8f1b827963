/** What the server knows of who asks, beyond the request. */
export interface Caller {
  /**
   * Address that the connection comes from, for the rate limit. Hand it over where this server is called directly; behind a
   * proxy of yours it is the proxy's, so leave it out there. Default: the last entry of `x-forwarded-for`.
   */
  address?: string | null | undefined;
}

/**
 * Who asks, as far as a count by address goes. Of `x-forwarded-for` only the last entry is the word of the nearest proxy:
 * those before it came with the request, and anybody can write them.
 */
export function networkOf(request: Request, {address}: Caller): string {
  const forwarded = request.headers.get('x-forwarded-for')?.split(',').at(-1);
  return network((address ?? forwarded ?? '').trim()) || 'unknown';
}

/** Longer than any address. */
const LONGEST = 64;

/** An address without its port; of an IPv6 one the first half, since a visitor has the other half to himself. */
function network(address: string): string {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, '$1');
  const asIpv4 = bare.replace(/^::ffff:(?=\d+\.)/i, '');
  const groups = groupsOf(asIpv4);
  return groups ? `${groups.slice(0, 4).join(':')}::/64` : asIpv4.slice(0, LONGEST);
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): string[] | undefined {
  const url = `http://[${address.split('%')[0]}]`;
  if (!address.includes(':') || !URL.canParse(url)) return undefined;
  const [head = '', tail] = new URL(url).hostname.slice(1, -1).split('::');
  const [first, last] = [head, tail ?? ''].map((half) => half.split(':').filter(Boolean)) as [
    string[],
    string[],
  ];
  return [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
}
