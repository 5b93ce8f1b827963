/** The part of `ERROR_MESSAGES` that the LiveKit code needs, which is a file of its own in the build. */
export const ROOM_ERROR_MESSAGES = {
  /** The LiveKit room could not be joined. */
  'connection-failed':
    'The video connection could not be made. A firewall or proxy may block WebRTC; the page’s Content-Security-Policy must allow LiveKit’s address.',
  /** The LiveKit connection was lost and could not be restored; or a command needed it while it was being restored. */
  'connection-lost':
    'The connection to the avatar was lost and did not come back. Check the network and start again.',
} as const;
