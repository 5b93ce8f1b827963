import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {changes, COMMIT_FORMAT, commitsOf, nextVersion, releasedChangelog} from './release-notes.mjs';

/**
 *     npm run release -- --dry-run    says what a release would be, builds and checks it, and packs it
 *     npm run release                 also writes version and changelog, and, once all checks have passed, commits and tags
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
// The addresses of the import map have the version, so it is written before the build.
if (!isDryRun) writeRelease();
run('npm', 'run', 'build');
run('npm', 'run', 'package');
run('npm', 'run', 'size');
run('npm', 'pack', '--ignore-scripts', ...(isDryRun ? ['--dry-run'] : []));
if (!isDryRun) commitRelease();
console.log(
  isDryRun
    ? 'Nothing was written, committed or published.'
    : `Committed and tagged v${version}. Push it, and let the release job run \`npm publish\`.`,
);

function commitsSinceLastRelease() {
  const tag = git('tag', '--list', 'v*', '--sort=-v:refname').split('\n')[0];
  return commitsOf(git('log', '--no-merges', `--format=${COMMIT_FORMAT}`, ...(tag ? [`${tag}..HEAD`] : [])));
}

/** npm attests where a package was built only if it says where its sources are. */
function checkPublishing() {
  const {repository, publishConfig, license} = manifest;
  if (!repository?.url || !publishConfig?.provenance || !license) {
    throw new Error('package.json needs repository.url, publishConfig.provenance and license.');
  }
  if (!isDryRun && git('status', '--porcelain')) throw new Error('There are changes that are not committed.');
}

function writeRelease() {
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  writeFileSync('CHANGELOG.md', releasedChangelog(changelog, version, new Date()));
  run('npm', 'version', version, '--no-git-tag-version');
}

/** After the checks: a release that fails one leaves no commit and no tag. */
function commitRelease() {
  run('git', 'commit', '--all', '--message', `chore(release): ${version}`);
  run('git', 'tag', '--annotate', `v${version}`, '--message', `v${version}`);
}

function git(...args) {
  return execFileSync('git', args, {encoding: 'utf8', maxBuffer: 64 * 1024 * 1024}).trim();
}

function run(command, ...args) {
  console.log(`$ ${command} ${args.join(' ')}`);
  execFileSync(command, args, {stdio: 'inherit'});
}
