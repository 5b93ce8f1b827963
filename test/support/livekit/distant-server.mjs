import {once} from 'node:events';
import {connect, createServer} from 'node:net';
import {DelayLine} from './delay-line.mjs';

const LOOPBACK = '127.0.0.1';
/** What a secure connection costs before its first request: the handshakes of TCP and of TLS 1.3, a round trip each. */
const HANDSHAKES = 2;
const END = Symbol('the end of a connection');

/**
 * A TCP relay in front of a server of this machine that makes it as far away as a `Distance` says: bytes are under way for half
 * a round trip each way, and the first ones of a connection wait for its handshakes. What a browser opens ahead of its use has
 * them behind it.
 */
export class DistantServer {
  /** The address of the relay, with the scheme of the server's. */
  origin;
  /** How many connections browsers have opened. */
  connections = 0;
  #sockets = new Set();
  #distance;
  #server;

  static async start(origin, distance) {
    const url = new URL(origin);
    const relay = new DistantServer(Number(url.port), distance);
    relay.#server.listen(0, LOOPBACK);
    await once(relay.#server, 'listening');
    relay.origin = `${url.protocol}//${url.hostname}:${relay.#server.address().port}`;
    return relay;
  }

  constructor(port, distance) {
    this.#distance = distance;
    this.#server = createServer((client) => {
      this.connections++;
      const openAt = performance.now() + HANDSHAKES * distance.roundTripMs;
      const server = connect(port, LOOPBACK);
      this.#join(client, server, openAt);
      this.#join(server, client, 0);
    });
  }

  async stop() {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(from, to, openAt) {
    const line = new DelayLine(this.#distance, (item) => (item === END ? to.end() : to.write(item)));
    this.#sockets.add(from);
    from.setNoDelay(true);
    from.on('data', (chunk) => line.push(chunk, openAt));
    from.on('end', () => line.push(END, openAt));
    from.on('error', () => {}); // a broken connection closes, and the relay closes the other side
    from.on('close', () => {
      this.#sockets.delete(from);
      line.push(END, openAt);
    });
  }
}
