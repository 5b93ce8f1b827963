import {FakePeerConnection} from './fake-peer-connection.js';
import {FakeReceiver, FakeSender, FakeTransceiver} from './fake-transceiver.js';

/** Puts connections within the page in the place of the browser's WebRTC. */
export function installFakeWebRtc(): void {
  Object.assign(globalThis, {
    RTCPeerConnection: FakePeerConnection,
    RTCRtpReceiver: FakeReceiver,
    RTCRtpSender: FakeSender,
    RTCRtpTransceiver: FakeTransceiver,
  });
}
