import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {pack} from './packed-package.mjs';

/**
 * The package as others use it: `npm run test:integration`, and with `--quick` what CI has time for. Other arguments choose files:
 * `npm run test:integration -- wordpress`. Needs `npm run build` before.
 */
const FOLDER = 'test/integration';
const QUICK = ['apps', 'examples'];

const isQuick = process.argv.includes('--quick');
const chosen = process.argv.slice(2).filter((each) => each !== '--quick');
const all = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.test.mjs'))
  .map((file) => file.replace('.test.mjs', ''));
const unknown = chosen.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}, but ${all.join(', ')}.`);

const names = chosen.length > 0 ? chosen : isQuick ? QUICK : all;
const files = names.map((name) => join(FOLDER, `${name}.test.mjs`));
const {status} = spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...files], {
  stdio: 'inherit',
  env: {...process.env, HEYGEN_AVATAR_TARBALL: pack(), ...(isQuick ? {INTEGRATION_QUICK: '1'} : {})},
});
process.exitCode = status ?? 1;
