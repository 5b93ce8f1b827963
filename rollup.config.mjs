import {createHash} from 'node:crypto';
import {rmSync} from 'node:fs';
import {dirname, relative, sep} from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import {transformSync} from 'esbuild';
import esbuild, {minify as esbuildMinify} from 'rollup-plugin-esbuild';
import {minify} from 'terser';
import {plainProperties} from './scripts/plain-properties.mjs';
import {precompute} from './scripts/precompute.mjs';
import {notices} from './scripts/notices.mjs';
import {originalOf, selfContained} from './scripts/self-contained.mjs';
import {unusedCode} from './scripts/unused-code.mjs';
import {slimLivekit} from './scripts/slim.mjs';
import {slimLit} from './scripts/slim-lit.mjs';

/** Hides warnings of dependencies: zod's annotations and the import cycles of zod and livekit-client are harmless. */
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

/** Writes the imports of each file, for the size check and the tests. */
const graph = {
  name: 'graph',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter(({type}) => type === 'chunk');
    const edges = chunks.map(({fileName, imports, dynamicImports}) => [fileName, {imports, dynamicImports}]);
    const source = JSON.stringify(Object.fromEntries(edges), null, 2);
    this.emitFile({type: 'asset', fileName: 'graph.json', source});
  },
};

/**
 * Writes the hash of each file as an import map: with it in a page, the browser runs none of them that was changed. A hash on
 * the script tag alone protects only the entry.
 */
const integrity = {
  name: 'integrity',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter(({type}) => type === 'chunk');
    const hash = (code) => `sha384-${createHash('sha384').update(code).digest('base64')}`;
    const hashes = Object.fromEntries(
      chunks.flatMap(({fileName, code, isDynamicEntry}) => {
        // After a failure, a file on demand is asked for at these addresses: src/session/util/lazily.ts.
        const queries = isDynamicEntry ? ['', '?1', '?2', '?3'] : [''];
        return queries.map((query) => [`./${fileName}${query}`, hash(code)]);
      }),
    );
    const source = JSON.stringify({integrity: hashes}, null, 2);
    this.emitFile({type: 'asset', fileName: 'integrity.json', source: `${source}\n`});
  },
};

const livekitSources = (include, compilerOptions) =>
  esbuild({target: 'es2022', include, exclude: [], tsconfig: false, tsconfigRaw: {compilerOptions}});

/** Bundles livekit-client from its sources. Each build has a copy of its own, without what an avatar does not use. */
const bundledLivekit = () => [
  unusedCode(),
  slimLivekit(),
  nodeResolve({
    browser: true,
    preferBuiltins: false,
    exportConditions: ['browser', 'production'],
    extensions: ['.ts', '.mjs', '.js'],
  }),
  json(),
  commonjs(),
  // livekit-client's own build assigns fields instead of defining them. Only its promise class must define them: where a page
  // has frozen `Promise`, an assignment to `resolve` throws.
  livekitSources(/livekit-client\/src\/(?!utils\/TypedPromise).*\.ts$/, {useDefineForClassFields: false}),
  livekitSources(/livekit-client\/src\/utils\/TypedPromise\.ts$/, {useDefineForClassFields: true}),
];

/**
 * A chunk that pages load on demand has the name of its module. Rollup names a shared chunk after any of its modules; here it
 * has the name of the folder that they share, or of the package.
 */
function chunkName({name, isDynamicEntry, moduleIds}) {
  const folders = moduleIds
    .filter((id) => !id.includes('node_modules'))
    .map((id) => relative('src', dirname(originalOf(id))).split(sep));
  if (moduleIds.some((id) => id.endsWith('src/element/heygen-avatar.ts'))) return 'element';
  if (isDynamicEntry || moduleIds.length === 1) return name;
  const [first] = folders;
  if (!first) return packageOf(moduleIds.at(-1));
  const length = first.findIndex((each, depth) => folders.some((other) => other[depth] !== each));
  return [...first.slice(0, length === -1 ? first.length : length), 'shared'].join('-');
}

const packageOf = (id) =>
  /node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(id)[1].replace('@', '').replace('/', '-');

/**
 * Visitors download no indentation. Styles lose all that is for readers; markup keeps its line breaks, which can be seen
 * between two words.
 */
