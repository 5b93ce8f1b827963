import {createHash} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import {listen} from '../http-server.mjs';

const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * Answers every call by `handle(Request): Promise<Response>`; where that rejects, the connection breaks. A preflight gets its
 * answer after `preflightMs`; `preflights` lists the paths of those. `sockets` records and accepts every WebSocket.
 */
export async function serveApi(handle, {preflightMs = 0} = {}) {
  const preflights = [];
  const sockets = new SilentSockets();
  const server = await listen(
    async (incoming, outgoing) => {
      if (incoming.method === 'OPTIONS') {
        preflights.push(incoming.url);
        await delay(preflightMs);
      }
      await answer(incoming, outgoing, handle);
    },
    {onUpgrade: (request, socket) => sockets.upgrade(request, socket)},
  );
  const stop = async () => {
    sockets.close();
    await server.stop();
  };
  return {...server, preflights, sockets, stop};
}

/** Answers one request of Node's server by a handler of the Fetch API. */
export async function answer(incoming, outgoing, handle) {
  try {
    const {method, headers, url} = incoming;
    const body = Buffer.concat(await incoming.toArray());
    const init = method === 'POST' ? {method, headers, body} : {method, headers};
    const response = await handle(new Request(new URL(url, `http://${headers.host}`), init));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    // A page may close before its call has arrived, and the handler rejects where a connection is to break. Any other error
    // is a fault of the test code, and is shown.
    if (!incoming.aborted && error.message !== 'Failed to fetch') console.error(error);
    outgoing.destroy();
  }
}

/** Accepts every WebSocket and sends nothing: HeyGen's SDK needs such a socket for its chat. */
class SilentSockets {
  /** The paths of the WebSockets that a page has opened. */
  asked = [];
  /** Whether to refuse them instead. */
  isRefusing = false;
  #open = new Set();

  upgrade({headers, url}, socket) {
    this.asked.push(url);
    if (this.isRefusing) socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    else this.#accept(headers['sec-websocket-key'], socket);
  }

  close() {
    for (const socket of this.#open) socket.destroy();
  }

  #accept(key, socket) {
    const accept = createHash('sha1')
      .update(key + WEBSOCKET_GUID)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    this.#open.add(socket);
    // Whatever the page sends first, its close frame most likely, ends the connection from this side too.
    socket.on('error', () => {}).on('close', () => this.#open.delete(socket));
    socket.on('data', () => socket.end());
  }
}
