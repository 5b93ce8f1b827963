import {createSocket} from 'node:dgram';
import {once} from 'node:events';

const LOOPBACK = '127.0.0.1';

/**
 * A UDP relay between visitors and the LiveKit server's media port. A test can have it drop every packet, as a firewall or NAT
 * does that forgets about UDP while TCP goes on. Each visitor's port has one of ours towards the server.
 */
export class MediaRelay {
  port;
  #serverPort;
  #socket = createSocket('udp4');
  #towardsServer = new Map();
  #isDown = false;

  static async start(serverPort) {
    const relay = new MediaRelay(serverPort);
    relay.#socket.bind(0, LOOPBACK);
    await once(relay.#socket, 'listening');
    relay.port = relay.#socket.address().port;
    return relay;
  }

  constructor(serverPort) {
    this.#serverPort = serverPort;

    this.#socket.on('message', (packet, {port, address}) => {
      if (!this.#isDown) this.#toServer(port, address).send(packet, this.#serverPort, LOOPBACK);
    });
  }

  /** Drops every packet until `up`. */
  down() {
    this.#isDown = true;
  }

  up() {
    this.#isDown = false;
  }

  stop() {
    this.#socket.close();
    for (const socket of this.#towardsServer.values()) socket.close();
  }

  #toServer(port, address) {
    const key = `${address}:${port}`;
    const known = this.#towardsServer.get(key);
    if (known) return known;
    const socket = createSocket('udp4');
    socket.on('message', (packet) => {
      if (!this.#isDown) this.#socket.send(packet, port, address);
    });
    this.#towardsServer.set(key, socket);
    return socket;
  }
}
