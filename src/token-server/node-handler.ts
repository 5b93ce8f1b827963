import {bodyStream, type NodeStream} from './node-body.js';
import type {TokenHandler} from './token-handler.js';

const JSON_TYPE = {'content-type': 'application/json'};
const badRequest = () => new Response('{"error":"bad-request"}', {status: 400, headers: JSON_TYPE});

/** What the adapter uses of a request of `node:http`, Express, and servers with the same interface. */
export interface NodeRequest extends NodeStream {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly socket: {readonly remoteAddress?: string | undefined};
  /** True once something has read from the stream. */
  readonly readableDidRead: boolean;
}

/** What the adapter uses of a response of `node:http`, Express, and servers with the same interface. */
export interface NodeResponse {
  /** True once anybody has answered. */
  readonly headersSent?: boolean | undefined;
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(text: string): unknown;
}

export interface NodeHandlerOptions<Incoming extends NodeRequest> {
  /**
   * Returns the address by which the rate limit counts a request; it is called where one counts. Default: the connection's. Behind
   * a proxy of yours that is the proxy's address; set `trustedProxies` of `createTokenHandler` there. If it throws, the page gets
   * no token, and `onError` of `createTokenHandler` gets the problem `internal`.
   */
  addressOf?: ((incoming: Incoming) => string | null | undefined) | undefined;
}

/** What Express and body parsers add to a request of Node. */
interface Additions {
  /** The URL with the prefix that a router took away from `url`. */
  readonly originalUrl?: string;
  /** What a body parser has read. */
  readonly body?: unknown;
}

/**
 * Makes a token handler into a listener of `node:http`, which is also a route of Express, Connect and NestJS:
 *
 * ```js
 * import express from 'express';
 * import {createTokenHandler} from 'heygen-avatar/token-server';
 * import {toNodeHandler} from 'heygen-avatar/token-server/node';
 *
 * const handle = createTokenHandler({
 *   // …
 * });
 * express().use('/api/avatar-token', toNodeHandler(handle)).listen(3000);
 * ```
 *
 * It may stand before or after body parsers such as `express.json()`: it takes what a parser has put into `body`, or else reads
 * the stream. `path` of `createTokenHandler` is the whole path that pages call, also where a router has a prefix.
 *
 * A request that the fetch API cannot hold, such as one for the address `//`, gets the status 400. A request that something else has
 * answered meanwhile, such as a timeout of yours, is left as it is. If `handle` rejects, the client gets the status 500, and the error
 * goes to the console.
 */
export function toNodeHandler<Incoming extends NodeRequest = NodeRequest>(
  handle: TokenHandler,
  options: NodeHandlerOptions<Incoming> = {},
): (incoming: Incoming, outgoing: NodeResponse) => void {
  const addressOf = options.addressOf ?? (({socket}) => socket.remoteAddress);
  const answer = async (incoming: Incoming, outgoing: NodeResponse): Promise<void> => {
    // Express 4 has an empty object in `body` where no parser took the body, so what counts is whether the stream was read.
    const read = incoming.readableDidRead ? (incoming as Additions).body : undefined;
    const stream = bodyStream(incoming);
    // The handler reads the address where it also reports what `addressOf` throws.
    const caller = {
      get address() {
        return addressOf(incoming);
      },
      body: read,
    };
    try {
      const request = await requestOf(incoming, stream.body);
      const response = request ? await handle(request, caller) : badRequest();
      const text = await response.text();
      // Something else may have answered meanwhile, such as a timeout of the owner: a second answer would throw.
      if (!outgoing.headersSent) send(outgoing, response.status, Object.fromEntries(response.headers), text);
    } catch (error) {
      report(error);
      fail(outgoing);
    } finally {
      stream.discardRest();
    }
  };
  // A rejection that nobody handles ends the process.
  return (incoming, outgoing) => void answer(incoming, outgoing).catch(report);
}

function send(outgoing: NodeResponse, status: number, headers: Record<string, string>, text: string): void {
  outgoing.writeHead(status, headers);
  outgoing.end(text);
}

function report(error: unknown): void {
  // oxlint-disable-next-line no-console -- for whoever runs the server: the adapter has no other way to tell them
  console.error(error);
}

/** Without any answer the client would wait. */
function fail(outgoing: NodeResponse): void {
  if (outgoing.headersSent) outgoing.end('');
  else send(outgoing, 500, JSON_TYPE, '{"error":"internal"}');
}

/** The same request for the fetch API. `undefined` where that has no such address or method. */
async function requestOf(
  incoming: NodeRequest & Additions,
  unread: ReadableStream<Uint8Array>,
): Promise<Request | undefined> {
  const {method = 'GET', originalUrl, url = '', readableDidRead} = incoming;
  const body = method !== 'POST' ? null : readableDidRead ? '' : unread;
  try {
    const init = {method, headers: headersOf(incoming), body, duplex: 'half'};
    const request = new Request(new URL(originalUrl ?? url, 'http://localhost'), init);
    // The handler tells the owner of a body that was read and is nowhere to be found.
    if (body === '') await request.text();
    return request;
  } catch {
    return undefined;
  }
}

function headersOf({headers}: NodeRequest): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    // HTTP/2 has names such as ":path", which are not headers.
    if (value !== undefined && !name.startsWith(':')) result.set(name, String(value));
  }
  return result;
}
