import {once} from 'node:events';
import {createServer} from 'node:http';

/**
 * Serves a handler on a free port of this machine. `onUpgrade` gets the requests for a WebSocket. `host` is the name in the
 * origin: pages of `localhost` and of `127.0.0.1` are of different origins.
 */
export async function listen(handler, {host = '127.0.0.1', onUpgrade} = {}) {
  const server = createServer((incoming, outgoing) => void handler(incoming, outgoing));
  if (onUpgrade) server.on('upgrade', onUpgrade);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://${host}:${server.address().port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
