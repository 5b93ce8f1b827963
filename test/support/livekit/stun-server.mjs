import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {DelayLine} from './delay-line.mjs';

const LOOPBACK = '127.0.0.1';
const MAGIC_COOKIE = 0x2112a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const XOR_MAPPED_ADDRESS = 0x0020;
const IPV4 = 0x01;
const HEADER_BYTES = 20;
const ADDRESS_BYTES = 8;

/**
 * A STUN server as far away as the LiveKit server. It tells visitors the address by which a relay's server knows them, as if the relay
 * were the NAT of their network.
 */
export class StunServer {
  #socket = createSocket('udp4');
  #relay;
  #requests;
  #answers;
  #isStopped = false;

  static async start(port, relay, distance) {
    const server = new StunServer(relay, distance);
    server.#socket.bind(port, LOOPBACK);
    await once(server.#socket, 'listening');
    return server;
  }

  constructor(relay, distance) {
    this.#relay = relay;
    this.#requests = new DelayLine(distance, (request) => void this.#answer(request));
    this.#answers = new DelayLine(distance, ({answer, from}) =>
      this.#socket.send(answer, from.port, from.address),
    );
    this.#socket.on('message', (packet, from) => {
      const isRequest = packet.length >= HEADER_BYTES && packet.readUInt16BE(0) === BINDING_REQUEST;
      if (isRequest) this.#requests.push({packet, from});
    });
  }

  stop() {
    this.#isStopped = true;
    this.#requests.stop();
    this.#answers.stop();
    this.#socket.close();
  }

  async #answer({packet, from}) {
    const port = await this.#relay.portTowardsServer(from);
    if (!this.#isStopped) this.#answers.push({answer: bindingSuccess(packet, port), from});
  }
}

/** The answer of RFC 8489 with a port of the loopback. */
function bindingSuccess(request, port) {
  const answer = Buffer.alloc(HEADER_BYTES + 4 + ADDRESS_BYTES);
  request.copy(answer, 0, 0, HEADER_BYTES); // the cookie and the transaction id
  answer.writeUInt16BE(BINDING_SUCCESS, 0);
  answer.writeUInt16BE(4 + ADDRESS_BYTES, 2);
  answer.writeUInt16BE(XOR_MAPPED_ADDRESS, HEADER_BYTES);
  answer.writeUInt16BE(ADDRESS_BYTES, HEADER_BYTES + 2);
  answer.writeUInt8(IPV4, HEADER_BYTES + 5);
  answer.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), HEADER_BYTES + 6);
  const address = Buffer.from(LOOPBACK.split('.').map(Number)).readUInt32BE(0);
  answer.writeUInt32BE((address ^ MAGIC_COOKIE) >>> 0, HEADER_BYTES + 8);
  return answer;
}
