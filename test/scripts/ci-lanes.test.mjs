import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {runLane} from '../../scripts/ci/lanes.mjs';
import {runFailedAgain} from '../../scripts/ci/second-run.mjs';

const passing = {name: 'passing', command: 'echo 2 passed'};
const failing = {name: 'failing', command: 'echo "1 passed, 1 failed"; exit 1'};

/** A step that fails once: beside others, and not alone. */
function racing(folder) {
  return {
    name: 'racing',
    command: `mkdir ${join(folder, 'made')} && echo "not ok 1 - a test" && exit 1; true`,
  };
}

/** Runs steps as CI does, without a word on the console. */
async function runAll(...steps) {
  const started = [];
  const run = (list) => runLane([list], {onStart: ({name}) => started.push(name), onEnd: () => {}});
  const first = await run([...steps]);
  const {results, races} = await runFailedAgain(first, async (step) => (await run([step]))[0]);
  return {started, races, outcome: results.map(({name, passed}) => `${name}: ${passed}`)};
}

test('a step that fails runs once more, alone, and the second run counts', async () => {
  const {started, outcome, races} = await runAll(passing, failing);
  assert.deepEqual(started, ['passing', 'failing', 'failing, alone']);
  assert.deepEqual(outcome, ['passing: true', 'failing, alone: false']);
  assert.deepEqual(races, []);
});

test('what fails beside other steps and passes alone is named as a race, with its failures', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ci-'));
  try {
    const {outcome, races} = await runAll(racing(folder), passing);
    assert.deepEqual(outcome, ['racing, alone: true', 'passing: true']);
    assert.deepEqual(
      races.map(({name, failures}) => [name, failures[0]]),
      [['racing', 'not ok 1 - a test']],
    );
  } finally {
    rmSync(folder, {recursive: true});
  }
});

test('a step that stood still, as `timeout` says, is not run again', async () => {
  const {started, outcome} = await runAll({name: 'still', command: 'exit 124'});
  assert.deepEqual(started, ['still']);
  assert.deepEqual(outcome, ['still: false']);
});

test('a change that breaks many steps runs nothing again', async () => {
  const broken = Array.from({length: 4}, (_, at) => ({...failing, name: `broken ${at}`}));
  const {started, outcome} = await runAll(...broken);
  assert.equal(started.length, 4);
  assert.equal(outcome.filter((each) => each.endsWith('false')).length, 4);
});
