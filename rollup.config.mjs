import {createHash} from 'node:crypto';
import {readFileSync, rmSync} from 'node:fs';
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
import {neverNeeded} from './scripts/never-needed.mjs';
import {unusedCode} from './scripts/unused-code.mjs';
import {membersToShorten, shortened} from './scripts/short-names.mjs';
import {slimLivekit} from './scripts/slim.mjs';
import {slimInterceptors} from './scripts/slim-interceptors.mjs';
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
/** The React component knows the names of the events without their classes. */
const reactEvents = precompute('src/react/react-events.ts');

/** The packages that the npm build holds, and where their importer finds them. */
const BUNDLED = {
  'livekit-client': './livekit-client.js',
  '@mswjs/interceptors/fetch': './interceptors.js',
  '@mswjs/interceptors/WebSocket': './interceptors.js',
};

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
    const files = Object.values(bundle).filter(({fileName}) => fileName.endsWith('.js'));
    const hash = (code) => `sha384-${createHash('sha384').update(code).digest('base64')}`;
    const hashes = Object.fromEntries(
      files.flatMap(({fileName, code, source, isDynamicEntry}) => {
        // After a failure, a file on demand is asked for at these addresses: src/session/util/lazily.ts.
        const queries = isDynamicEntry ? ['', '?1', '?2', '?3'] : [''];
        return queries.map((query) => [`./${fileName}${query}`, hash(code ?? source)]);
      }),
    );
    const json = JSON.stringify({integrity: hashes}, null, 2);
    this.emitFile({type: 'asset', fileName: 'integrity.json', source: `${json}\n`});
    this.emitFile({type: 'asset', fileName: 'import-map.html', source: importMap(hashes)});
  },
};

/** The import map for a page that loads the files from jsDelivr: to be copied into its head. */
function importMap(hashes) {
  const {name, version} = JSON.parse(readFileSync('package.json', 'utf8'));
  const folder = `https://cdn.jsdelivr.net/npm/${name}@${version}/dist/cdn`;
  const addresses = Object.entries(hashes).map(([file, hash]) => [folder + file.slice(1), hash]);
  const map = JSON.stringify({integrity: Object.fromEntries(addresses)}, null, 2);
  return `<script type="importmap">\n${map}\n</script>\n<script type="module" src="${folder}/heygen-avatar.js"></script>\n`;
}

/** The plain script for pages that cannot have a module. */
const classic = {
  name: 'classic',
  async generateBundle() {
    const {code} = await minify(readFileSync('src/classic.js', 'utf8'), {ecma: 2020});
    this.emitFile({type: 'asset', fileName: 'heygen-avatar.classic.js', source: `${code}\n`});
  },
};

const livekitSources = (include, compilerOptions) =>
  esbuild({target: 'es2022', include, exclude: [], tsconfig: false, tsconfigRaw: {compilerOptions}});

/** Bundles livekit-client from its sources. Each build has a copy of its own, without what an avatar does not use. */
const bundledLivekit = () => [
  neverNeeded(),
  unusedCode(),
  slimLivekit(),
  slimInterceptors(),
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
  if (moduleIds.some((id) => /src\/ui\/locales\/[a-z]{2}(-\w+)?\.ts$/.test(id))) return `locale-${name}`;
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

/** What a start runs, most of it once. It is loaded on intent. */
const CODE_OF_A_START = ['intent-code', 'livekit-room'];
/** Chromium compiles the functions of such a file as it loads it, in a thread of its own, and not when each is first called. */
const COMPILE_AT_LOAD = '//# allFunctionsCalledOnLoad';

/** Makes what esbuild has minified 3 % smaller. */
const terser = {
  name: 'terser',
  async renderChunk(code, {name, moduleIds}) {
    // What loads with the page has no function that its caller makes an object of.
    const own = name === 'element' ? {unsafe_arrows: true, inline: 1} : {};
    const isLivekit = moduleIds.some((id) => id.includes('/livekit-client/'));
    const result = await minify(code, {
      module: true,
      ecma: 2020,
      compress: {passes: 3, ...own},
      mangle: isLivekit ? {properties: shortened(membersToShorten(code))} : true,
      format: CODE_OF_A_START.includes(name) ? {preamble: COMPILE_AT_LOAD} : {},
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
    classic,
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
    'element/public-names': 'src/element/public-names.ts',
    'react/react': 'src/react/react.ts',
    'react/react-server': 'src/react/react-server.ts',
    'session/public-api': 'src/session/public-api.ts',
    'sandbox/sandbox': 'src/sandbox/sandbox.ts',
    'tools/page-tools': 'src/tools/page-tools.ts',
    'token-server/token-handler': 'src/token-server/token-handler.ts',
    'token-server/node-handler': 'src/token-server/node-handler.ts',
    'token-server/redis-store': 'src/token-server/redis-store.ts',
  },
  external: [
    /^lit(\/|$)/,
    /^zod(\/|$)/,
    /^@livekit\/protocol/,
    'ipaddr.js',
    'react',
    ...Object.keys(BUNDLED),
  ],
  onLog,
  plugins: [
    emptied('dist/npm'),
    elementFields,
    reactEvents,
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
    paths: BUNDLED,
    // A server component of React may import the component; it runs in the browser.
    banner: ({name}) => (name === 'react/react' ? "'use client';" : ''),
  },
};

/**
 * What the npm build holds of these packages, each beside its only importer. As dependencies, livekit-client would bring one that does
 * not install on every supported Node, a log that writes to the application's console, and half as many bytes again; and the interceptors
 * eight packages, for the sandbox alone.
 */
const npmBundled = {
  input: {
    'session/room/livekit-client': 'scripts/bundled/livekit-client.mjs',
    'sandbox/interceptors': 'scripts/bundled/interceptors.mjs',
  },
  external: [/^@livekit\/protocol/],
  onLog,
  plugins: [...bundledLivekit(), esbuild({target: 'es2022', legalComments: 'none'}), notices],
  output: {dir: 'dist/npm', format: 'es', sourcemap: true, chunkFileNames: 'bundled-[name].js'},
};

export default [cdn, npm, npmBundled];
