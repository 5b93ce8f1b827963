import {setTimeout as delay} from 'node:timers/promises';
import WebSocket from 'ws';
import {listen} from '../http-server.mjs';

/**
 * Answers every call by `handle(Request): Promise<Response>`; where that rejects, the connection breaks. A preflight gets its
 * answer after `preflightMs`; `preflights` lists the paths of those. `sockets` records every WebSocket; `onSocket` gets each
 * that is accepted, with its `url`, and says nothing on it by default: HeyGen's SDK needs such a socket for its chat.
 */
export async function serveApi(handle, {preflightMs = 0, onSocket = () => {}} = {}) {
  const preflights = [];
  const sockets = new Sockets(onSocket);
  const server = await listen(
    async (incoming, outgoing) => {
      if (incoming.method === 'OPTIONS') {
        preflights.push(incoming.url);
        await delay(preflightMs);
      }
      await answer(incoming, outgoing, handle);
    },
    {onUpgrade: (...upgrade) => sockets.upgrade(...upgrade)},
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

/** The WebSockets that pages have opened. */
class Sockets {
  /** Their paths. */
  asked = [];
  /** Whether to refuse them instead. */
  isRefusing = false;
  #server = new WebSocket.Server({noServer: true});
  #onSocket;

  constructor(onSocket) {
    this.#onSocket = onSocket;
  }

  upgrade(request, socket, head) {
    const {headers, url} = request;
    this.asked.push(url);
    if (this.isRefusing) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => {
      // In the browser a socket has its address.
      Object.defineProperty(client, 'url', {value: new URL(url, `ws://${headers.host}`)});
      try {
        this.#onSocket(client);
      } catch {
        client.close(); // it belongs to no session
      }
    });
  }

  close() {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }
}
