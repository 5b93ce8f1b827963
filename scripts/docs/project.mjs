import {Project} from 'ts-morph';
import {fail} from './fail.mjs';

/**
 * The sources as the TypeScript compiler reads them. ts-morph brings a compiler of its own, because TypeScript 7 has no
 * JavaScript API; `npx tsc` stays TypeScript 7. A file is read when it is asked for, with those that it imports.
 */
const project = new Project({tsConfigFilePath: 'tsconfig.json', skipAddingFilesFromTsConfig: true});

/** A source file by its path from the root of the repository. */
export function sourceFile(path) {
  return project.addSourceFileAtPathIfExists(path) ?? fail(`There is no ${path}.`);
}

/** What a module exports, by name: one declaration each, types before values of the same name. */
export function exportsOf(path) {
  const all = [...sourceFile(path).getExportedDeclarations()];
  return new Map(
    all.map(([name, declarations]) => [name, declarations.find(isTypeAlias) ?? declarations[0]]),
  );
}

/** One export of a module. */
export function exported(path, name) {
  return exportsOf(path).get(name) ?? fail(`${path} does not export ${name}.`);
}

function isTypeAlias(declaration) {
  return declaration.getKindName() === 'TypeAliasDeclaration';
}
