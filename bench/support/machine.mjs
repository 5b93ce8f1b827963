import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {cpus, release, totalmem, type} from 'node:os';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const readJson = (path) => JSON.parse(readFileSync(`${ROOT}/${path}`, 'utf8'));

/** The version of an installed package. */
export const versionOf = (name) => readJson(`node_modules/${name}/package.json`).version;

/** The machine, in one line. */
export function machine() {
  const [{model}, ...others] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${others.length + 1} × ${model.trim()}, ${memory} GB, ${type()} ${release()}`;
}

/** The versions of all that decides a figure. */
export function versions({browser, livekit}) {
  return [
    `heygen-avatar ${readJson('package.json').version} (${commit()})`,
    ...(browser ? [browser] : []),
    ...(livekit ? [`livekit-server ${livekit}`] : []),
    `Node ${process.versions.node}`,
  ];
}

/** The commit that is measured, and whether files differ from it. */
function commit() {
  const git = (...args) => execFileSync('git', args, {cwd: ROOT, encoding: 'utf8'}).trim();
  try {
    const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${isChanged ? ', with changes' : ''}`;
  } catch {
    return 'without a commit';
  }
}
