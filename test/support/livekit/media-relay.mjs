import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {DelayLine, Distance} from './delay-line.mjs';

const LOOPBACK = '127.0.0.1';

/**
 * A UDP relay between visitors and the LiveKit server's media port. A test can have it drop every packet, as a firewall or NAT
 * does that forgets about UDP while TCP goes on. Each visitor's port has one of ours towards the server. Packets are under way as long
 * as the distance says.
 */
export class MediaRelay {
  port;
  #serverPort;
  #socket = createSocket('udp4');
  #paths = new Map();
  #isDown = false;
  #distance;

  static async start(serverPort, distance = new Distance()) {
    const relay = new MediaRelay(serverPort, distance);
    relay.#socket.bind(0, LOOPBACK);
    await once(relay.#socket, 'listening');
    relay.port = relay.#socket.address().port;
    return relay;
  }

  constructor(serverPort, distance) {
    this.#serverPort = serverPort;
    this.#distance = distance;
    this.#socket.on('message', (packet, {port, address}) => this.#path(port, address).up.push(packet));
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
    for (const {socket, up, down} of this.#paths.values()) {
      up.stop();
      down.stop();
      socket.close();
    }
  }

  /** Resolves with the port by which the server knows the visitor who sends from this address. */
  portTowardsServer({port, address}) {
    return this.#path(port, address).portTowardsServer;
  }

  /** The way of one visitor's packets, and of those that come back. */
  #path(port, address) {
    const key = `${address}:${port}`;
    const known = this.#paths.get(key);
    if (known) return known;
    const socket = createSocket('udp4');
    const line = (send) => new DelayLine(this.#distance, (packet) => this.#isDown || send(packet));
    const up = line((packet) => socket.send(packet, this.#serverPort, LOOPBACK));
    const down = line((packet) => this.#socket.send(packet, port, address));
    socket.on('message', (packet) => down.push(packet));
    const portTowardsServer = once(socket, 'listening').then(() => socket.address().port);
    socket.bind(0, LOOPBACK);
    const path = {socket, up, down, portTowardsServer};
    this.#paths.set(key, path);
    return path;
  }
}
