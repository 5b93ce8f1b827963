import type {ClientEngine} from './client-engine.js';
import {offerUsualFormats} from './video-formats.js';

/**
 * Makes the peer connection and its first offer, which need neither the address of a room nor its token: livekit-client makes them only
 * when it joins, and sends the offer with the request to join. Nothing is sent, and no network address is gathered, before the server
 * has answered; its ICE servers are set then. Does nothing where livekit-client makes them after that answer, with these servers.
 *
 * Rejects where the browser refuses something, and leaves no half-made peer connection to the join.
 */
export async function makeOfferAhead(engine: ClientEngine): Promise<void> {
  if (!isOfferSentWithJoin() || engine.pcManager) return;
  try {
    await makeOffer(engine);
  } catch (error) {
    await engine.cleanupPeerConnections();
    throw error;
  }
}

async function makeOffer(engine: ClientEngine): Promise<void> {
  await engine.configure();
  engine.createDataChannels();
  // An avatar has one track of each kind. livekit-client offers three: the browser and the server would work on each of them. A second
  // voice in the room, of whomever, comes with the next offer, for which the server asks. It takes the sections in turn, and finds no
  // place in this offer for a track that it gets ready to send just before that track's turn: the picture is first.
  engine.addMediaSections(0, 1);
  engine.addMediaSections(1, 0);
  const publisher = transportOf(engine);
  if (!publisher) return; // the room was left meanwhile
  offerUsualFormats(publisher.getTransceivers());
  const makeNext = publisher.createInitialOffer.bind(publisher);
  const offer = makeNext();
  // The join sends this offer, which the server answers once: a later call makes another.
  publisher.createInitialOffer = () => {
    publisher.createInitialOffer = makeNext;
    return offer;
  };
  await offer;
}

/** Read after a wait: TypeScript would take it for still missing. */
const transportOf = ({pcManager}: ClientEngine) => pcManager?.publisher;

/** livekit-client decides it in this way: Firefox has had trouble to connect with such an offer. */
const isOfferSentWithJoin = () =>
  'CompressionStream' in globalThis && !/firefox|iceweasel|fxios/i.test(navigator.userAgent);
