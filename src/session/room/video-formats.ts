/**
 * Formats that come from no LiveKit server, and variants of others that no client of LiveKit sends: of VP9 and AV1 those with more
 * than 8 bits or another sampling of colours, and H.264 in single packets, which browsers send only where nothing else is there.
 */
const NEVER_SENT =
  /^video\/(red|ulpfec|flexfec)|VP9.*profile-id=[1-9]|AV1.*\bprofile=[1-9]|H264.*packetization-mode=0/i;

/**
 * Leaves formats that never arrive out of what the browser offers to receive: browser and server work on each, and on its repair format,
 * in every offer and answer. Of the 18 formats of a picture in Chromium, 11 are such.
 */
export function offerUsualFormats(transceivers: readonly RTCRtpTransceiver[]): void {
  for (const transceiver of transceivers) {
    if (transceiver.receiver.track.kind !== 'video') continue;
    const formats = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
    const usual = formats.filter(
      ({mimeType, sdpFmtpLine = ''}) => !NEVER_SENT.test(`${mimeType} ${sdpFmtpLine}`),
    );
    if (usual.length > 0) transceiver.setCodecPreferences?.(usual);
  }
}
