import {once} from 'node:events';
import {connect, createServer} from 'node:net';
import {Transform} from 'node:stream';

const candidate = (port) => ` ${port} typ host`;

/**
 * Stands between visitors and the LiveKit server's WebSocket, so that a test can cut that connection. What the server says of
 * its media port, in an ICE candidate, is changed to the port of a relay, which has as many digits.
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
      // Compressed, the candidates could not be found.
      this.#join(client, upstream, replacing('Sec-WebSocket-Extensions:', 'Not-WebSocket-Extensions:'));
      this.#join(upstream, client, replacing(from, to));
    });
  }

  /** Breaks every connection. */
  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Breaks every connection, and lets nobody through until `up`. */
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
    from.on('error', () => {}); // a broken connection closes, and that is passed on
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}

/** Replaces bytes by as many others, which must arrive in one piece. */
function replacing(from, to) {
  const replaced = (chunk) => Buffer.from(chunk.toString('latin1').replaceAll(from, to), 'latin1');
  return new Transform({transform: (chunk, _, done) => done(null, replaced(chunk))});
}
