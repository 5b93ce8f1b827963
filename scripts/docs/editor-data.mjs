import {cpSync} from 'node:fs';
import {generateJetBrainsWebTypes} from 'custom-element-jet-brains-integration';
import {generateVsCodeCustomElementData} from 'custom-element-vs-code-integration';

/**
 * Writes what editors and frameworks read of the manifest into `dist/`: data for VS Code and the editors of JetBrains, and the types
 * for the templates of frameworks, which the sources hold ready because the compiler computes them from the class.
 */
export function writeEditorData(manifest) {
  const options = {
    outdir: 'dist',
    typesSrc: 'parsedType',
    hideLogs: true,
    hideMethodDocs: true,
    hideCssPartsDocs: true,
    hideCssPropertiesDocs: true,
  };
  generateVsCodeCustomElementData(structuredClone(manifest), options);
  generateJetBrainsWebTypes(structuredClone(manifest), {...options, packageJson: false});
  const isTypes = (file) => !file.endsWith('.ts') || file.endsWith('.d.ts');
  cpSync('src/types', 'dist/npm/types', {recursive: true, filter: isTypes});
}
