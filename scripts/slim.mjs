import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {withoutWaits} from './faster-join.mjs';

const LIVEKIT = fileURLToPath(new URL('../node_modules/livekit-client/src', import.meta.url));
const STUB_FILES = fileURLToPath(new URL('livekit-stubs', import.meta.url));

/**
 * Parts of livekit-client that an avatar never uses, each with the least that its users still call:
 *
 * - webrtc-adapter mends browsers older than those that run this element's own code (es2022);
 * - end-to-end encryption and data tracks are not part of HeyGen's rooms;
 * - data streams and remote procedure calls are not part of HeyGen's rooms either: the conversation goes by data messages;
 * - a visitor publishes no video;
 * - machina and events: packages of which it uses a small part;
 * - loglevel: what is included by a script tag stays silent, and no room token can reach a log.
 */
const STUBS = {
  'webrtc-adapter': 'export default {};',
  machina: readFileSync(`${STUB_FILES}/machina.mjs`, 'utf8'),
  events: readFileSync(`${STUB_FILES}/events.mjs`, 'utf8'),
  // Types for its own build.
  '@livekit/throws-transformer/throws': 'export {};',
  loglevel: `
    const noop = () => {};
    const logger = {trace: noop, debug: noop, info: noop, warn: noop, error: noop, setLevel: noop,
      setDefaultLevel: noop, getLevel: () => 5};
    export const getLogger = () => ({...logger});`,
  '/e2ee/E2eeManager': `
    export class E2EEManager {
      constructor() { throw new Error('This build has no end-to-end encryption.'); }
    }`,
  '/LocalVideoTrack': `
    export default class {
      constructor() { throw new Error('This build publishes no video.'); }
    }
    export const videoLayersFromEncodings = () => [];`,
  '/incoming/IncomingDataStreamManager': `
    export default class {
      registerTextStreamHandler() {} unregisterTextStreamHandler() {} clearControllers() {} setConnected() {}
      validateParticipantHasNoActiveDataStreams() {} handleDataStreamPacket() {}
    }`,
  '/outgoing/OutgoingDataStreamManager': `
    export default class {
      setupEngine() {}
    }`,
  '/LocalDataTrack': 'export default class {}',
  '/RemoteDataTrack': 'export default class {}',
  '/outgoing/errors': 'export const DataTrackPublishError = {};',
  '/client/RpcClientManager': `
    import EventEmitter from 'events';
    export default class extends EventEmitter {
      handleParticipantDisconnected() {} handleIncomingRpcAck() {} handleIncomingRpcResponseSuccess() {}
      handleIncomingRpcResponseFailure() {}
    }`,
  '/server/RpcServerManager': `
    import EventEmitter from 'events';
    export default class extends EventEmitter {
      handleIncomingRpcRequest() {}
    }`,
  '/incoming/IncomingDataTrackManager': `
    import EventEmitter from 'events';
    export default class extends EventEmitter {
      updateE2eeManager() {} receivedSfuSubscriberHandles() {} packetReceived() {} receiveSfuPublicationUpdates() {}
      resendSubscriptionUpdates() {} reset() {} handleRemoteParticipantDisconnected() {}
    }`,
  '/outgoing/OutgoingDataTrackManager': `
    import EventEmitter from 'events';
    export default class extends EventEmitter {
      updateE2eeManager() {} handlePacketSendComplete() {} receivedSfuPublishResponse() {}
      receivedSfuUnpublishResponse() {} sfuWillRepublishTracks() {} reset() {} queryPublished() { return []; }
    }`,
};

/**
 * What the element imports of livekit-client, each from the file that has it: the package's own index would bring files that run when they
 * are loaded, which no bundler leaves out.
 */
const INDEX = `
  export {DisconnectReason} from '@livekit/protocol';
  export {default as Room, ConnectionState} from '${LIVEKIT}/room/Room';
  export {RoomEvent} from '${LIVEKIT}/room/events';
  export {ConnectionQuality} from '${LIVEKIT}/room/participant/Participant';
  export {default as LocalAudioTrack} from '${LIVEKIT}/room/track/LocalAudioTrack';
  export {Track} from '${LIVEKIT}/room/track/Track';`;

