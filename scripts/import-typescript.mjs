import {resolve} from 'node:path';
import {build} from 'esbuild';

/** Runs a TypeScript module of ours: its exports, and the files that it was made of. */
export async function importTypeScript(file) {
  const {outputFiles, metafile} = await build({
    entryPoints: [file],
    bundle: true,
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const exports = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return {exports, files: Object.keys(metafile.inputs).map((each) => resolve(each))};
}
