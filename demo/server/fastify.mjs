import Fastify from 'fastify';
import {makeHandle} from './handler.mjs';

/** Fastify: `node demo/server/fastify.mjs`. It has read the body already. Behind a proxy of yours, set `AVATAR_PROXIES=1`. */
const handle = makeHandle(process.env);
const app = Fastify();

async function answer({method, url, headers, body, socket}, reply) {
  const request = new Request(new URL(url, 'http://localhost'), {method, headers});
  return reply.send(await handle(request, {address: socket.remoteAddress, body}));
}
for (const url of ['/api/avatar-token', '/api/avatar-token/stop']) {
  app.route({method: ['POST', 'OPTIONS'], url, handler: answer});
}

const address = await app.listen({port: Number(process.env.PORT ?? 3000), host: '127.0.0.1'});
console.log(`Tokens at ${address}/api/avatar-token`);
