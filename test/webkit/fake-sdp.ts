/** One media section of a session description. */
export interface Section {
  readonly mid: string;
  readonly kind: 'audio' | 'video';
  readonly direction: RTCRtpTransceiverDirection;
  /** Id of the stream that the track belongs to, as the remote side is to know it. */
  readonly streamId: string;
  /** Id of the track, as the remote side is to know it. */
  readonly trackId: string;
}

/** What the two ends of a connection tell each other. */
export interface Description {
  /** Which connection has written it: this is how the ends find each other. */
  readonly connectionId: string;
  readonly sections: readonly Section[];
}

const CODECS = {
  audio: ['111', 'a=rtpmap:111 opus/48000/2', 'a=fmtp:111 minptime=10;useinbandfec=1'],
  video: ['96', 'a=rtpmap:96 VP8/90000', 'a=rtcp-fb:96 nack pli'],
} as const;

/** A session description that livekit-client and the sandbox can read and rewrite as they do a browser's. */
export function writeSdp({connectionId, sections}: Description): string {
  const lines = [
    'v=0',
    'o=- 1 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=ice-ufrag:${connectionId}`,
    ...sections.flatMap(mediaLines),
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    'a=mid:data',
    'a=sctp-port:5000',
    'a=max-message-size:262144',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

function mediaLines({mid, kind, direction, streamId, trackId}: Section): string[] {
  const [payload, ...codec] = CODECS[kind];
  return [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payload}`,
    'c=IN IP4 0.0.0.0',
    `a=mid:${mid}`,
    `a=${direction}`,
    `a=msid:${streamId} ${trackId}`,
    ...codec,
  ];
}

export function readSdp(sdp: string): Description {
  const [head = '', ...sections] = sdp.split(/^m=/m);
  return {
    connectionId: /^a=ice-ufrag:(\S+)/m.exec(head)?.[1] ?? '',
    sections: sections.flatMap((text) => {
      const kind = /^(audio|video)/.exec(text)?.[1] as Section['kind'] | undefined;
      return kind ? [readSection(kind, text)] : [];
    }),
  };
}

function readSection(kind: Section['kind'], text: string): Section {
  const [, streamId = '-', trackId = ''] = /^a=msid:(\S+) (\S+)/m.exec(text) ?? [];
  return {
    kind,
    mid: /^a=mid:(\S+)/m.exec(text)?.[1] ?? '',
    direction: (/^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(text)?.[1] ??
      'sendrecv') as Section['direction'],
    streamId,
    trackId,
  };
}

export const sends = (direction: RTCRtpTransceiverDirection | null) =>
  direction === 'sendrecv' || direction === 'sendonly';
export const receives = (direction: RTCRtpTransceiverDirection | null) =>
  direction === 'sendrecv' || direction === 'recvonly';

/** What both ends want of a section: its direction as this end sees it. */
export function agreed(
  wanted: RTCRtpTransceiverDirection,
  offered: RTCRtpTransceiverDirection,
): RTCRtpTransceiverDirection {
  const isSent = sends(wanted) && receives(offered);
  const isReceived = receives(wanted) && sends(offered);
  if (isSent) return isReceived ? 'sendrecv' : 'sendonly';
  return isReceived ? 'recvonly' : 'inactive';
}

/** A direction as the other end sees it. */
export function reversed(direction: RTCRtpTransceiverDirection): RTCRtpTransceiverDirection {
  if (direction === 'sendonly') return 'recvonly';
  return direction === 'recvonly' ? 'sendonly' : direction;
}
