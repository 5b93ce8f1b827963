import {spawnSync} from 'node:child_process';

const [cases = '100000', seed = ''] = process.argv.slice(2);
if (!(Number(cases) > 0) || Number.isNaN(Number(seed))) {
  console.error('Usage: npm run fuzz -- [CASES] [SEED]');
  process.exit(1);
}

/** Runs the fuzz tests in the browser; a failure prints its seed. */
const {status} = spawnSync('npx', ['web-test-runner', '--config', 'web-test-runner.fuzz.config.mjs'], {
  stdio: 'inherit',
  env: {...process.env, FUZZ_CASES: cases, FUZZ_SEED: seed},
});
process.exit(status ?? 1);
