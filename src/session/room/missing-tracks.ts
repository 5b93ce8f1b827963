import type {ClientEngine} from './client-engine.js';

/** Who is in livekit-client's room, and what each has published, by LiveKit's ids. */
interface Participants {
  readonly remoteParticipants: ReadonlyMap<
    string,
    {readonly trackPublications: ReadonlyMap<string, unknown>}
  >;
}

/**
 * Sends another offer, once, for tracks that a participant has published and no answer of the server has named. LiveKit's server is not
 * always ready to send them when it answers the offer of a join. It asks for another offer then, but only 150 ms later. For tracks
 * that are published after that it asks at once.
 */
export function offerForMissingTracks({remoteParticipants}: Participants, engine: ClientEngine): void {
  /** LiveKit's ids of the tracks that are here or were asked for. */
  const known = new Set<string | undefined>();
  engine.on('mediaTrackAdded', (_, __, receiver) => known.add(engine.getTrackIdForReceiver(receiver)));
  engine.on('requestSubscribedCodecRefresh', () => {
    if (!isAnswered(engine)) return; // the next answer may name them
    const published = [...remoteParticipants.values()].flatMap(({trackPublications}) => [
      ...trackPublications.keys(),
    ]);
    const missing = published.filter((sid) => !known.has(sid));
    if (missing.length === 0) return;
    for (const sid of missing) known.add(sid);
    engine.negotiate().catch(() => {}); // livekit-client has begun to connect anew
  });
}

/** Whether the server has answered all offers. It makes them itself where the client has another peer connection for what arrives. */
function isAnswered({pcManager}: ClientEngine): boolean {
  if (pcManager?.mode !== 'publisher-only') return false;
  const {latestOfferId, latestAcknowledgedOfferId} = pcManager.publisher;
  return latestAcknowledgedOfferId === latestOfferId;
}
