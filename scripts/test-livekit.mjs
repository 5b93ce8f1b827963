import {spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {run} from 'node:test';
import {spec, tap} from 'node:test/reporters';
import {fileURLToPath} from 'node:url';
import {startLivekitServer} from './livekit-server.mjs';

/**
 * Runs the tests of `test/livekit/` against the built element and a real livekit-server, which it starts and stops. An
 * argument picks the tests whose names it is part of.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUILT = ['dist/cdn/heygen-avatar.js', 'dist/npm/sandbox/http/fake-heygen.js'];

process.chdir(ROOT);

const missing = BUILT.find((file) => !existsSync(file));
if (missing) {
  console.log(`${missing} is not there: npm run build …`);
  const {status} = spawnSync('npm', ['run', 'build'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

let server;
try {
  server = await startLivekitServer();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
try {
  process.exitCode = (await runTests(server)) ? 0 : 1;
} finally {
  await server.stop();
}

/**
 * Resolves with whether every test has passed, and there was one. The library by which the rig's avatar joins the room is
 * native code, which now and then brings down its process, once every test has passed or in the middle of one: such a file
 * is run again, once.
 */
async function runTests({url, httpUrl, key, secret, pid, udpPort}) {
  // Each file is a process of its own, which finds the server here.
  process.env.LIVEKIT_RIG_SERVER = JSON.stringify({url, httpUrl, key, secret, pid, udpPort});
  const files = readdirSync('test/livekit')
    .filter((file) => file.endsWith('.test.mjs'))
    .map((file) => join(ROOT, 'test/livekit', file));
  const first = await runFiles(files);
  if (first.crashed.length === 0) return first.failed === 0 && first.passed > 0;
  console.log(`# A process was ended by a signal; once more: ${first.crashed.join(', ')}`);
  const second = await runFiles(first.crashed);
  return first.failed + second.failed + second.crashed.length === 0 && second.passed > 0;
}

async function runFiles(files) {
  const counts = {passed: 0, failed: 0, crashed: []};
  const results = run({
    files,
    // One after the other: together they would wait for each other, and one of them brings the server to a halt.
    concurrency: 1,
    testNamePatterns: process.argv.slice(2),
  });
  results.on('test:pass', ({skip}) => (counts.passed += skip === undefined ? 1 : 0));
  results.on('test:fail', ({name, details}) => {
    if (details.error.signal) counts.crashed.push(name);
    else counts.failed++;
  });
  results.compose(process.stdout.isTTY ? spec : tap).pipe(process.stdout, {end: false});
  await once(results, 'end');
  return counts;
}
