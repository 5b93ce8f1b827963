import {createServer} from 'node:http';
import {watch} from 'rollup';
import sirv from 'sirv';
import {cdn} from '../rollup.config.mjs';

const PORT = Number(process.env.PORT ?? 8080);
const files = sirv('.', {dev: true});

const server = createServer((request, response) => {
  if (request.url === '/') {
    response.writeHead(302, {location: '/demo/'}).end();
    return;
  }
  files(request, response, () => response.writeHead(404, {'content-type': 'text/plain'}).end('Not found'));
});

/** The demo is served from the first good build on, and built anew at every change. */
watch(cdn).on('event', (event) => {
  if (event.code === 'ERROR') console.error(event.error.message);
  if (event.code === 'BUNDLE_END') {
    void event.result.close();
    console.log(`Built in ${event.duration} ms.`);
    if (!server.listening) listen();
  }
});

function listen(port = PORT) {
  server.once('error', (error) => {
    if (error.code !== 'EADDRINUSE' || port >= PORT + 20) throw error;
    listen(port + 1);
  });
  server.listen(port, '127.0.0.1', () => console.log(`The demo is at http://localhost:${port}/demo/`));
}
