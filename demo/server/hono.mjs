import {serve} from '@hono/node-server';
import {getConnInfo} from '@hono/node-server/conninfo';
import {Hono} from 'hono';
import {makeHandle} from './handler.mjs';

/** Hono on Node: `node demo/server/hono.mjs`. Behind a proxy of yours, set `AVATAR_PROXIES=1`: the address would be the proxy's. */
const handle = makeHandle(process.env);
const answer = (context) => handle(context.req.raw, {address: getConnInfo(context).remote.address});

const app = new Hono();
app.all('/api/avatar-token', answer);
app.all('/api/avatar-token/stop', answer);

serve({fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1'}, ({port}) => {
  console.log(`Tokens at http://localhost:${port}/api/avatar-token`);
});
