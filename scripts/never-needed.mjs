import {transform} from 'esbuild';
import {cut, methodGiven, walk} from './code-tree.mjs';
import {withoutLog} from './unused-code.mjs';
import {inCamelCase, UNKNOWN_FIELDS} from './slim.mjs';

/**
 * Methods of livekit-client that do nothing for an avatar, by class: what they do is of no use to it, or they are never called. Each
 * has no body in this build, and what only such a body calls is left out too (`unused-code.mjs`).
 */
const NEVER_NEEDED = {
  Room: [
    // An AudioContext, and an element for iOS, with which livekit-client unlocks sound: the element plays it by itself.
    'acquireAudioContext setRoomAudioContext releaseAudioContext startAudio',
    // The microphone's own code follows the devices.
    'handleDeviceChange switchActiveDevice',
    // End-to-end encryption, data tracks, data streams and remote procedure calls: see scripts/slim.mjs.
    'setupE2EE setE2EEEnabled setupFrameMetadata registerRpcDataStreamHandler',
    // Nobody listens to who speaks, to the state of a stream, or to what became of the visitor's own tracks.
    'handleActiveSpeakersUpdate handleSpeakersChanged handleStreamStateUpdate handleLocalTrackSubscribed',
    'onLocalTrackPublished onLocalTrackUnpublished onLocalTrackRestarted',
    // Statistics for a log that nothing hears.
    'setStatsLogging',
  ],
  RTCEngine: ['handleDataTrackMessage setupFrameMetadataSender createSimulcastSender'],
  LocalParticipant: [
    'setE2EEEnabled handleSignalRequestResponse handleSubscribedQualityUpdate',
    // Which participant is an agent: asked for the sound before the connection, which is not recorded here.
    'setActiveAgent',
  ],
  // Processors of tracks, and devices that livekit-client opens by itself: the microphone's own code does that.
  LocalTrack: ['setProcessor internalStopProcessor setDeviceId restart waitForDimensions'],
  LocalAudioTrack: [
    'setProcessor internalStopProcessor setAudioContext observeProcessedTrack onMediaStreamTrackChanged restart restartTrack',
    // It asks for statistics every two seconds, for a bit rate that nobody reads.
    'startMonitor',
  ],
  RemoteTrack: ['startMonitor'],
  // The element attaches tracks to its own <video> by itself.
  RemoteAudioTrack: ['attach detach setAudioContext setVolume setSinkId'],
  // Adaptive stream, which is off: an avatar has one layer.
  RemoteVideoTrack: ['attach detach setStreamState handleAppVisibilityChanged'],
  RemoteParticipant: ['setVolume setAudioOutput addRemoteDataTrack removeRemoteDataTrack'],
};

/** Properties that have one value in this build, wherever they are read. */
const CONSTANTS = {
  e2eeManager: 'void 0',
  e2ee: 'void 0',
  hasE2EESetup: '!1',
  isE2EEEnabled: '!1',
  adaptiveStream: '!1',
  isAdaptiveStream: '!1',
  dynacast: '!1',
  webAudioMix: '!1',
  processor: 'void 0',
  frameMetadata: 'void 0',
  packetTrailer: 'void 0',
  preConnectBuffer: '!1',
  hasPreConnectBuffer: '!1',
  dataTracks: '[]',
  disconnectOnPageLeave: '!1',
  // LiveKit's messages are binary here.
  useJSON: '!1',
  // The visitor's track is always one that the microphone's own code has opened.
  isUserProvided: '!0',
};

/** Expressions that have one value in this build, by method: the only track that a visitor publishes is sound. */
const PUBLISHED = {
  'track.kind === Track.Kind.Video': '!1',
  'isLocalVideoTrack(track)': '!1',
  'isLocalAudioTrack(track)': '!0',
};
const CONDITIONS = {
  LocalParticipant: {
    publishOrRepublishTrack: {'isLocalAudioTrack(track)': '!0', 'track instanceof MediaStreamTrack': '!1'},
    publish: PUBLISHED,
    unpublishTrack: {'isLocalVideoTrack(track)': '!1'},
    normalizeRequestedFrameMetadataOptions: {'track.kind !== Track.Kind.Video': '!0'},
  },
};

const LIVEKIT = {methods: NEVER_NEEDED, constants: CONSTANTS, conditions: CONDITIONS};

