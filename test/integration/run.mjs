import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {pack} from './packed-package.mjs';

/**
 * The package as others use it: `npm run test:integration`, and with `--quick` what CI has time for. Other arguments are a part of
 * the names of the tests to run. Needs `npm run build` before.
 */
const FOLDER = 'test/integration';
const QUICK = ['apps.test.mjs'];

const isQuick = process.argv.includes('--quick');
const names = process.argv.slice(2).filter((each) => each !== '--quick');
const all = readdirSync(FOLDER).filter((file) => file.endsWith('.test.mjs'));
const files = (isQuick ? QUICK : all).map((file) => join(FOLDER, file));
const patterns = names.map((name) => `--test-name-pattern=${name}`);
const {status} = spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...patterns, ...files], {
  stdio: 'inherit',
  env: {...process.env, HEYGEN_AVATAR_TARBALL: pack(), ...(isQuick ? {INTEGRATION_QUICK: '1'} : {})},
});
process.exitCode = status ?? 1;
