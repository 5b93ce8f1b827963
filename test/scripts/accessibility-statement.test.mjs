import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';

/** Whether docs/project/accessibility.md has each criterion of WCAG 2.2, A and AA, and names tests that are there. */
const STATEMENT = readFileSync('docs/project/accessibility.md', 'utf8');
const CRITERIA = {
  A: [
    '1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4',
    '2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2',
  ],
  AA: [
    '1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8',
    '3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3',
  ],
};

const rows = STATEMENT.split('\n')
  .map(
    (line) =>
      /^\| (?<number>\d\.\d\.\d+) .*\((?<level>A+)\) +\| (?<does>.*?) +\| (?<test>.*?) *\|$/.exec(line)
        ?.groups,
  )
  .filter(Boolean);

test('the statement has each criterion of levels A and AA once', () => {
  for (const [level, numbers] of Object.entries(CRITERIA)) {
    const stated = rows.filter((row) => row.level === level).map(({number}) => number);
    assert.deepEqual(stated, numbers.join(' ').split(' ').toSorted(byNumber));
  }
});

function byNumber(one, other) {
  return one.localeCompare(other, 'en', {numeric: true});
}

test('each criterion that applies to the element names a test that is there', () => {
  for (const {number, does, test: cell} of rows) {
    if (cell === '') {
      assert.match(does, /^(does not apply: |the page’s)/, number);
      continue;
    }
    const [, file, title] = /^`(.+?)`: “(.+)”$/.exec(cell) ?? assert.fail(`${number} names no test: ${cell}`);
    assert.ok(readFileSync(file, 'utf8').includes(title), `${file} has no test “${title}” (${number})`);
  }
});

test('no animation repeats more than three times a second', () => {
  const styles = readdirSync('src', {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`src/${file}`, 'utf8'));
  const repeated = styles.flatMap(
    (text) => text.replaceAll(/\([^()]*\)/g, '').match(/[^;{,]*\binfinite\b[^;},]*/g) ?? [],
  );
  const css = repeated.filter((rule) => /\d(s|ms)\b/.test(rule));
  assert.ok(css.length > 1);
  for (const rule of css) {
    const [, duration, unit] = /([\d.]+)(m?s)\b/.exec(rule);
    assert.ok(Number(duration) * (unit === 's' ? 1000 : 1) >= 334, rule);
  }
});
