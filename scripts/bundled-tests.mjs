import {existsSync, readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {build} from 'esbuild';

const ROOT = resolve('.');

/**
 * A plugin for web-test-runner that bundles all tests, with the sources and packages that they import, before the first page. A page then loads a handful of files for a test instead of hundreds, each of which would be transformed and
 * resolved on its own. Not for watch mode, where the server has to know which source a test imports.
 */
export function bundledTests() {
  let bundles;
  return {
    name: 'bundled-tests',
    async serverStart() {
      bundles = await bundle();
    },
    resolveMimeType: ({path}) => (isBundled(path) ? (path.endsWith('.map') ? 'json' : 'js') : undefined),
    serve({path}) {
      return isBundled(path) ? bundles.get(path) : undefined;
    },
  };
}

/** A test, another source that a page of the runner loads by its address, or what these share. */
const isBundled = (path) => /^\/(test|shared)\/.*\.ts(\.map)?$/.test(path);

/** Leaves imports of an address of the server as they are: the built files, and the runner's own modules. */
const addresses = {
  name: 'addresses',
  setup: ({onResolve}) =>
    onResolve({filter: /^\//}, ({path, kind}) =>
      kind === 'entry-point' ? undefined : {path, external: true},
    ),
};

/**
 * Gives the tests the livekit-client of the build, so that each test of a session also shows that what the build leaves out is not
 * needed: `scripts/never-needed.mjs`. Without a build, they have the package; and so has the test that shows that it works unmodified.
 */
const BUILT_CLIENT = resolve('dist/npm/session/room/livekit-client.js');
const builtClient = {
  name: 'built-client',
  setup: ({onResolve}) =>
    onResolve({filter: /^livekit-client$/}, ({importer}) =>
      importer.endsWith('/test/sandbox/sandbox.test.ts') || !existsSync(BUILT_CLIENT)
        ? undefined
        : {path: BUILT_CLIENT},
    ),
};

/** Everything but the sources of small applications, which import frameworks of their own. */
const sources = () =>
  readdirSync('test', {recursive: true})
    .filter((file) => file.endsWith('.ts') && !/^integration\b/.test(file))
    .map((file) => join('test', file));

/** The bundles by their address: a test's is that of its source. */
async function bundle() {
  const {outputFiles} = await build({
    entryPoints: sources(),
    outdir: ROOT,
    outbase: ROOT,
    entryNames: '[dir]/[name]',
    chunkNames: 'shared/[hash]',
    outExtension: {'.js': '.ts'},
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    // Beside the code, not in it: a page would read three times as much, and only a failure needs them.
    sourcemap: 'linked',
    write: false,
    conditions: ['browser', 'development'],
    plugins: [addresses, builtClient],
    // package.json declares only the built files to have side effects; here the sources register the element.
    ignoreAnnotations: true,
    tsconfig: 'tsconfig.json',
    logLevel: 'warning',
  });
  return new Map(outputFiles.map(({path, text}) => [path.slice(ROOT.length).replaceAll('\\', '/'), text]));
}
