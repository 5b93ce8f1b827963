import {installFakeWebRtc} from '../webkit/install-fake-webrtc.js';

installFakeWebRtc();
