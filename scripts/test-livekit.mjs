import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {findChromium} from './find-browser.mjs';
import {findLivekitServer} from './livekit-server.mjs';

/** Runs the tests against a real livekit-server; says in one line what is missing, if something is. */
try {
  findLivekitServer();
  findChromium();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
if (!existsSync('dist/cdn/heygen-avatar.js') || !existsSync('dist/npm/sandbox/far-end.js')) {
  console.log('Nothing is built yet: building …');
  run('npm', ['run', 'build']);
}
run('node', ['--test', '--test-concurrency=1', 'test/livekit/live.test.mjs']);

function run(command, args) {
  const {status} = spawnSync(command, args, {stdio: 'inherit'});
  if (status !== 0) process.exit(status ?? 1);
}
