import {createServer} from 'node:http';
import {Readable} from 'node:stream';
import sirv from 'sirv';

const PORT = Number(process.env.PORT ?? 8080);
const files = sirv('.', {dev: true});

/**
 * Serves the demo on the first free port from 8080 on (`PORT` overrides), and gives its origin. `handle` may answer a
 * `Request` before the files do, which it is given with the caller's address; it returns nothing for what is not its own.
 */
export async function serveDemo({start = '/demo/', handle = () => Promise.resolve()} = {}) {
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const port = await listen(server, PORT);
  return `http://localhost:${port}`;

  async function answer(incoming, outgoing) {
    if (incoming.url === '/') return outgoing.writeHead(302, {location: start}).end();
    try {
      const response = await handle(requestOf(incoming), {address: incoming.socket.remoteAddress});
      if (response) {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        return outgoing.end(await response.text());
      }
    } catch (error) {
      console.error(error);
      return outgoing.writeHead(500).end();
    }
    files(incoming, outgoing, () => outgoing.writeHead(404, {'content-type': 'text/plain'}).end('Not found'));
  }
}

function requestOf(incoming) {
  const {method = 'GET', headers, url = '/'} = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(url, `http://${headers.host}`), {
    method,
    headers,
    ...(hasBody ? {body: Readable.toWeb(incoming), duplex: 'half'} : {}),
  });
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code !== 'EADDRINUSE' || port >= PORT + 20) reject(error);
      else resolve(listen(server, port + 1));
    });
    server.listen(port, '127.0.0.1', () => resolve(port));
  });
}
