import {uuid} from '../../session/util/uuid.js';
/** A new id as LiveKit makes them. The prefix names the kind: `RM_` a room, `PA_` a participant, `TR_` a track. */
export function liveKitId(prefix: string): string {
  return prefix + uuid().replaceAll('-', '').slice(0, 12);
}
