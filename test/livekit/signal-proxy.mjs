import {once} from 'node:events';
import {connect, createServer} from 'node:net';

/** Stands between visitors and the LiveKit server's WebSocket, so that a test can cut that connection. */
export class SignalProxy {
  url;
  #sockets = new Set();
  #isDown = false;
  #server;

  static async start(target) {
    const proxy = new SignalProxy(new URL(target));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    proxy.url = `ws://127.0.0.1:${proxy.#server.address().port}`;
    return proxy;
  }

  constructor({hostname, port}) {
    this.#server = createServer((client) => {
      if (this.#isDown) {
        client.destroy();
        return;
      }
      const upstream = connect(Number(port), hostname);
      this.#join(client, upstream);
      this.#join(upstream, client);
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

  #join(from, to) {
    this.#sockets.add(from);
    from.setNoDelay(true).pipe(to);
    from.on('error', () => {}); // a broken connection closes, and that is passed on
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
