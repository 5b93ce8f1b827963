import {resolve} from 'node:path';
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
    resolveMimeType: ({path}) => (isBundled(path) ? 'js' : undefined),
    serve({path}) {
      return isBundled(path) ? bundles.get(path) : undefined;
    },
  };
}

/** A test, another source that a page of the runner loads by its address, or what these share. */
const isBundled = (path) => /^\/(test|shared)\/.*\.ts$/.test(path);

/** Leaves imports of an address of the server as they are: the built files, and the runner's own modules. */
const addresses = {
  name: 'addresses',
  setup: ({onResolve}) =>
    onResolve({filter: /^\//}, ({path, kind}) =>
      kind === 'entry-point' ? undefined : {path, external: true},
    ),
};

/** The bundles by their address: a test's is that of its source. */
async function bundle() {
  const {outputFiles} = await build({
    entryPoints: ['test/**/*.ts'],
    outdir: ROOT,
    outbase: ROOT,
    entryNames: '[dir]/[name]',
    chunkNames: 'shared/[hash]',
    outExtension: {'.js': '.ts'},
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    sourcemap: 'inline',
    write: false,
    conditions: ['browser', 'development'],
    plugins: [addresses],
    // package.json declares only the built files to have side effects; here the sources register the element.
    ignoreAnnotations: true,
    tsconfig: 'tsconfig.json',
    logLevel: 'warning',
  });
  return new Map(outputFiles.map(({path, text}) => [path.slice(ROOT.length).replaceAll('\\', '/'), text]));
}
