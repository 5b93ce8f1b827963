import {readFileSync} from 'node:fs';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {chromeLauncher} from '@web/test-runner-chrome';
import {a11ySnapshotPlugin} from '@web/test-runner-commands/plugins';
import {bundledTests} from './scripts/bundled-tests.mjs';
import {NODE_TESTS} from './scripts/node-tests.mjs';
import {CHROMIUM_FLAGS, findChromium} from './scripts/find-browser.mjs';
import {freePort} from './scripts/free-port.mjs';
import {REAL_ROOM} from './scripts/real-room.mjs';

let executablePath;
try {
  executablePath = findChromium();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

/**
 * Log lines of tests that pass: Lit runs in dev mode, LiveKit logs that a test leaves a room early, and fake timers clear timers
 * that are older than they are.
 */
const NOISE = [
  'Lit is in dev mode',
  'Abort connection attempt due to user initiated disconnect',
  'could not createOffer with closed peer connection',
  'clearTimeout was invoked to clear a native timer',
];
const isNoise = (text) => typeof text === 'string' && NOISE.some((noise) => text.includes(noise));

/**
 * Serves the built entry and its static imports from folders that lack all other files (`broken`), never answer a request for
 * one (`silent`), or lack them at their own address and have them at the same with a query (`forgetful`): so a browser behaves
 * that remembers each failed import.
 */
const BAD = /^\/test\/cdn\/(broken|silent|forgetful)\/(.+)/;
const badCdn = {
  name: 'bad-cdn',
  resolveMimeType: ({path}) => (BAD.test(path) ? 'js' : undefined),
  serve({path, querystring}) {
    const [, how, file] = BAD.exec(path) ?? [];
    if (!file) return undefined;
    const graph = JSON.parse(readFileSync('dist/cdn/graph.json', 'utf8'));
    const isEntry = ['heygen-avatar.js', ...graph['heygen-avatar.js'].imports].includes(file);
    if (isEntry || (how === 'forgetful' && querystring)) return readFileSync(`dist/cdn/${file}`, 'utf8');
    return how === 'silent' ? new Promise(() => {}) : undefined;
  },
};

/** Gives the tests for which WebRTC decides nothing a room without it. */
const FAKE_ROOM = process.env.FAKE_ROOM
  ? `<script>window.realRoom = ${JSON.stringify(REAL_ROOM)}</script>
     <script type="module" src="/test/support/fake-room.ts"></script>`
  : '';

const isWatching = process.argv.some((argument) => ['--watch', '--manual'].includes(argument));

export default {
  // Where several runners start at the same moment, the runner itself would take the same port for all of them.
  port: await freePort(),
  files: ['test/**/*.test.ts', ...NODE_TESTS.map((files) => `!${files}`)],
  nodeResolve: {exportConditions: ['browser', 'development']},
  plugins: [
    a11ySnapshotPlugin(),
    badCdn,
    isWatching ? esbuildPlugin({ts: true, tsconfig: 'tsconfig.json'}) : bundledTests(),
  ],
  // One page at a time: a page in the background gets no animation frames, and its video would not start.
  concurrency: 1,
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath,
        args: [
          ...CHROMIUM_FLAGS,
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          '--autoplay-policy=no-user-gesture-required',
        ],
      },
    }),
  ],
  // A software renderer draws these pages: a narrow one costs half of a wide one.
  testRunnerHtml: (framework) => `<!doctype html>
    <html>
      <head><meta charset="utf-8"><style>body {inline-size: 360px}</style></head>
      <body>
        ${FAKE_ROOM}
        <script type="module" src="/test/support/failed-assertions.ts"></script>
        <script type="module" src="${framework}"></script>
      </body>
    </html>`,
  testFramework: {config: {ui: 'tdd', timeout: 15_000}},
  // On a busy machine, a browser takes long to start.
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 180_000,
  filterBrowserLogs: ({args}) => !args.some(isNoise),
};
