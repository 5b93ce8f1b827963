import {readFileSync} from 'node:fs';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {chromeLauncher} from '@web/test-runner-chrome';
import {a11ySnapshotPlugin} from '@web/test-runner-commands/plugins';
import {CHROMIUM_FLAGS, findChromium} from './scripts/find-browser.mjs';

let executablePath;
try {
  executablePath = findChromium();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

/**
 * What is logged where all is well: Lit runs in dev mode since tests want it so, LiveKit says that a room was left early since
 * tests leave early, and fake timers meet timers made before them.
 */
const NOISE = [
  'Lit is in dev mode',
  'Abort connection attempt due to user initiated disconnect',
  'could not createOffer with closed peer connection',
  'clearTimeout was invoked to clear a native timer',
];
const isNoise = (text) => typeof text === 'string' && NOISE.some((noise) => text.includes(noise));

/**
 * Serves the entry of the built files, and its static imports, from folders where the rest is missing (`broken`) or never
 * comes (`silent`).
 */
const badCdn = {
  name: 'bad-cdn',
  resolveMimeType: ({path}) => (/^\/test\/cdn\/(broken|silent)\//.test(path) ? 'js' : undefined),
  serve({path}) {
    const [, how, file] = /^\/test\/cdn\/(broken|silent)\/(.+)/.exec(path) ?? [];
    if (!file) return undefined;
    const graph = JSON.parse(readFileSync('dist/cdn/graph.json', 'utf8'));
    const isEntry = ['heygen-avatar.js', ...graph['heygen-avatar.js'].imports].includes(file);
    if (isEntry) return readFileSync(`dist/cdn/${file}`, 'utf8');
    return how === 'silent' ? new Promise(() => {}) : undefined;
  },
};

export default {
  files: 'test/**/*.test.ts',
  nodeResolve: {exportConditions: ['browser', 'development']},
  plugins: [a11ySnapshotPlugin(), badCdn, esbuildPlugin({ts: true, tsconfig: 'tsconfig.json'})],
  // One page at a time: a page in the background has no animation frames, and the picture would wait for them.
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
  testFramework: {config: {ui: 'tdd', timeout: 15_000}},
  testsFinishTimeout: 180_000,
  filterBrowserLogs: ({args}) => !args.some(isNoise),
};
