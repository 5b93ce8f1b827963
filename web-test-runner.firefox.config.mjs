import puppeteer from 'puppeteer-core';
import {chromeLauncher} from '@web/test-runner-chrome';
import {findFirefox} from './scripts/find-browser.mjs';
import chromium from './web-test-runner.config.mjs';

/** Fakes what a person would have to touch: a microphone that is allowed, and sound without a click. */
const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // Both ends of a sandbox's connection are this machine.
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.gmp-manager.updateEnabled': false,
  'app.update.enabled': false,
  'dom.min_background_timeout_value': 10,
};

/** What cannot run there, and why. */
const NOT_HERE = [
  // No WebGL in a headless Firefox without a graphics card: the element shows the plain video there.
  'test/media/**',
  'test/element/chroma.test.ts',
  // Colour schemes and the accessibility tree are asked for over Chromium's own protocol.
  'test/ui/access.test.ts',
  'test/ui/accessibility-tree.test.ts',
  'test/ui/contrast.test.ts',
  // Counts every word and part, which the choice of a microphone is one of: Firefox's fake is a single one.
  'test/ui/every-state.test.ts',
  // Besides: the three tests of `test/session/microphone/microphone-controller.test.ts` that change from one microphone to another, and the
  // one of `test/ui/attention.test.ts` that comes by the keyboard. The model test and
  // the fuzz tests run there with fewer cases, since Firefox needs several times as long.
  // And all that is no `*.test.ts`, because it asks Chromium's own protocol for what it is about: `test/pages` and `leaks`
  // (the heap, and clicks that are a visitor's), `shots` (pictures to compare), `soak` and `test/livekit` (frozen tabs, lines
  // of the browser's own console, a page without a network).
];

/** The same tests in Firefox, driven by WebDriver BiDi. */
export default {
  ...chromium,
  files: ['test/**/*.test.ts', ...NOT_HERE.map((files) => `!${files}`)],
  browsers: [
    chromeLauncher({
      puppeteer,
      launchOptions: {
        browser: 'firefox',
        executablePath: findFirefox(),
        headless: true,
        extraPrefsFirefox: PREFERENCES,
      },
    }),
  ],
};