/** LiveKit's messages are binary here. The part of protobuf that reads and writes them as JSON is never called. */
const JSON_FORMAT = '@bufbuild/protobuf/dist/esm/private/json-format.js';
const NO_JSON = 'export const makeJsonFormat = () => null;';

/**
 * Where a socket does not open, livekit-client asks the server by HTTP for the reason, with the room's token in the address.
 * The page's list of what it has loaded would keep that; the server takes the token as a header as well.
 */
const PROBE = 'fetch(validateUrl, { signal: abortSignalTimeout(3000) })';
const probe = `
  function askForReason(address) {
    const url = new URL(address);
    const headers = {authorization: \`Bearer \${url.searchParams.get('access_token')}\`};
    url.searchParams.delete('access_token');
    return fetch(url, {headers, signal: abortSignalTimeout(3000)});
  }`;

/**
 * Messages that this client neither sends nor acts on: of data streams, remote procedure calls and data tracks, on the quality of
 * video that it does not publish. Fields that a message does not know are skipped when it is read.
 */
const PROTOCOL = '/@livekit/protocol/dist/index.mjs';
export const UNKNOWN_FIELDS = {
  DataPacket:
    'sip_dtmf transcription metrics chat_message encrypted_packet rpc_request rpc_ack rpc_response stream_header stream_chunk stream_trailer',
  SignalRequest:
    'update_layers update_metadata update_video_track store_data_blob_request get_data_blob_request',
  SignalResponse:
    'stream_state_update subscribed_quality_update subscribed_audio_codec_update room_moved publish_data_track_response unpublish_data_track_response data_track_subscriber_handles store_data_blob_response get_data_blob_response request_response',
};

/** The messages without these fields. What only they hold is then left out by the bundler. */
function slimMessages(code) {
  return Object.entries(UNKNOWN_FIELDS).reduce((all, [message, fields]) => {
    const start = all.indexOf(`"livekit.${message}",`);
    const end = all.indexOf('\n);', start);
    const slim = fields.split(' ').reduce(
      (body, name) => {
        const rest = body.replace(new RegExp(`\\{ no: \\d+, name: "${name}", [^}]*\\},?`), '');
        if (rest === body) throw new Error(`${message} has no field ${name} any more: see scripts/slim.mjs.`);
        return rest;
      },
      all.slice(start, end),
    );
    return all.slice(0, start) + slim + all.slice(end);
  }, code);
}

export const inCamelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** Bundles livekit-client from the sources that its package ships, for browsers of today, without what is not used. */
export function slimLivekit() {
  const prefix = '\0slim:';
  return {
    name: 'slim-livekit',
    resolveId(id, importer) {
      if (id === 'livekit-client') return prefix + id;
      if (!importer?.startsWith(LIVEKIT) && !importer?.startsWith(prefix)) return null;
      const stub = Object.keys(STUBS).find((name) =>
        name.startsWith('/') ? id.endsWith(name) : id === name,
      );
      return stub ? prefix + stub : null;
    },
    load: (id) =>
      id.startsWith(prefix) ? {...STUBS, 'livekit-client': INDEX}[id.slice(prefix.length)] : null,
    transform: {
      order: 'pre',
      handler(code, id) {
        if (id.endsWith(JSON_FORMAT)) return {code: NO_JSON, map: null};
        // The sandbox has a copy of its own, and knows them all.
        if (id.endsWith(PROTOCOL) && !id.startsWith('/copy-for/'))
          return {code: slimMessages(code), map: null};
        const faster = withoutWaits(code, id, (problem) => this.error(problem));
        if (faster !== null) return {code: faster, map: null};
        if (!id.endsWith('livekit-client/src/api/SignalClient.ts')) return null;
        if (!code.includes(PROBE))
          this.error('livekit-client asks for the reason of a failure in another way now.');
        return {code: code.replace(PROBE, 'askForReason(validateUrl)') + probe, map: null};
      },
    },
    // Comes after `unusedCode`, which leaves out the methods that would send them.
    renderChunk(code, {moduleIds}) {
      if (!moduleIds.some((id) => id.startsWith(LIVEKIT))) return null;
      for (const field of UNKNOWN_FIELDS.SignalRequest.split(' '))
        if (code.includes(`case: "${inCamelCase(field)}"`))
          this.error(`livekit-client sends "${field}", which scripts/slim.mjs leaves out.`);
      return null;
    },
  };
}