/** Leaves these out of the chunk that holds livekit-client, and what cannot run without them. */
export function neverNeeded() {
  return {
    name: 'never-needed',
    async renderChunk(code, {moduleIds}) {
      if (!moduleIds.some((id) => id.includes('/livekit-client/'))) return null;
      // Before the branches go: what is left of them would hold calls of the log in other forms.
      const silent = withoutLog(code, this.parse(code));
      const fail = (what) =>
        this.error(`livekit-client has no ${what} any more: see scripts/never-needed.mjs.`);
      const ranges = rangesOf(this.parse(silent), silent, LIVEKIT, fail);
      // Takes the branches away that cannot be reached now.
      return transform(cut(silent, ranges), {
        minifySyntax: true,
        treeShaking: true,
        format: 'esm',
        target: 'es2022',
        legalComments: 'none',
        sourcemap: 'external',
      });
    },
  };
}

/** What to cut, and what to write instead. `fail` is called with what the code does not have, and throws. */
export function rangesOf(ast, code, {methods, constants, conditions}, fail) {
  const classes = classesOf(ast);
  const textOf = ({start, end}) => code.slice(start, end);
  const bodies = Object.entries(methods).flatMap(([name, lists]) =>
    lists.flatMap((list) =>
      list.split(' ').map((method) => {
        const {body} = methodOf(classes.get(name), method) ?? fail(`${name}.${method}()`);
        return [body.start, body.end, '{}'];
      }),
    ),
  );
  const values = Object.entries(conditions).flatMap(([name, owner]) =>
    Object.entries(owner).flatMap(([method, known]) => {
      const found = [];
      walk(methodOf(classes.get(name), method) ?? fail(`${name}.${method}()`), (node) => {
        const value = known[textOf(node)];
        if (value) found.push([node.start, node.end, value]);
        return !value;
      });
      for (const text of Object.keys(known))
        if (!found.some(([start, end]) => code.slice(start, end) === text))
          fail(`"${text}" in ${name}.${method}()`);
      return found;
    }),
  );
  const reads = readsOf(ast, constants);
  for (const name of Object.keys(constants))
    if (!reads.some(({property}) => property.name === name)) fail(`property "${name}"`);
  const all = [
    ...bodies,
    ...values,
    ...casesIn(ast).map(({start, end}) => [start, end, '!1']),
    ...reads.map(({start, end, property}) => [start, end, `(${constants[property.name]})`]),
  ];
  // What is in a body that goes, goes with it.
  return all.filter((one) => !all.some((other) => other !== one && other[0] <= one[0] && one[1] <= other[1]));
}

/** Messages that this client does not know do not come: `value.case === 'chatMessage'`. */
const NEVER_COME = new Set(
  Object.values(UNKNOWN_FIELDS).flatMap((fields) => fields.split(' ').map(inCamelCase)),
);

/** Where the code asks whether a message is one of these. */
function casesIn(ast) {
  const found = [];
  walk(ast, (node) => {
    if (
      node.type === 'BinaryExpression' &&
      node.operator === '===' &&
      node.left.property?.name === 'case' &&
      NEVER_COME.has(node.right.value)
    )
      found.push(node);
    return true;
  });
  return found;
}

/** Where one of these properties is read. */
function readsOf(ast, constants) {
  const written = new Set();
  const found = [];
  walk(ast, (node) => {
    if (node.type === 'AssignmentExpression') written.add(node.left);
    if (node.type === 'UpdateExpression' || node.type === 'UnaryExpression') written.add(node.argument);
    if (node.type === 'MemberExpression' && !node.computed && Object.hasOwn(constants, node.property.name))
      if (!written.has(node)) found.push(node);
    return true;
  });
  return found;
}

/** The classes of the code, by their names in the sources. */
function classesOf(ast) {
  const classes = new Map();
  walk(ast, (node) => {
    // Rollup gives a second class of a name a number.
    if (node.type === 'ClassDeclaration') classes.set(node.id.name.replace(/\$\d+$/, ''), node);
    return true;
  });
  return classes;
}

/** The function of a method of a class. */
function methodOf(owner, name) {
  let found;
  if (owner)
    walk(owner, (node) => {
      const method = methodGiven(node);
      if (method?.name === name) found ??= method.value;
      return !found;
    });
  return found;
}
