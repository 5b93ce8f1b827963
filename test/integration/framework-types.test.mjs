import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {emptyFolder, install} from './packed-package.mjs';

/** The types for the templates of each framework, checked by the framework's own tools and with its own types, none of them skipped. */

const SOURCES = 'test/integration/framework-types';
const OPTIONS = {
  strict: true,
  noEmit: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'],
  types: [],
  module: 'esnext',
  moduleResolution: 'bundler',
};
const JSX = {jsx: 'react-jsx'};

/** Installs what is given beside the package, and checks the files with a tool. Resolves with what it prints and its exit code. */
function check(name, {dependencies, files, options, tool = ['tsc', '-p', '.']}) {
  const folder = emptyFolder(`types-${name}`);
  const manifest = {private: true, type: 'module', dependencies: {typescript: '5.9.3', ...dependencies}};
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  for (const file of files) cpSync(join(SOURCES, file), join(folder, file));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {...OPTIONS, ...options},
      files,
      include: [],
      vueCompilerOptions: {strictTemplates: true},
      angularCompilerOptions: {strictTemplates: true},
    }),
  );
  install(folder);
  const {status, stdout, stderr} = spawnSync('npx', tool, {cwd: folder, encoding: 'utf8'});
  return {status, output: stdout + stderr};
}

for (const [name, dependencies, files, options] of [
  ['react-19', {'@types/react': '19.3.0'}, ['react-19.tsx', 'react-component.tsx'], JSX],
  ['react-18', {'@types/react': '^18.3.0'}, ['react-18.tsx', 'react-component.tsx'], JSX],
  ['preact-11', {preact: '11.2.0'}, ['preact.tsx'], {...JSX, jsxImportSource: 'preact'}],
  ['preact-10', {preact: '^10.26.0'}, ['preact.tsx'], {...JSX, jsxImportSource: 'preact'}],
  ['solid', {'solid-js': '1.9.19'}, ['solid.tsx'], {jsx: 'preserve', jsxImportSource: 'solid-js'}],
]) {
  test(`${name}: JSX knows attributes, properties and events, and refuses what there is not`, () => {
    const {status, output} = check(name, {dependencies, files, options});
    assert.equal(status, 0, output);
  });
}

test('Vue: templates know attributes, properties and events, and refuse what there is not', () => {
  const {status, output} = check('vue', {
    dependencies: {vue: '3.5.45', 'vue-tsc': '3.3.14'},
    files: ['vue.vue', 'vue-bad.vue'],
    options: {jsx: 'preserve'},
    tool: ['vue-tsc', '-p', '.'],
  });
  assert.equal(status, 0, output);
});

test('Svelte 5: markup knows attributes, properties and events, and refuses what there is not', () => {
  const {output} = check('svelte', {
    dependencies: {svelte: '5.57.3', 'svelte-check': '4.7.8'},
    files: ['svelte.svelte', 'svelte-bad.svelte'],
    options: {verbatimModuleSyntax: true},
    tool: ['svelte-check', '--tsconfig', './tsconfig.json', '--output', 'machine'],
  });
  const errors = output.match(/ ERROR "[^"]+"/g) ?? [];
  assert.deepEqual(errors, Array(3).fill(' ERROR "svelte-bad.svelte"'), output);
});

test('Angular: a template knows the events and the methods of the element, and refuses what there is not', () => {
  const version = '21.2.26';
  const {output} = check('angular', {
    dependencies: {
      '@angular/compiler': version,
      '@angular/compiler-cli': version,
      '@angular/core': version,
      rxjs: '7.8.2',
    },
    files: ['angular.ts'],
    tool: ['ngc', '-p', '.'],
  });
  const errors = [...output.matchAll(/ TS\d+: (?:.*?'(\w+)' does not exist)?/g)].map(([, name]) => name);
  assert.deepEqual(errors, ['nothing', 'speek'], output);
});
