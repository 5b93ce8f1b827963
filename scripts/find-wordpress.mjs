import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, renameSync, rmSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {join} from 'node:path';
import {aptInstall, canApt} from './apt.mjs';
import {findPhp} from './find-php.mjs';

/** WordPress itself is unpacked and not installed: its package wants a web server. The others hold files that it links to. */
const UNPACKED = [
  'wordpress',
  'wordpress-theme-twentytwentythree',
  'php-getid3',
  'libjs-cropper',
  'libjs-underscore',
];
const INSTALLED = [
  'php-cli',
  'php-curl',
  'php-mysql',
  'php-xml',
  'php-mbstring',
  'mariadb-server-core',
  // For my_print_defaults, which mariadb-install-db calls; the server does not require it.
  'mariadb-client-core',
];
const CACHE = join(homedir(), '.cache/heygen-avatar/wordpress');

/** Debian's WordPress, PHP and MariaDB, which this fetches as root: `{php, wordpress}`, the second a folder. */
export function findWordPress() {
  const hasAll =
    ['/usr/sbin/mariadbd', '/usr/bin/my_print_defaults'].every(existsSync) && modules().includes('mysqli');
  if (!hasAll || !existsSync(CACHE)) {
    if (!canApt())
      throw new Error('The test of WordPress needs Debian’s packages, which this installs as root.');
    console.log('Fetching Debian’s WordPress, PHP and MariaDB …');
    aptInstall(...INSTALLED);
    if (!existsSync(CACHE)) unpack();
  }
  return {php: findPhp(), wordpress: join(CACHE, 'usr/share/wordpress')};
}

function modules() {
  try {
    return execFileSync('php', ['-m'], {encoding: 'utf8'});
  } catch {
    return '';
  }
}

function unpack() {
  const folder = `${CACHE}.part`;
  const packages = join(tmpdir(), 'heygen-avatar-debian');
  for (const each of [folder, packages]) {
    rmSync(each, {recursive: true, force: true});
    mkdirSync(each, {recursive: true});
  }
  // apt's own user cannot write into a folder of root, and says so on standard error.
  execFileSync('apt-get', ['download', '-qq', ...UNPACKED], {cwd: packages, stdio: 'ignore'});
  for (const each of readdirSync(packages)) execFileSync('dpkg-deb', ['-x', join(packages, each), folder]);
  rmSync(packages, {recursive: true});
  // Links to what the packages' installation would make.
  rmSync(join(folder, 'usr/share/wordpress/.htaccess'), {force: true});
  renameSync(folder, CACHE);
}
