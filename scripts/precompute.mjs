import {resolve} from 'node:path';
import {importTypeScript} from './import-typescript.mjs';

/**
 * Runs a module during the build, and puts the values of its exports, which must be JSON, in its place. A page that loads the
 * values then does not load what they are computed from.
 */
export function precompute(file) {
  const path = resolve(file);
  return {
    name: 'precompute',
    async load(id) {
      if (id !== path) return null;
      const {exports, files} = await importTypeScript(path);
      for (const each of files) this.addWatchFile(each);
      const lines = Object.entries(exports).map(
        ([name, value]) => `export const ${name} = ${JSON.stringify(value)};`,
      );
      return {code: lines.join('\n'), map: {mappings: ''}};
    },
  };
}
