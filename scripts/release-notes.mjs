/** The version and the changelog of a release, from the commits since the last one, for `scripts/release.mjs`. */

/** The format of `git log` that commitsOf() reads: the title, and what stands below it. */
export const COMMIT_FORMAT = '%s%x1f%b%x1e';

/** Each title once: what was merged twice is one change. */
export function commitsOf(log) {
  const commits = log
    .split('\x1e')
    .map((each) => each.trim().split('\x1f'))
    .filter(([title]) => title)
    .map(([title, body = '']) => {
      const [, type = 'other', scope, mark, text = title] =
        /^(\w+)(?:\(([^)]*)\))?(!)?: (.*)$/.exec(title) ?? [];
      const isBreaking = Boolean(mark) || /^BREAKING[ -]CHANGE:/m.test(body);
      return [title, {type, scope, text, isBreaking}];
    });
  const breaking = new Set(commits.filter(([, each]) => each.isBreaking).map(([title]) => title));
  return [...new Map(commits)].map(([title, each]) => ({...each, isBreaking: breaking.has(title)}));
}

export function nextVersion(current, all) {
  if (all.length === 0) throw new Error('There is no commit since the last release.');
  const [major, minor, patch] = current.split('.').map(Number);
  const isBreaking = all.some((each) => each.isBreaking);
  if (isBreaking && major > 0) return `${major + 1}.0.0`;
  if (isBreaking || all.some(({type}) => type === 'feat')) return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}

/** The changes that users notice, as Markdown. */
export function changes(all) {
  return [
    ['Breaking', all.filter((each) => each.isBreaking)],
    ['Added', all.filter(({type}) => type === 'feat')],
    ['Fixed', all.filter(({type}) => type === 'fix')],
    ['Faster', all.filter(({type}) => type === 'perf')],
  ]
    .filter(([, list]) => list.length > 0)
    .map(([title, list]) =>
      [`### ${title}`, ...list.map(({scope, text}) => `- ${scope ? `${scope}: ` : ''}${text}`)].join('\n'),
    )
    .join('\n\n');
}

/** “Unreleased” becomes this version. What was written there by hand is for readers, and stays as it is. */
export function releasedChangelog(changelog, version, day) {
  const [before, after, ...more] = changelog.split(/^## Unreleased$/m);
  if (after === undefined || more.length > 0) throw new Error('CHANGELOG.md needs one “## Unreleased”.');
  return `${before}## Unreleased\n\n## ${version} (${day.toISOString().slice(0, 10)})${after}`;
}
