import {serve} from '@hono/node-server';
import {Hono} from 'hono';
import {handle} from './handler.mjs';

/** Hono: `node demo/server/hono.mjs`. */
const app = new Hono();
app.all('/api/avatar-token', (context) => handle(context.req.raw));
app.all('/api/avatar-token/stop', (context) => handle(context.req.raw));

serve({fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1'}, ({port}) => {
  console.log(`Tokens at http://localhost:${port}/api/avatar-token`);
});
