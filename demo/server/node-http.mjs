import {createServer} from 'node:http';
import {Readable} from 'node:stream';
import {makeHandle} from './handler.mjs';

/**
 * Node, without a framework: `node demo/server/node-http.mjs`. Behind a proxy of yours, set `AVATAR_PROXIES=1`: the rate limit
 * then counts by the address that the proxy sends, and not by the connection, which is the proxy's.
 */
const handle = makeHandle(process.env);

// A request that takes longer than this to arrive is cut off.
const server = createServer(
  {requestTimeout: 30_000},
  (incoming, outgoing) => void answer(incoming, outgoing),
);

async function answer(incoming, outgoing) {
  const request = requestOf(incoming);
  if (!request) return outgoing.writeHead(400).end();
  const response = await handle(request, {address: incoming.socket.remoteAddress});
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
  // What the handler did not want to read stands before the next request on this connection.
  incoming.removeAllListeners('data').resume();
}

/** Nothing where it cannot be told as a `Request`: Node takes addresses and methods that `fetch` has not. */
function requestOf(incoming) {
  const {method, headers, url} = incoming;
  const body = method === 'POST' ? Readable.toWeb(incoming) : null;
  try {
    return new Request(new URL(url, 'http://localhost'), {method, headers, body, duplex: 'half'});
  } catch {
    return undefined;
  }
}

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`Tokens at http://localhost:${server.address().port}/api/avatar-token`);
});
