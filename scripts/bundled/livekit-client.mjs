/** What src/session/room/livekit-room.ts uses of livekit-client: the package holds this and nothing more of it. */
export {
  ConnectionQuality,
  ConnectionState,
  DisconnectReason,
  LocalAudioTrack,
  Room,
  RoomEvent,
  Track,
} from 'livekit-client';
