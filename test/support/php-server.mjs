import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {findPhp} from '../../scripts/find-php.mjs';
import {until} from './waiting.mjs';
import {freePort} from '../../scripts/free-port.mjs';

/** PHP's own server answers one request at a time; these are so many processes of it. */
const WORKERS = '4';

/**
 * Serves a folder with PHP's own server. `router` is a script that answers every request, `port` a free one by default.
 * `errors` returns what PHP has logged.
 */
export async function servePhp(folder, {router, port, env = {}, settings = {}} = {}) {
  const own = port ?? (await freePort());
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
  const args = [...flags, '-S', `127.0.0.1:${own}`, '-t', folder, ...(router ? [router] : [])];
  const child = spawn(findPhp(), args, {
    env: {...process.env, PHP_CLI_SERVER_WORKERS: WORKERS, ...env},
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (data) => (errors += data));
  const exited = once(child, 'exit');
  const stop = async () => {
    // The workers are its children, and do not end with it.
    if (child.exitCode === null) process.kill(-Number(child.pid));
    await exited;
  };
  await until(
    () => errors.includes('started') || child.exitCode !== null,
    () => `PHP to start: ${errors}`,
  );
  if (child.exitCode !== null) throw new Error(`PHP did not start: ${errors}`);
  return {origin: `http://127.0.0.1:${own}`, port: own, stop, errors: () => errors};
}
