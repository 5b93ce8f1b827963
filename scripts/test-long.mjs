import {spawnSync} from 'node:child_process';

/**
 * What takes long by nature, about two hours of it; `.ci/run` has a sample of each. `npm run test:long -- soak leaks` runs
 * these alone. Needs `npm run build` before.
 */
const STEPS = {
  /** Every way a session can end, at every moment, and every fault of every call; 12 rounds in CI. */
  soak: 'npm run soak -- 1000',
  /** Random messages, settings and calls, and what may happen to an element; some hundreds and 10 cases in CI. */
  fuzz: 'npm run fuzz -- 100000',
  /** Hides every control in every picture; in CI each kind of control once in each theme. */
  pictures: 'npm run shots -- --check --hide-all',
  /** Every scene at nine sizes of the window, on a light, a dark and a photographic page; CI has one size of each. */
  matrix: 'npm run shots -- --matrix',
  /** Starts and stops, and counts what is left; 15 cycles in CI. */
  leaks: 'npm run leaks -- 100',
  /** What calls leave behind at the token server; 60,000 in CI. */
  tokens: 'TOKEN_CALLS=100000 node --test test/token-server/leaks.test.mjs',
  /** The package in real frameworks, bundlers and servers, the plugin in WordPress; `--quick` has the cheapest. */
  integration: 'npm run test:integration',
  /**
   * axe on every page of the documentation, on each screen, light and dark, and every block of HTML and JavaScript, run; in CI
   * four pages, and the blocks of README and quick start.
   */
  site: 'npm run docs:build && SITE_LONG=1 npm run test:site',
  /** All tests in Chromium with its own WebRTC; CI has those for which it decides something. */
  chromium: 'npm run test:chromium',
  /** All tests that can run in Firefox; CI has those whose outcome an engine decides. */
  firefox: 'npm run test:firefox',
  /** What an engine decides, in WebKitGTK; CI has most of it. */
  webkit: 'npm run test:webkit',
  /**
   * With the faults that a session waits half a minute for, of which CI has one, and with what repeats a test on the other
   * back end or in another file.
   */
  livekit: 'npm run test:livekit',
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in STEPS));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}, but ${Object.keys(STEPS).join(', ')}.`);

const failed = (chosen.length > 0 ? chosen : Object.keys(STEPS)).filter((name) => {
  console.log(`\n== ${name}: ${STEPS[name]}`);
  const startedAt = performance.now();
  const {status} = spawnSync(STEPS[name], {shell: true, stdio: 'inherit'});
  console.log(`== ${name} took ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes`);
  return status !== 0;
});
console.log(failed.length > 0 ? `** Failed: ${failed.join(', ')}` : 'All passed.');
process.exitCode = failed.length > 0 ? 1 : 0;
