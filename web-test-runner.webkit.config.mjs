import {webkitLauncher} from './scripts/webkit-launcher.mjs';
import chromium from './web-test-runner.config.mjs';

/** Files that do not run there, and why. */
const FILES_NOT_HERE = [
  // The accessibility tree is read over Chromium's own protocol.
  'test/ui/accessibility-tree.test.ts',
  // Long, and about the order of calls rather than the browser.
  'test/fuzz/**',
  'test/element/model.test.ts',
];

const FLOATING = 'floating';
const LEAVING = '<heygen-avatar>: leaving';
const STRINGS = 'every text and name comes from the table of strings';

/** Tests that do not run there, and why, in files of which the others do. */
const TESTS_NOT_HERE = [
  // After it, the window of WebKitGTK under Xvfb keeps its size, whatever size is set.
  `${FLOATING} in full screen it fills the screen`,
  // WebKit keeps a media query's result in a style sheet that no element uses while the window changes its size.
  `${FLOATING} on a phone the panel is as wide as the window, turns with it and stays above the keyboard`,
  // WebKitGTK has no picture in picture, and no entry for the system's choice of microphone.
  `${STRINGS} every text of the table is used`,
  `${STRINGS} every visible element has a part, every part is documented, and every documented part exists`,
];

const escaped = (text) => text.replace(/[/\\^$*+?.()|[\]{}]/g, '\\$&');

/** The same tests in WebKitGTK, the engine of Safari, driven by WebDriver. */
export default {
  ...chromium,
  files: [...chromium.files, ...FILES_NOT_HERE.map((files) => `!${files}`)],
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
