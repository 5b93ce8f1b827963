import {spawnSync} from 'node:child_process';
import {givenBy, isExecutable, onPath} from './executables.mjs';
import {aptInstall, canApt} from './apt.mjs';

/** The path of PHP with its extension curl: PHP_PATH, an installed one, or Debian's, which this installs as root. */
export function findPhp() {
  const installed = () => onPath('php').find((path) => isExecutable(path) && hasCurl(path));
  const found = givenBy('PHP_PATH') ?? installed();
  if (found) return found;
  if (canApt()) {
    console.log('No PHP with curl here: installing Debian’s php-cli and php-curl …');
    aptInstall('php-cli', 'php-curl');
    const fresh = installed();
    if (fresh) return fresh;
  }
  throw new Error('No PHP: install one with the extension curl, or set PHP_PATH to one.');
}

function hasCurl(path) {
  return spawnSync(path, ['-m'], {encoding: 'utf8'}).stdout.split('\n').includes('curl');
}
