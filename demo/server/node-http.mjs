import {createServer} from 'node:http';
import {Readable} from 'node:stream';
import {handle} from './handler.mjs';

/** Node, without a framework: `node demo/server/node-http.mjs`. */
const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));

async function answer(incoming, outgoing) {
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const request = new Request(new URL(incoming.url ?? '/', 'http://localhost'), {
    method: incoming.method ?? 'GET',
    headers: {...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress ?? ''},
    ...(hasBody ? {body: Readable.toWeb(incoming), duplex: 'half'} : {}),
  });
  const response = await handle(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`Tokens at http://localhost:${server.address().port}/api/avatar-token`);
});
