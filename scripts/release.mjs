import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';

/**
 *     npm run release -- --dry-run    says what a release would be, builds and checks it, and packs it
 *     npm run release                 also writes version and changelog, commits, and tags
 *
 * The version follows from the commits since the last tag: `feat` or a breaking change raises the minor version, while the first
 * number is 0, and anything else the patch version. Publishing is a step of its own, on a machine that can prove where the package was
 * built: `npm publish` of the tag (package.json asks for provenance).
 */
const isDryRun = process.argv.includes('--dry-run');
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

const commits = commitsSinceLastRelease();
const version = nextVersion(manifest.version, commits);
console.log(`Version: ${manifest.version} → ${version}\n`);
console.log(`Commits since the last release, for the changelog:\n${changes(commits)}\n`);

checkPublishing();
if (!isDryRun) writeRelease();
run('npm', 'run', 'build');
run('npm', 'run', 'package');
run('npm', 'run', 'size');
run('npm', 'pack', '--ignore-scripts', ...(isDryRun ? ['--dry-run'] : []));
console.log(
  isDryRun
    ? 'Nothing was written, committed or published.'
    : `Committed and tagged v${version}. Push it, and let the release job run \`npm publish\`.`,
);

function commitsSinceLastRelease() {
  const tag = git('tag', '--list', 'v*', '--sort=-v:refname').split('\n')[0];
  const range = tag ? [`${tag}..HEAD`] : [];
  return git('log', '--no-merges', '--format=%s%x1f%b%x1e', ...range)
    .split('\x1e')
    .map((each) => each.trim().split('\x1f'))
    .filter(([title]) => title)
    .map(([title, body = '']) => {
      const [, type = 'other', scope, mark, text = title] =
        /^(\w+)(?:\(([^)]*)\))?(!)?: (.*)$/.exec(title) ?? [];
      return {type, scope, text, isBreaking: Boolean(mark) || /^BREAKING[ -]CHANGE:/m.test(body)};
    });
}

function nextVersion(current, all) {
  const [major, minor, patch] = current.split('.').map(Number);
  const isBreaking = all.some((each) => each.isBreaking);
  if (isBreaking && major > 0) return `${major + 1}.0.0`;
  if (isBreaking || all.some(({type}) => type === 'feat')) return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}

/** What users meet. */
function changes(all) {
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

/** npm attests where a package was built only if it says where its sources are. */
function checkPublishing() {
  const {repository, publishConfig, license} = manifest;
  if (!repository?.url || !publishConfig?.provenance || !license) {
    throw new Error('package.json needs repository.url, publishConfig.provenance and license.');
  }
  if (!isDryRun && git('status', '--porcelain')) throw new Error('There are changes that are not committed.');
}

/** “Unreleased” becomes this version. What was written there by hand is for readers, and stays as it is. */
function writeRelease() {
  const day = new Date().toISOString().slice(0, 10);
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  writeFileSync(
    'CHANGELOG.md',
    changelog.replace('## Unreleased', `## Unreleased\n\n## ${version} (${day})`),
  );
  run('npm', 'version', version, '--no-git-tag-version');
  run('git', 'commit', '--all', '--message', `chore(release): ${version}`);
  run('git', 'tag', `v${version}`);
}

function git(...args) {
  return execFileSync('git', args, {encoding: 'utf8', maxBuffer: 64 * 1024 * 1024}).trim();
}

function run(command, ...args) {
  console.log(`$ ${command} ${args.join(' ')}`);
  execFileSync(command, args, {stdio: 'inherit'});
}
