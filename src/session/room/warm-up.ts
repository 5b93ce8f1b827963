/**
 * Has the browser start its WebRTC machinery ahead: threads and codecs, which the first offer of a page waits for. Asks
 * nothing of the network and leaves nothing behind.
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
