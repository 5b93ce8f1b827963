import {once} from 'node:events';
import {connect, createServer} from 'node:net';
import {Transform} from 'node:stream';

const candidate = (port) => ` ${port} typ host`;

/**
 * A TCP proxy between visitors and the LiveKit server's WebSocket, which a test can cut. In the server's ICE candidates it
 * replaces the media port by the port of a relay, which must have as many digits.
 */
export class SignalProxy {
  url;
  #sockets = new Set();
  #isDown = false;
  #server;

  static async start({url, udpPort}, relay) {
    const proxy = new SignalProxy(new URL(url), udpPort, relay.port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    proxy.url = `ws://127.0.0.1:${proxy.#server.address().port}`;
    return proxy;
  }

  constructor({hostname, port}, mediaPort, relayPort) {
    const [from, to] = [candidate(mediaPort), candidate(relayPort)];
    if (from.length !== to.length) throw new Error('The media relay’s port must have as many digits.');
    this.#server = createServer((client) => {
      if (this.#isDown) {
        client.destroy();
        return;
      }
      const upstream = connect(Number(port), hostname);
      // The proxy could not find the candidates in compressed messages.
      this.#join(client, upstream, replacing('Sec-WebSocket-Extensions:', 'Not-WebSocket-Extensions:'));
      this.#join(upstream, client, replacing(from, to));
    });
  }

  /** Breaks every connection. */
  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Breaks every connection, and refuses new ones until `up`. */
  down() {
    this.#isDown = true;
    this.cut();
  }

  up() {
    this.#isDown = false;
  }

  async stop() {
    this.down();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(from, to, through) {
    this.#sockets.add(from);
    from.setNoDelay(true).pipe(through).pipe(to);
    from.on('error', () => {}); // a broken connection closes, and the proxy closes the other side
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}

/** Replaces bytes by as many others; they must arrive in one chunk. */
function replacing(from, to) {
  const replaced = (chunk) => Buffer.from(chunk.toString('latin1').replaceAll(from, to), 'latin1');
  return new Transform({transform: (chunk, _, done) => done(null, replaced(chunk))});
}
