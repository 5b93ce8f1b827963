import {avatarError} from '../errors/make-error.js';
import type {TransportFactory} from './transport.js';

/**
 * Fetches the LiveKit transport: most of the code that a session needs, so it is asked for as early as possible. Throws
 * `unsupported` at once where the browser has no WebRTC, before anything has been asked of the server.
 */
export function loadLiveKit(): Promise<TransportFactory> {
  if (!globalThis.RTCPeerConnection) throw avatarError('unsupported');
  return import('./livekit-room.js').then(
    ({livekitRoom}) => livekitRoom,
    (error: unknown) => {
      throw avatarError('load-failed', {cause: error});
    },
  );
}
