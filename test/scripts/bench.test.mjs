import assert from 'node:assert/strict';
import {test} from 'node:test';
import sinon from 'sinon';
import {problemOf, runsOf, tableOf} from '../../bench/support/markdown.mjs';
import {recordOf} from '../../bench/support/record.mjs';
import {withTables} from '../../bench/support/with-tables.mjs';
import {quantile, spread} from '../../bench/support/statistics.mjs';
import {DelayLine, Distance} from '../support/livekit/delay-line.mjs';

test('median and quartiles', () => {
  assert.deepEqual(spread([5, 1, 3, 2, 4]), {median: 3, low: 2, high: 4});
  assert.deepEqual(spread([7]), {median: 7, low: 7, high: 7});
  assert.equal(quantile([0, 10], 0.99), 9.9);
});

test('a table has the medians with their quartiles, and the rows beside the faster one of those named', () => {
  const part = {
    rows: ['@fast', 'slow', 'element'],
    columns: {frame: 'frame, ms', bytes: 'kB'},
    compare: {column: 'frame', with: ['@fast', 'slow'], title: 'of the faster'},
  };
  const runs = (...frames) => frames.map((frame) => ({frame, bytes: 1.25}));
  const samples = [runs(1000, 1200, 1400), runs(2000), runs(600, 600, 600)];
  assert.deepEqual(tableOf({part, samples}).split('\n'), [
    '| What | frame, ms | kB | of the faster |',
    '| --- | --: | --: | --: |',
    '| @fast | 1,200 (1,100–1,300) | 1.3 | 1.00 |',
    '| slow | 2,000 | 1.3 | 1.67 |',
    '| element | 600 | 1.3 | 0.50 |',
  ]);
  const section = {part, runs: 3, repeated: 1, missing: 2};
  assert.equal(
    runsOf(section),
    '3 runs of each row, in turn; 1 failed and was repeated; 2 could not be measured.',
  );
});

test('a row without a result has none in the table, and is a problem', () => {
  const part = {rows: ['a'], columns: {frame: 'ms'}};
  assert.match(tableOf({part, samples: [[]]}), /\| a \| – \|$/);
  assert.equal(problemOf({part, samples: [[]]}), 'Nothing could be measured of a.');
});

test('a part that is measured again has the place of its table in the page; the others stay', () => {
  const page = '# Benchmarks\n\nFacts.\n\n## First\n\nold 1\n\n## Second\n\nold 2\n\n## Last\n\nold 3\n';
  assert.equal(
    withTables(page, ['## Last\n\nnew 3', '## Second\n\nnew 2', '## Other\n\nnew']),
    '# Benchmarks\n\nFacts.\n\n## First\n\nold 1\n\n## Second\n\nnew 2\n\n## Last\n\nnew 3\n\n## Other\n\nnew\n',
  );
});

test('each measurement of the budgets stays on the page, the newest first, and what is over its budget is bold', () => {
  const part = {
    title: ({rtt}) => `At ${rtt} ms`,
    rows: ['sdk', 'element', 'other'],
    compare: {column: 'frame', with: ['sdk']},
    budgets: [
      {name: 'near', setting: {rtt: 0}, most: 0.6, rows: ['element', 'other']},
      {name: 'far', setting: {rtt: 60}, most: 0.5, rows: ['element']},
    ],
  };
  const samples = [1000, 600, 610].map((frame) => [{frame}]);
  const sectionsOf = (...rtts) => rtts.map((rtt) => ({part, title: part.title({rtt}), samples}));
  const record = (page, date, ...rtts) =>
    recordOf(page, sectionsOf(...rtts), {date, version: 'heygen-avatar 1.0', machine: 'M'});
  const first = record('# Page\n', '2026-01-02', 0, 60);
  const second = record(`# Page\n\n${first}\n\n## Other\n\n| 2020-01-01 |`, '2026-01-03', 60);
  const isLine = (line) => line.startsWith('|');
  assert.deepEqual(second.split('\n').filter(isLine), [
    '| Date | Version | Machine | near: 0.6 | far: 0.5 |',
    '| --- | --- | --- | --: | --: |',
    '| 2026-01-03 | 1.0 | M | – | **0.60** |',
    '| 2026-01-02 | 1.0 | M | 0.60 · **0.61** | **0.60** |',
  ]);
  assert.equal(record(first, '2026-01-04', 120), first, 'another distance has no budget');
  assert.equal(recordOf(first, [{part: {}}], {}), undefined);
});

test('a median over its budget is a problem', () => {
  const part = {rows: ['a'], columns: {mean: 'ms'}, budget: {row: 'a', column: 'mean', most: 1}};
  assert.equal(problemOf({part, samples: [[{mean: 1}]]}), undefined);
  assert.equal(problemOf({part, samples: [[{mean: 1.5}]]}), 'OVER BUDGET: a, ms: 1.50 of 1.');
});

test('what is sent over a distance arrives half a round trip later, in order; without one at once', () => {
  const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
  try {
    const arrived = [];
    const distance = new Distance(60);
    const line = new DelayLine(distance, (item) => arrived.push(item));
    line.push('waits for the handshakes', performance.now() + 120);
    line.push('sent after it');
    clock.tick(149);
    assert.deepEqual(arrived, []);
    clock.tick(1);
    assert.deepEqual(arrived, ['waits for the handshakes', 'sent after it']);
    line.push('later');
    clock.tick(30);
    assert.equal(arrived.pop(), 'later');
    distance.roundTripMs = 0;
    line.push('near');
    assert.equal(arrived.pop(), 'near');
    distance.roundTripMs = 60;
    line.push('never');
    line.stop();
    clock.tick(1_000);
    assert.equal(arrived.length, 2);
  } finally {
    clock.restore();
  }
});
