import {once} from 'node:events';
import {createServer} from 'node:http';
import {createTokenHandler} from 'heygen-avatar/token-server';
import {toNodeHandler} from 'heygen-avatar/token-server/node';

/** The token server that is measured, in a process of its own: says its port, and its heap when it is asked. */
const TOKEN = JSON.stringify({data: {token: 'token-of-the-benchmark'}});

const handle = createTokenHandler({
  backend: 'streaming',
  apiKey: 'key-of-the-benchmark',
  allowedOrigins: ['https://shop.example'],
  rateLimit: {max: 1_000_000, maxTotal: 1_000_000},
  fetch: async () => new Response(TOKEN, {headers: {'content-type': 'application/json'}}),
});
const server = createServer(toNodeHandler(handle)).listen(0, '127.0.0.1');
await once(server, 'listening');
process.send({port: server.address().port});
process.on('disconnect', () => process.exit());
process.on('message', () => void tellHeap());

async function tellHeap() {
  for (let turn = 0; turn < 4; turn++) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  process.send(process.memoryUsage().heapUsed);
}
