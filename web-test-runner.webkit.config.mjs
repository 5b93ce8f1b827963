import {webkitLauncher} from './scripts/webkit-launcher.mjs';
import chromium from './web-test-runner.config.mjs';

/** Files that cannot run there, and why. */
const FILES_NOT_HERE = [
  // The accessibility tree is asked for over Chromium's own protocol.
  'test/ui/accessibility-tree.test.ts',
  // Long, and about the back end of a session rather than the browser.
  'test/fuzz/**',
];

/** Tests that cannot run there, and why, in files of which the others can. */
const TESTS_NOT_HERE = [
  // Without a window manager no window is made full screen.
  'floating full screen is the whole screen',
];

const escaped = (text) => text.replace(/[/\\^$*+?.()|[\]{}]/g, '\\$&');

/** The same tests in WebKitGTK, the engine of Safari, driven by WebDriver. */
export default {
  ...chromium,
  files: ['test/**/*.test.ts', ...FILES_NOT_HERE.map((files) => `!${files}`)],
  browsers: [webkitLauncher()],
  // What WebKitGTK lacks and Safari has comes first.
  testRunnerHtml: (framework) => `<!doctype html><html><body>
    <script type="module" src="/test/webkit/fake-webrtc.ts"></script>
    <script type="module" src="${framework}"></script></body></html>`,
  testFramework: {
    config: {
      ...chromium.testFramework.config,
      grep: `/^(${TESTS_NOT_HERE.map(escaped).join('|')})$/`,
      invert: true,
    },
  },
};