const smallTemplates = () => ({
  name: 'small-templates',
  transform: {
    order: 'pre',
    handler: (code, id) =>
      /src\/(element|ui|media|runtime)\/.*\.ts$/.test(id)
        ? {
            code: code
              .replace(/\bcss`[^`]*`/g, minifiedStyles)
              .replace(/\n[ \t]+/g, '\n')
              .replace(/\n>/g, '>'),
            map: null,
          }
        : null,
  },
});

/** A template that takes values, or that others take, such as a selector, is left alone: it is no style sheet by itself. */
function minifiedStyles(template) {
  if (template.includes('${') || !template.includes('{')) return template;
  const {code} = transformSync(template.slice(4, -1), {loader: 'css', minify: true, target: 'es2022'});
  // esbuild keeps the spaces in what may be a value of a custom property.
  const small = code.trim().replace(/("[^"]*"|'[^']*')|([,:])\s+/g, (_, quoted, sign) => quoted ?? sign);
  return `css\`${small.replaceAll('\\', '\\\\')}\``;
}

/** Makes what esbuild has minified 3 % smaller. */
const terser = {
  name: 'terser',
  async renderChunk(code, {name}) {
    // What loads with the page has no function that its caller makes an object of.
    const own = name === 'element' ? {unsafe_arrows: true, inline: 1} : {};
    const result = await minify(code, {
      module: true,
      ecma: 2020,
      compress: {passes: 3, ...own},
      sourceMap: true,
    });
    return {code: result.code, map: result.map};
  },
};

/** The files for a script tag: all dependencies inside, split by when a page needs them. */
export const cdn = {
  input: {
    'heygen-avatar': 'src/define.ts',
    sandbox: 'src/sandbox/sandbox.ts',
    tools: 'src/tools/page-tools.ts',
  },
  onLog,
  plugins: [
    emptied('dist/cdn'),
    elementFields,
    selfContained({entry: 'src/define.ts', alsoLazy: 'src/sandbox/sandbox.ts'}),
    ...bundledLivekit(),
    smallTemplates(),
    slimLit(),
    esbuild({target: 'es2022', legalComments: 'none', tsconfig: 'tsconfig.json'}),
    plainProperties(),
    esbuildMinify({target: 'es2022', legalComments: 'none', treeShaking: true}),
    terser,
    graph,
    integrity,
    notices,
  ],
  output: {
    dir: 'dist/cdn',
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    // The entry itself reads the address that it was loaded from, so the code of the element is in another file.
    manualChunks: (id) => (id.endsWith('src/element/heygen-avatar.ts') ? 'element' : undefined),
    chunkFileNames: (chunk) => `${chunkName(chunk)}-[hash].js`,
  },
};

/**
 * Lit announces its development build in the console. Whoever installs this package has not chosen Lit, and cannot act on that;
 * only that build has this set of what it has said.
 */
const quietLit = {
  name: 'quiet-lit',
  transform: (code, id) =>
    id.endsWith('src/element/heygen-avatar.ts')
      ? {code: `${code}\nglobalThis.litIssuedWarnings?.add('dev-mode');\n`, map: null}
      : null,
};

/** The files for a bundler: one for each module; the application brings the dependencies. */
const npm = {
  input: {
    index: 'src/index.ts',
    'react-server': 'src/react-server.ts',
    'session/public-api': 'src/session/public-api.ts',
    'sandbox/sandbox': 'src/sandbox/sandbox.ts',
    'tools/page-tools': 'src/tools/page-tools.ts',
    'token-server/token-handler': 'src/token-server/token-handler.ts',
    'token-server/node-handler': 'src/token-server/node-handler.ts',
    'token-server/redis-store': 'src/token-server/redis-store.ts',
  },
  external: [/^lit(\/|$)/, /^zod(\/|$)/, /^livekit-client/, /^@livekit\/protocol/, /^@mswjs\//, 'ipaddr.js'],
  onLog,
  plugins: [
    emptied('dist/npm'),
    elementFields,
    nodeResolve(),
    esbuild({target: 'es2022', tsconfig: 'tsconfig.json'}),
    quietLit,
  ],
  output: {
    dir: 'dist/npm',
    format: 'es',
    sourcemap: true,
    preserveModules: true,
    preserveModulesRoot: 'src',
    paths: {'livekit-client': './livekit-client.js'},
  },
};

/**
 * livekit-client for the npm build, beside its only importer: as a dependency it would bring one that does not install on every
 * supported Node, a log that writes to the application's console, and half as many bytes again.
 */
const npmLivekit = {
  input: {'session/room/livekit-client': 'scripts/livekit-entry.mjs'},
  external: [/^@livekit\/protocol/],
  onLog,
  plugins: [...bundledLivekit(), esbuild({target: 'es2022', legalComments: 'none'}), notices],
  output: {dir: 'dist/npm', format: 'es', sourcemap: true},
};

export default [cdn, npm, npmLivekit];
