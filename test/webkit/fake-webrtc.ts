import {installCanvasCapture, installFrameCallbacks} from './frame-callbacks.js';
import {installFakeWebRtc} from './install-fake-webrtc.js';

// Loaded before everything else of a test page in WebKitGTK: it gives the page what that browser lacks and Safari has, so
// that the unmodified product, livekit-client and the sandbox run.
installFakeWebRtc();
installCanvasCapture();
installFrameCallbacks();
