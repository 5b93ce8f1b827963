/** A new id as LiveKit makes them. The prefix names the kind: `RM_` a room, `PA_` a participant, `TR_` a track. */
export function liveKitId(prefix: string): string {
  return prefix + crypto.randomUUID().replaceAll('-', '').slice(0, 12);
}
