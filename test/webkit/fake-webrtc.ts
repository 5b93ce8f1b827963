import {FakePeerConnection} from './fake-peer-connection.js';
import {FakeReceiver, FakeSender, FakeTransceiver} from './fake-transceiver.js';
import {installCanvasCapture, installFrameCallbacks} from './frame-callbacks.js';

// Loaded before everything else of a test page in WebKitGTK: it gives the page what that browser lacks and Safari has, so
// that the unmodified product, livekit-client and the sandbox run.
Object.assign(globalThis, {
  RTCPeerConnection: FakePeerConnection,
  RTCRtpReceiver: FakeReceiver,
  RTCRtpSender: FakeSender,
  RTCRtpTransceiver: FakeTransceiver,
});
installCanvasCapture();
installFrameCallbacks();
