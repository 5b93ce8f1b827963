import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {createServer} from 'node:net';

/** Resolves with a TCP port of the loopback interface that nobody listens on. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves with such a UDP port. */
export async function freeUdpPort() {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const {port} = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
