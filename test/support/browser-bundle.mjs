import {build} from 'esbuild';

/** The code of a script with all that it imports, as one module for a browser. */
export async function browserBundle(file) {
  const {outputFiles} = await build({
    entryPoints: [file],
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}
