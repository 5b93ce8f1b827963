import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';

/** True as root on Debian or a system derived from it. */
export function canApt() {
  return (
    process.getuid?.() === 0 &&
    existsSync('/etc/os-release') &&
    /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

/** Installs Debian packages. */
export function aptInstall(...names) {
  const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
  const quiet = {stdio: ['ignore', 'ignore', 'inherit'], env};
  execFileSync('apt-get', ['update', '-qq'], quiet);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], quiet);
}
