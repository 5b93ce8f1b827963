import {failuresOf} from './outcome.mjs';

/** With more failures than these, the change is broken, and a second run only takes time. */
const MOST_STEPS = 3;

/**
 * Runs what has failed once more, by `run(step)`, one step at a time while nothing else runs: two cores with twelve browsers on them may
 * keep a test from what it waits for. A step that stood still is not run again: that may take as long once more. Resolves with the
 * results that count, and with the `races`: the first failures of the steps that passed alone. They do not fail the checks, but each is
 * a fault to mend, of the test or of what it tests.
 */
export async function runFailedAgain(results, run) {
  const failed = results.filter(({passed}) => !passed);
  const races = [];
  if (failed.length > MOST_STEPS) return {results, races};
  const counted = [...results];
  for (const first of failed.filter(({stoodStill}) => !stoodStill)) {
    const second = await run({...first.step, name: `${first.name}, alone`});
    counted.splice(counted.indexOf(first), 1, second);
    if (second.passed) races.push({name: first.name, failures: failuresOf(first.output)});
  }
  return {results: counted, races};
}
