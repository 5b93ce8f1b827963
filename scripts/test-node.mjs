import {spawnSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {NODE_TESTS} from './node-tests.mjs';

/**
 * Runs the tests that need no browser under Node, with mocha, which the browsers use as well: `npm run test:node`. Arguments
 * are the files to run instead of all.
 */
const OUT = 'node_modules/.cache/heygen-avatar/node-tests';
const CHAI = fileURLToPath(new URL('../node_modules/@esm-bundle/chai/esm/chai.js', import.meta.url));

const files = process.argv.slice(2);
rmSync(OUT, {recursive: true, force: true});
await build({
  entryPoints: files.length > 0 ? files : NODE_TESTS.flatMap(expanded),
  outdir: OUT,
  outbase: '.',
  outExtension: {'.js': '.mjs'},
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  packages: 'external',
  // The package itself registers elements; its assertions are those of chai.
  alias: {'@open-wc/testing': CHAI},
  conditions: ['development'],
  tsconfig: 'tsconfig.json',
  logLevel: 'warning',
});
// In parallel mode each file has root hooks of its own.
const mocha = ['--ui', 'tdd', '--parallel', '--jobs', '2', '--timeout', '15000', `${OUT}/**/*.test.mjs`];
const {status} = spawnSync('npx', ['mocha', ...mocha], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: {...process.env, NODE_OPTIONS: '--enable-source-maps --import ./test/support/node-globals.mjs'},
});
process.exitCode = status ?? 1;

/** esbuild's patterns have no braces. */
function expanded(pattern) {
  const [, before, choices, after] = /^(.*)\{(.*)\}(.*)$/.exec(pattern) ?? [];
  return choices ? choices.split(',').map((each) => before + each + after) : [pattern];
}
