import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {VisitorConnection} from '../../../src/sandbox/livekit/visitor-connection.js';
import {StreamSink} from '../../../src/session/media-sink.js';
import {deferred} from '../../../src/session/util/deferred.js';
import {make, useSandbox} from '../../support/test-sessions.js';

/** What the build changes in livekit-client: `scripts/faster-join.mjs`. */
suite('A join', () => {
  useSandbox();
  /** What happens, in order. */
  let happened: string[];
  /** In which state the client's connection was when a track came: the client hears of a new state before any listener of a test. */
  let states: Record<string, RTCPeerConnectionState | undefined>;
  let client: RTCPeerConnection | undefined;

  setup(() => {
    happened = [];
    states = {};
    client = undefined;
    const servers = new Set<RTCPeerConnection>();
    replaced('createAnswer', (connection) => servers.add(connection));
    replaced('createOffer', (connection) => {
      if (servers.has(connection)) return;
      client = connection;
      if (!happened.includes('offer'))
        connection.addEventListener('connectionstatechange', () => happened.push(connection.connectionState));
      happened.push('offer');
    });
  });
  teardown(() => sinon.restore());

  /** Calls `before` first. What it throws, the call rejects with. */
  function replaced(
    name: 'createOffer' | 'createAnswer' | 'setLocalDescription',
    before: (connection: RTCPeerConnection) => void,
  ) {
    const original = RTCPeerConnection.prototype[name] as (...args: unknown[]) => unknown;
    sinon.replace(RTCPeerConnection.prototype, name, async function (
      this: RTCPeerConnection,
      ...args: unknown[]
    ) {
      before(this);
      return original.apply(this, args);
    } as never);
  }

  async function join(): Promise<void> {
    const sink = new StreamSink();
    const add = sink.add.bind(sink);
    sink.add = (track) => {
      states[track.kind] = client?.connectionState;
      add(track);
    };
    await make({stage: sink}).start();
    happened.push('live');
  }

  // The first test: livekit-client tries once in the life of a page.
  test('tries no format of compressed data streams, which this client has not', async () => {
    const formats: string[] = [];
    const {CompressionStream: original} = globalThis;
    sinon.replace(
      globalThis,
      'CompressionStream',
      class extends original {
        constructor(format: CompressionFormat) {
          super(format);
          formats.push(format);
        }
      },
    );
    await join();
    assert.notInclude(formats, 'deflate-raw');
  });

  test('is over with the connection: no timer looks for it', async () => {
    const {setTimeout: original} = globalThis;
    sinon.replace(globalThis, 'setTimeout', ((run: () => void, ms?: number, ...args: []) =>
      // That of livekit-client, in a tab where timers stand still.
      ms === 50 ? 0 : original(run, ms, ...args)) as typeof setTimeout);
    await join();
    assert.equal(happened.at(-1), 'live');
  });

  test('hands the avatar’s tracks over before the connection is there', async () => {
    await join();
    assert.hasAllKeys(states, ['audio', 'video']);
    for (const state of Object.values(states)) assert.include(['new', 'connecting'], state);
  });

  test('sets its offer once the ICE servers are known: the server’s answer may still be on its way', async () => {
    if (navigator.userAgent.includes('Firefox')) return; // the offer leaves after the join there
    const set = deferred<void>();
    replaced('setLocalDescription', (connection) => {
      if (connection === client) set.resolve();
    });
    const sending = sinon.stub(VisitorConnection.prototype, 'send');
    sending.callsFake(function (this: VisitorConnection, message) {
      const send = () => sending.wrappedMethod.call(this, message);
      if (message.case === 'answer') void set.promise.then(send);
      else send();
    });
    await join(); // or the answer is never sent
  });

  test('sets its offer again where the browser refuses it', async () => {
    let calls = 0;
    const refuse = (connection: RTCPeerConnection) => {
      if (connection === client && calls++ === 0) throw new Error('refused');
    };
    replaced('setLocalDescription', refuse);
    await join();
    assert.isAbove(calls, 1);
  });

  test('makes no second offer before the connection is there', async () => {
    await join();
    const offers = happened.slice(0, happened.indexOf('connected')).filter((what) => what === 'offer');
    assert.lengthOf(offers, 1, happened.join());
  });
});
