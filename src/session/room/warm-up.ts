/**
 * Makes the browser start its WebRTC threads and codecs ahead of time: the first offer of a page waits for them. Sends
 * nothing to the network and leaves nothing behind.
 */
export async function warmUp(): Promise<void> {
  const connection = new RTCPeerConnection();
  try {
    connection.addTransceiver('audio', {direction: 'recvonly'});
    connection.addTransceiver('video', {direction: 'recvonly'});
    await connection.createOffer();
  } finally {
    connection.close();
  }
}
