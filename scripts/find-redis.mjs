import {givenBy, isExecutable, onPath} from './executables.mjs';
import {aptInstall, canApt} from './apt.mjs';

/** The path of a redis-server: REDIS_SERVER_PATH, an installed one, or Debian's, which this installs as root. */
export function findRedis() {
  const installed = () => onPath('redis-server').find(isExecutable);
  const found = givenBy('REDIS_SERVER_PATH') ?? installed();
  if (found) return found;
  if (canApt()) {
    console.log('No redis-server here: installing Debian’s redis-server …');
    aptInstall('redis-server');
    const fresh = installed();
    if (fresh) return fresh;
  }
  throw new Error('No redis-server: install one, or set REDIS_SERVER_PATH to one.');
}
