import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {changes, commitsOf, nextVersion, releasedChangelog} from '../../scripts/release-notes.mjs';

/** What `git log` prints of these commits: titles, or a title and what stands below it. */
const log = (...commits) =>
  commits.map((each) => `${Array.isArray(each) ? each.join('\x1f') : `${each}\x1f`}\x1e\n`).join('');

for (const [current, next, ...commits] of [
  ['0.1.0', '0.1.1', 'fix(ui): a fault', 'docs: a page', 'Merge of old times'],
  ['0.1.1', '0.2.0', 'fix: a fault', 'feat(ui): a button'],
  ['0.2.3', '0.3.0', 'fix!: another default'],
  ['0.2.3', '0.3.0', ['fix: another default', 'Why.\n\nBREAKING CHANGE: it is none.']],
  ['1.2.3', '1.3.0', 'feat: a button'],
  ['1.2.3', '2.0.0', 'feat(ui)!: another button', 'fix: a fault'],
]) {
  test(`after ${current} comes ${next}: ${commits.map(String).join('; ')}`, () =>
    assert.equal(nextVersion(current, commitsOf(log(...commits))), next));
}

test('without a commit there is no release', () => assert.throws(() => nextVersion('0.1.0', commitsOf(''))));

test('the changes that users meet, each once', () => {
  const commits = commitsOf(
    log(
      'feat(ui): a button',
      'chore: nothing',
      'feat(ui)!: another default',
      'fix: a fault',
      ['fix: a fault', 'Merged twice.'],
      'perf(session): less to load',
    ),
  );
  assert.equal(
    changes(commits),
    [
      '### Breaking\n- ui: another default',
      '### Added\n- ui: a button\n- ui: another default',
      '### Fixed\n- a fault',
      '### Faster\n- session: less to load',
    ].join('\n\n'),
  );
});

test('a release gives what is unreleased its version, and changes nothing else of the changelog', () => {
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const released = releasedChangelog(changelog, '0.2.0', new Date('2026-12-01T10:00:00Z'));
  assert.match(released, /^## Unreleased\n\n## 0\.2\.0 \(2026-12-01\)\n/m);
  assert.equal(released.replace('## 0.2.0 (2026-12-01)\n\n', ''), changelog);
  assert.throws(() => releasedChangelog('# Changelog\n', '0.2.0', new Date()));
});
