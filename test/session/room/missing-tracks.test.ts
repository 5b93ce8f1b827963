import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {Peer} from '../../../src/sandbox/livekit/peer.js';
import {VisitorConnection} from '../../../src/sandbox/livekit/visitor-connection.js';
import type {ClientEngine} from '../../../src/session/room/client-engine.js';
import {offerForMissingTracks} from '../../../src/session/room/missing-tracks.js';
import {until} from '../../support/waiting.js';
import {make, sandbox, useSandbox} from '../../support/test-sessions.js';

/**
 * LiveKit's server asks for such an offer too, but late: the one of these tests never asks. What the element uses of livekit-client
 * and is not public: `src/session/room/client-engine.ts`.
 */
suite('The offer for tracks that are not here yet', () => {
  useSandbox();
  teardown(() => sinon.restore());

  test('leaves with the answer that is without them', async () => {
    const sending = sinon.stub(VisitorConnection.prototype, 'send');
    sending.callsFake(function (this: VisitorConnection, message) {
      if (message.case !== 'mediaSectionsRequirement') sending.wrappedMethod.call(this, message);
    });
    let offers = 0;
    const answering = sinon.stub(Peer.prototype, 'answer');
    answering.callsFake(async function (this: Peer, offer, tracks) {
      if (++offers > 1) return answering.wrappedMethod.call(this, offer, tracks);
      await until(() => sandbox.room().picture !== undefined);
      return answering.wrappedMethod.call(this, offer, []);
    });
    await make().start();
    assert.isAbove(offers, 1);
  });

  suite('where the test plays the client', () => {
    let offered: number;
    let events: EventTarget;
    let published: Map<string, unknown>;
    let publisher: {latestOfferId: number; latestAcknowledgedOfferId: number};
    let pcManager: {publisher: typeof publisher; mode: string};

    setup(() => {
      offered = 0;
      events = new EventTarget();
      published = new Map();
      publisher = {latestOfferId: 1, latestAcknowledgedOfferId: 1};
      pcManager = {publisher, mode: 'publisher-only'};
      const room = {remoteParticipants: new Map([['heygen', {trackPublications: published}]])};
      const engine = {
        pcManager,
        on: (type: string, listener: (...args: unknown[]) => void) =>
          events.addEventListener(type, ({detail}: CustomEventInit<unknown[]>) =>
            listener(...(detail ?? [])),
          ),
        getTrackIdForReceiver: (receiver: unknown) => receiver,
        negotiate: async () => void offered++,
      };
      offerForMissingTracks(room, engine as unknown as ClientEngine);
    });

    const emit = (type: string, ...detail: unknown[]) =>
      events.dispatchEvent(new CustomEvent(type, {detail}));
    const publish = (sid: string) => published.set(sid, {});
    const answer = () => {
      publisher.latestAcknowledgedOfferId = publisher.latestOfferId;
      emit('requestSubscribedCodecRefresh');
    };

    test('is made once for each of them: a server that does not send one is not asked again', () => {
      publish('TR_1');
      answer();
      assert.equal(offered, 1);
      answer();
      assert.equal(offered, 1);
      publish('TR_2');
      answer();
      assert.equal(offered, 2);
    });

    test('is not made for tracks that are here', () => {
      publish('TR_1');
      emit('mediaTrackAdded', {}, {}, 'TR_1');
      answer();
      assert.equal(offered, 0);
    });

    test('waits for the answer to an offer that is under way, which may name them', () => {
      publish('TR_1');
      publisher.latestOfferId = 2;
      emit('requestSubscribedCodecRefresh');
      assert.equal(offered, 0);
      answer();
      assert.equal(offered, 1);
    });

    test('is not made where the server makes the offers for what it sends', () => {
      pcManager.mode = 'subscriber-primary';
      publish('TR_1');
      answer();
      assert.equal(offered, 0);
    });
  });
});
