import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {rejection, until} from '../../support/waiting.js';
import {live, make, sandbox, useSandbox} from '../../support/test-sessions.js';

/** livekit-client makes the offer after the server's answer there. */
const isFirefox = navigator.userAgent.includes('Firefox');

/** What was called on each peer connection that makes offers: the client's. The server's, in the sandbox, answers. */
const CALLS = ['createOffer', 'setConfiguration', 'setLocalDescription'] as const;

suite('The offer ahead', () => {
  useSandbox();
  let connections: RTCPeerConnection[];
  let called: string[];

  setup(() => {
    connections = [];
    called = [];
    for (const name of CALLS) {
      const original = RTCPeerConnection.prototype[name] as (...args: unknown[]) => unknown;
      sinon.replace(RTCPeerConnection.prototype, name, function (
        this: RTCPeerConnection,
        ...args: unknown[]
      ) {
        if (name === 'createOffer' && !connections.includes(this)) connections.push(this);
        if (connections.includes(this)) called.push(name);
        return original.apply(this, args);
      } as never);
    }
  });
  teardown(() => sinon.restore());

  /** A start that has begun to make its offer, while the session is not there yet. */
  async function startUntilOffer(): Promise<{offering: RTCPeerConnection; goOn: () => Promise<void>}> {
    const making = sandbox.hold('new');
    const starting = make().start();
    await making.arrived;
    await until(() => connections.length > 0);
    const goOn = () => {
      making.release();
      return starting;
    };
    return {offering: connections[0] as RTCPeerConnection, goOn};
  }

  test('is ready before the session is, is the only one of the start, and leaves with the join', async () => {
    const session = make();
    const making = sandbox.hold('new');
    const starting = session.start();
    await making.arrived;
    if (isFirefox) assert.deepEqual(called, []);
    else await until(() => called.length > 0);
    making.release();
    await starting;
    assert.lengthOf(connections, 1);
    const expected = isFirefox
      ? ['createOffer', 'setLocalDescription']
      : // The ICE servers are known with the answer: none is asked for an address before.
        ['createOffer', 'setConfiguration', 'setLocalDescription'];
    // The sandbox may ask for another, where the avatar has joined since.
    assert.deepEqual(called.slice(0, expected.length), expected);
  });

  test('offers the usual formats of a picture alone: no rare variant, and no repair that LiveKit’s servers have not', async () => {
    if (isFirefox) return; // livekit-client's own offer has all of them
    const {offering, goOn} = await startUntilOffer();
    const {sdp = ''} = await offering.createOffer();
    const video = sdp.split(/^(?=m=)/m).find((section) => section.startsWith('m=video')) ?? '';
    const names = [...video.matchAll(/^a=rtpmap:\d+ ([\w-]+)\//gm)].map(([, name]) => name);
    const never = ['red', 'ulpfec', 'flexfec-03'];
    const {codecs} = RTCRtpReceiver.getCapabilities('video') ?? {codecs: []};
    const known = codecs.map(({mimeType}) => mimeType.slice('video/'.length));
    assert.includeMembers(
      names,
      known.filter((name) => !never.includes(name)),
    );
    for (const name of never) assert.notInclude(names, name);
    assert.notMatch(video, /packetization-mode=0/);
    for (const name of ['VP8', 'VP9', 'AV1'])
      assert.isAtMost(names.filter((each) => each === name).length, 1, name);
    await goOn();
  });

  test('has a place for one picture, then one for a voice, and no other', async () => {
    if (isFirefox) return; // livekit-client's own offer has three of each
    const {offering, goOn} = await startUntilOffer();
    const kinds = offering.getTransceivers().map(({receiver}) => receiver.track.kind);
    assert.deepEqual(kinds, ['video', 'audio']);
    await goOn();
  });

  test('of a start that is given up, or fails, is closed', async () => {
    for (const isFailure of [false, true]) {
      const session = make();
      if (isFailure) sandbox.inject('new', {status: 400});
      const making = sandbox.hold('new');
      const starting = rejection(session.start());
      await making.arrived;
      if (!isFirefox) await until(() => connections.length > 0);
      const stopped = isFailure ? undefined : session.stop();
      making.release();
      await starting;
      await (stopped ?? session.stopConfirmed);
      assert.deepEqual(
        connections.splice(0).map(({signalingState}) => signalingState),
        isFirefox ? [] : ['closed'],
      );
    }
  });

  for (const name of ['addTransceiver', 'createDataChannel', 'createOffer'] as const) {
    test(`that fails in ${name} is made again by the join`, async () => {
      const {prototype} = RTCPeerConnection;
      const original = prototype[name] as (...args: unknown[]) => unknown;
      let calls = 0;
      sinon.restore();
      sinon.replace(prototype, name, function (this: RTCPeerConnection, ...args: unknown[]) {
        if (calls++ === 0) throw new Error('refused');
        return original.apply(this, args);
      } as never);
      if (isFirefox) calls = 1; // there is no second try
      const making = sandbox.hold('new');
      const starting = make().start();
      await until(() => calls > 0); // before the join, which has one try alone
      making.release();
      await starting;
    });
  }

  test('of a room that is being joined again is closed at the end of the session', async () => {
    if (isFirefox) return; // it is made after the server's answer, which does not come
    const session = await live();
    sandbox.inject('signal', {hang: true});
    sandbox.room().kill('STATE_MISMATCH');
    await until(() => connections.length === 2);
    await session.stop();
    assert.deepEqual(
      connections.map(({signalingState}) => signalingState),
      ['closed', 'closed'],
    );
  });
});
