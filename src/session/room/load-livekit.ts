import {avatarError} from '../errors/make-error.js';
import {lazily} from '../util/lazily.js';
import type {RoomFactory} from './room.js';

const fetchRoom = lazily(() => import('./livekit-room.js'));

/**
 * Fetches the LiveKit code. It is most of the code that a session needs, so request it as early as possible. Throws
 * `unsupported` at once where the browser has no WebRTC, before any request to the server.
 */
export function loadLiveKit(): Promise<RoomFactory> {
  if (!globalThis.RTCPeerConnection) throw avatarError('unsupported');
  return fetchRoom().then(
    ({livekitRoom}) => livekitRoom,
    (error: unknown) => {
      throw avatarError('load-failed', {cause: error});
    },
  );
}
