import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {build} from 'esbuild';

/** What more than one file may need: the sources, and packages that keep nothing for all their users. */
const SOURCES = resolve('src');
const SHARED = /\/node_modules\/(zod|@livekit\/protocol|@bufbuild)\/.*\.m?js$/;
const COPY = /^\/copy-for\/([^/]+)(\/.*)$/;
/** How the sources load a file on demand; see `src/session/util/lazily.ts`. */
const LAZY = /\blazily\(\(\) => import\(/g;
const AGAIN = /([\w$]+)(\)?\s*=>\s*)import\(("[^"]+"|'[^']+')\+again\)/g;

/** The module that a copy is made of. */
export const originalOf = (id) => COPY.exec(id)?.[2] ?? id;

/**
 * Makes each file that is loaded on demand need nothing but the files that are loaded with the page: it gets copies of its own of
 * the modules that others use too. Browsers remember a failed import for good, with its address. A file that has failed can then
 * be asked for at another address, and there is no second file, imported by the first, whose address nobody could change.
 */
export function selfContained({entry, alsoLazy}) {
  let first;
  const copied = (resolved, name) => {
    const isShared = (resolved.id.startsWith(SOURCES) || SHARED.test(resolved.id)) && !first.has(resolved.id);
    return isShared ? {...resolved, id: `/copy-for/${name}${resolved.id}`} : resolved;
  };
  return {
    name: 'self-contained',
    async buildStart() {
      first = await staticInputs(entry);
    },
    resolveId: {
      order: 'pre',
      async handler(source, importer, options) {
        const [, name, original] = COPY.exec(importer ?? '') ?? [];
        const resolved = await this.resolve(source, original ?? importer, {...options, skipSelf: true});
        if (!resolved || resolved.external) return resolved;
        if (options.isEntry && resolved.id === resolve(alsoLazy))
          return copied(resolved, nameOf(resolved.id));
        return name ? copied(resolved, name) : resolved;
      },
    },
    async resolveDynamicImport(specifier, importer) {
      if (typeof specifier !== 'string') return null;
      const resolved = await this.resolve(specifier, originalOf(importer), {skipSelf: true});
      return resolved && copied(resolved, nameOf(resolved.id));
    },
    load: (id) => (COPY.test(id) ? readFileSync(originalOf(id), 'utf8') : null),
    transform: {
      order: 'pre',
      handler(code, id) {
        if (!originalOf(id).startsWith(SOURCES)) return null;
        const changed = code.replace(LAZY, 'lazily((again) => import(');
        if (/(?<!again\) => )\bimport\(['"]/.test(changed))
          this.error(`${id} has an import() outside of lazily().`);
        return {code: changed, map: null};
      },
    },
    renderDynamicImport: () => ({left: 'import(', right: '+again)'}),
    // The parameter may have another name by now.
    renderChunk(code) {
      const changed = code.replace(
        AGAIN,
        (_, parameter, arrow, address) => `${parameter}${arrow}import(${address}+${parameter})`,
      );
      if (/\+again\)/.test(code.replace(AGAIN, '')))
        this.error('An import() is not of the form that lazily() takes.');
      return {code: changed, map: null};
    },
    generateBundle(_, bundle) {
      const files = Object.values(bundle).filter(({type}) => type === 'chunk');
      const start = files.find(({facadeModuleId}) => facadeModuleId === resolve(entry));
      const loaded = new Set([start.fileName, ...start.imports]);
      for (const {fileName, imports} of files) {
        const others = imports.filter((file) => !loaded.has(file));
        if (others.length > 0) this.error(`${fileName} imports ${others.join(', ')}: see selfContained().`);
      }
    },
  };
}

const nameOf = (id) => /([^/]+)\.[jt]s$/.exec(id)[1];

/** `precompute` puts a value in the place of this module, which then imports nothing. */
const precomputed = {
  name: 'precomputed',
  setup: ({onLoad}) =>
    onLoad({filter: /element-fields\.ts$/}, () => ({contents: 'export const ELEMENT_FIELDS = [];'})),
};

/** The modules that a page loads first. */
async function staticInputs(entry) {
  const {metafile} = await build({
    entryPoints: [entry],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
    plugins: [precomputed],
    tsconfig: 'tsconfig.json',
    logLevel: 'silent',
  });
  const {outputs} = metafile;
  const inputs = new Set();
  const visit = (file) => {
    for (const input of Object.keys(outputs[file].inputs)) inputs.add(resolve(input));
    for (const {path, kind} of outputs[file].imports) if (kind === 'import-statement') visit(path);
  };
  visit(Object.keys(outputs).find((file) => outputs[file].entryPoint === entry));
  return inputs;
}
