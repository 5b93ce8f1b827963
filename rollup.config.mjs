import {rmSync} from 'node:fs';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import {precompute} from './scripts/precompute.mjs';
import {neverCompile, slimLivekit} from './scripts/slim.mjs';

/** zod's pure-annotations and the import cycles of zod and livekit-client are harmless, and not ours to mend. */
const onLog = (level, log, handler) => {
  const places = `${log.id ?? ''}${(log.ids ?? []).join()}`;
  const isKnown =
    log.code === 'INVALID_ANNOTATION' ||
    log.code === 'CIRCULAR_DEPENDENCY' ||
    log.code === 'THIS_IS_UNDEFINED';
  if (!(isKnown && /node_modules\/(zod|livekit-client|@bufbuild)\//.test(places))) handler(level, log);
};

/** The element knows its attributes without the whole table of fields. */
const elementFields = precompute('src/element/element-fields.ts');

const emptied = (folder) => ({
  name: 'empty-output-folder',
  buildStart: () => rmSync(folder, {recursive: true, force: true}),
});

/** Writes down who imports whom, for the size check. */
const graph = {
  name: 'graph',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter(({type}) => type === 'chunk');
    const edges = chunks.map(({fileName, imports, dynamicImports}) => [fileName, {imports, dynamicImports}]);
    const source = JSON.stringify(Object.fromEntries(edges), null, 2);
    this.emitFile({type: 'asset', fileName: 'graph.json', source});
  },
};

const livekitSources = (include, compilerOptions) =>
  esbuild({target: 'es2022', include, exclude: [], tsconfig: false, tsconfigRaw: {compilerOptions}});

/** What a page includes with a script tag: everything inside, split by when it is wanted. */
export const cdn = {
  input: {'heygen-avatar': 'src/index.ts', sandbox: 'src/sandbox/sandbox.ts'},
  onLog,
  plugins: [
    emptied('dist/cdn'),
    elementFields,
    slimLivekit(),
    nodeResolve({
      browser: true,
      preferBuiltins: false,
      exportConditions: ['browser', 'production'],
      extensions: ['.ts', '.mjs', '.js'],
    }),
    json(),
    commonjs(),
    neverCompile(),
    // As livekit-client's own build has it: fields are assigned, not defined. Its promise class alone is defined: where a page
    // has frozen `Promise`, to assign a `resolve` of one's own throws.
    livekitSources(/livekit-client\/src\/(?!utils\/TypedPromise).*\.ts$/, {useDefineForClassFields: false}),
    livekitSources(/livekit-client\/src\/utils\/TypedPromise\.ts$/, {useDefineForClassFields: true}),
    esbuild({target: 'es2022', minify: true, tsconfig: 'tsconfig.json'}),
    graph,
  ],
  output: {
    dir: 'dist/cdn',
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  },
};

/** What a bundler imports: one file a module, dependencies left to the application. */
const npm = {
  input: {
    index: 'src/index.ts',
    'session/public-api': 'src/session/public-api.ts',
    'sandbox/sandbox': 'src/sandbox/sandbox.ts',
    'token-server/token-handler': 'src/token-server/token-handler.ts',
    'token-server/redis-store': 'src/token-server/redis-store.ts',
  },
  external: [/^lit(\/|$)/, /^zod(\/|$)/, /^livekit-client/, /^@livekit\/protocol/, /^@mswjs\//, 'ipaddr.js'],
  onLog,
  plugins: [
    emptied('dist/npm'),
    elementFields,
    nodeResolve(),
    esbuild({target: 'es2022', tsconfig: 'tsconfig.json'}),
  ],
  output: {
    dir: 'dist/npm',
    format: 'es',
    sourcemap: true,
    preserveModules: true,
    preserveModulesRoot: 'src',
  },
};

export default [cdn, npm];
