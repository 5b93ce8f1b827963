import {countTests, failuresOf, lastLines} from './outcome.mjs';
import {runLanes} from './lanes.mjs';

/**
 * Every check of the project, for `.ci/run`, which has installed what they need: two at a time, each step's output kept
 * together, with its seconds. Names what has failed at the end; the last line counts steps and tests. Arguments are the names
 * of the steps to run instead of all.
 *
 * What takes long by nature runs in `npm run test:long`, of which these steps have a sample.
 */
/** What the others need, and what a mistake breaks first. */
const FIRST = [
  {name: 'build', command: 'npm run build'},
  {name: 'lint', command: 'npm run lint'},
  {name: 'types', command: 'npm run check'},
  {name: 'format', command: 'npm run format:check'},
];

/** The longest first, so that the lanes end at about the same time. */
const THEN = [
  {name: 'Chromium', command: 'npm run test:chromium', env: {FAKE_ROOM: '1'}},
  {name: 'real LiveKit', command: 'npm run test:livekit', env: {LIVEKIT_QUICK: '1'}},
  {name: 'Firefox', command: 'npm run test:firefox', env: {FIREFOX_QUICK: '1', FAKE_ROOM: '1'}},
  {name: 'pictures', command: 'npm run shots -- --check'},
  {name: 'WebKit', command: 'npm run test:webkit', env: {WEBKIT_QUICK: '1'}},
  {name: 'pages', command: 'npm run test:pages'},
  {name: 'soak', command: 'npm run soak -- 12', env: {SOAK_SIDE_BY_SIDE: '2'}},
  {name: 'leaks', command: 'npm run leaks -- 15'},
  {name: 'integration', command: 'npm run test:integration -- --quick'},
  {name: 'Node', command: 'npm run test:node'},
  {name: 'docs', command: 'npm run docs:reference -- --check && npm run docs:build && npm run test:site'},
  {name: 'package', command: 'npm run package'},
  {name: 'sizes', command: 'npm run size'},
];

const chosen = process.argv.slice(2);
const pick = (steps) => steps.filter(({name}) => chosen.length === 0 || chosen.includes(name));

const startedAt = performance.now();
const results = [];
for (const steps of [pick(FIRST), pick(THEN)]) {
  results.push(...(await runLanes(steps, {onStart: announce, onEnd: report})));
}
summarize();

function announce({name}) {
  console.log(`== ${name} …`);
}

function report({name, file, output, passed, seconds}) {
  console.log(
    `\n== ${name} ${passed ? 'passed' : 'FAILED'} in ${seconds.toFixed()} s (all of its output: ${file})`,
  );
  console.log(passed ? lastLines(output).join('\n') : output);
}

function summarize() {
  const counts = {passed: 0, failed: 0};
  for (const {name, passed, output} of results) {
    const tests = countTests(output);
    counts.passed += tests.passed + (passed ? 1 : 0);
    counts.failed += tests.failed + (passed ? 0 : 1);
    if (!passed) console.log(`\n** ${name} failed\n${failuresOf(output).join('\n')}`);
  }
  console.log('\nSeconds of each step:');
  for (const {name, seconds} of results.toSorted((a, b) => b.seconds - a.seconds)) {
    console.log(`${seconds.toFixed().padStart(6)}  ${name}`);
  }
  console.log(`${((performance.now() - startedAt) / 1000).toFixed().padStart(6)}  in all`);
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}
