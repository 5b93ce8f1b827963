import {countTests, failuresOf, lastLines} from './outcome.mjs';
import {runLane} from './lanes.mjs';
import {runFailedAgain} from './second-run.mjs';

/**
 * Every check of the project, for `.ci/run`, which has installed what they need: side by side, each step's output kept
 * together, with its seconds. What has failed runs once more, alone. Names what has failed at the end; the last line counts steps and
 * tests. Arguments are the names of the steps to run instead of all.
 *
 * What takes long by nature runs in `npm run test:long`, of which these steps have a sample.
 */
/** What the others need. */
const FIRST = [{name: 'build', command: 'npm run build'}];

/** Tests with a clock. The longest first, so that the lanes end at about the same time; then they take what is left of `BESIDE`. */
const IN_BROWSERS = [
  {name: 'Chromium', command: 'npm run test:chromium', env: {FAKE_ROOM: '1'}},
  {name: 'real LiveKit', command: 'npm run test:livekit', env: {LIVEKIT_QUICK: '1'}},
  {name: 'Firefox', command: 'npm run test:firefox', env: {FIREFOX_QUICK: '1', FAKE_ROOM: '1'}},
  {name: 'WebKit', command: 'npm run test:webkit', env: {WEBKIT_QUICK: '1'}},
  {name: 'pages', command: 'npm run test:pages'},
  {name: 'soak', command: 'npm run soak -- 12', env: {SOAK_SIDE_BY_SIDE: '2'}},
];

/** These run in the processor time that the steps in browsers leave. */
const BESIDE = [
  {name: 'pictures', command: 'npm run shots -- --check'},
  {name: 'lint', command: 'npm run lint'},
  {name: 'types', command: 'npm run check'},
  {name: 'Node', command: 'npm run test:node'},
  {name: 'sizes', command: 'npm run size'},
  {name: 'format', command: 'npm run format:check'},
  {name: 'package', command: 'npm run package'},
  {name: 'docs', command: 'npm run docs:reference -- --check && npm run docs:build && npm run test:site'},
  {name: 'leaks', command: 'npm run leaks -- 15'},
  {name: 'integration', command: 'npm run test:integration -- --quick'},
];
/**
 * How many steps in browsers run at the same time. Each keeps most of a core busy: with three, which takes a minute less, a browser
 * now and then stood still until a test's limit.
 */
const BROWSER_LANES = 2;

const chosen = process.argv.slice(2);
const pick = (steps) => steps.filter(({name}) => chosen.length === 0 || chosen.includes(name));

const startedAt = performance.now();
const handlers = {onStart: announce, onEnd: report};
const built = await runLane([pick(FIRST)], handlers);
const isBuilt = built.every(({passed}) => passed);
const runAlone = async (step) => (await runLane([[step]], handlers))[0];
// Nothing runs without a build, and a second one that passes would be all that the checks have seen.
const others = isBuilt ? await runFailedAgain(await runAll(), runAlone) : {results: [], races: []};
const results = [...built, ...others.results];
summarize();

async function runAll() {
  const [inBrowsers, beside] = [pick(IN_BROWSERS), pick(BESIDE)];
  const lanes = Array.from({length: BROWSER_LANES}, () => runLane([inBrowsers, beside], handlers));
  lanes.push(runLane([beside], {isLowPriority: true, ...handlers}));
  return (await Promise.all(lanes)).flat();
}

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
  for (const {name, failures} of others.races) {
    console.log(
      `\n** ${name} failed beside other steps and passed alone: a race to mend\n${failures.join('\n')}`,
    );
  }
  console.log('\nSeconds of each step:');
  for (const {name, seconds} of results.toSorted((a, b) => b.seconds - a.seconds)) {
    console.log(`${seconds.toFixed().padStart(6)}  ${name}`);
  }
  console.log(`${((performance.now() - startedAt) / 1000).toFixed().padStart(6)}  in all`);
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}
