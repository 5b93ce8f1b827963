import {installFakeWebRtc} from '../webkit/install-fake-webrtc.js';

/** What the runner tells its page. */
interface RunnerPage {
  readonly __WTR_CONFIG__: {readonly testFile: string};
  /** The beginnings of the paths of tests that need WebRTC. */
  readonly realRoom: readonly string[];
}

// Loaded before everything else of a test page in CI, where most tests need a room and not the browser's own connection to it.
const {__WTR_CONFIG__: config, realRoom} = globalThis as unknown as RunnerPage;
if (!realRoom.some((path) => config.testFile.includes(path))) installFakeWebRtc();
