import {ENGINES_AGREE, NO_ENGINE_DECIDES} from './scripts/no-engine-decides.mjs';
import {webkitLauncher} from './scripts/webkit-launcher.mjs';
import chromium from './web-test-runner.config.mjs';

/** The tests that cannot run in WebKitGTK. */
const NOT_HERE = [
  // The accessibility tree is read over Chromium's own protocol, and reduced motion is set by it.
  'test/ui/accessibility-tree.test.ts',
  'test/ui/motion.test.ts',
  // Counts every text and part; WebKitGTK has no picture in picture, and no entry for the system's choice of microphone.
  'test/ui/every-state.test.ts',
  // These pages are in frames, which have no fake room.
  'test/cdn/**',
  // Software draws WebGL here, and a fake counts the frames: it takes minutes, and neither is Safari's.
  'test/element/chroma.test.ts',
  'test/media/**',
  // The devices and the connection that these tests are about are fakes here.
  'test/element/microphone.test.ts',
  'test/runtime/video-sink.test.ts',
  'test/session/microphone/**',
  'test/ui/connection-check.test.ts',
  // A test of `test/runtime/visibility-watch.test.ts` skips itself: WebKit tells a frame of another origin less.
];

/** `npm run test:long` runs more of them. */
const LEFT_OUT = [...NOT_HERE, ...NO_ENGINE_DECIDES, ...(process.env.WEBKIT_QUICK ? ENGINES_AGREE : [])];

/** The tests whose outcome an engine decides, in WebKitGTK, the engine of Safari, driven by WebDriver. */
export default {
  ...chromium,
  files: [...chromium.files, ...LEFT_OUT.map((files) => `!${files}`)],
  browsers: [webkitLauncher()],
  // What WebKitGTK lacks and Safari has comes first.
  testRunnerHtml: (framework) =>
    chromium
      .testRunnerHtml(framework)
      .replace('<body>', '<body><script type="module" src="/test/webkit/fake-webrtc.ts"></script>'),
};
