import puppeteer from 'puppeteer-core';
import {chromeLauncher} from '@web/test-runner-chrome';
import {findFirefox} from './scripts/find-browser.mjs';
import {ENGINES_AGREE, NO_ENGINE_DECIDES} from './scripts/no-engine-decides.mjs';
import chromium from './web-test-runner.config.mjs';

/** Replaces what needs a person: a fake microphone without a question, and sound without a click. */
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

/** The tests that cannot run in Firefox. */
const NOT_HERE = [
  // A headless Firefox without a graphics card has no WebGL: the element shows the plain video there.
  'test/media/**',
  'test/element/chroma.test.ts',
  // These use Chromium's own protocol for reduced motion and the accessibility tree.
  'test/ui/accessibility-tree.test.ts',
  'test/ui/motion.test.ts',
  // Counts every word and part; among them is the choice of a microphone, and Firefox's fake is a single one.
  'test/ui/every-state.test.ts',
  // Some tests skip themselves in Firefox: those of `test/session/microphone/session-microphone.test.ts` that change from one
  // microphone to another. The model test and the fuzz tests run fewer cases, since Firefox needs several times as long.
  // All that is no `*.test.ts` needs Chromium's own protocol: `test/pages` and `leaks` (the heap, and real clicks), `shots`,
  // `soak` and `test/livekit` (frozen tabs, the browser's own lines in the console, a page that is offline).
];

/** `npm run test:long` runs all that can run in Firefox. */
const LEFT_OUT = process.env.FIREFOX_QUICK ? [...NOT_HERE, ...NO_ENGINE_DECIDES, ...ENGINES_AGREE] : NOT_HERE;

/** The same tests in Firefox, driven by WebDriver BiDi. */
export default {
  ...chromium,
  files: [...chromium.files, ...LEFT_OUT.map((files) => `!${files}`)],
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
