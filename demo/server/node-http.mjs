import {createServer} from 'node:http';
import {toNodeHandler} from 'heygen-avatar/token-server/node';
import {makeHandle} from './handler.mjs';

/**
 * Node, without a framework: `node demo/server/node-http.mjs`. Behind a proxy of yours, set `AVATAR_PROXIES=1`: the rate limit
 * then counts by the address that the proxy sends, and not by the connection, which is the proxy's.
 */
const listener = toNodeHandler(makeHandle(process.env));

// A request that takes longer than this to arrive is cut off.
const server = createServer({requestTimeout: 30_000}, listener);

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`Tokens at http://localhost:${server.address().port}/api/avatar-token`);
});
