import {withTimeout} from '../test/support/waiting.mjs';
import {loadPart} from './parts/index.mjs';

/**
 * Measures the rows of one table, in the order that it is given, for `bench.mjs`, in a process of its own: the library by which the
 * avatar joins its room is native code, which now and then brings down its process. Sends each result as it comes.
 */
const TRIES = 3;
const LIMIT_MS = 90_000;

// When the benchmark ends, so does this pipe.
process.stdin.on('end', () => process.exit(1)).resume();

const {part, setting, jobs} = JSON.parse(process.argv[2]);
const {open} = await loadPart(part);
const opened = await open(setting);
try {
  for (const row of jobs) await measure(row);
} finally {
  await opened.close();
}
process.exit();

/** A run that fails is repeated: everything of it begins anew. */
async function measure(row) {
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      const values = await withTimeout(opened.measure(row), 'a measurement', LIMIT_MS);
      await send({row, values});
      return;
    } catch (error) {
      // An error that a page has not caught may be the cause: `reset` rejects with it.
      const cause = await opened.reset?.().then(
        () => '',
        ({message}) => `\n${message}`,
      );
      await send({row, failure: `${error.stack ?? error}${cause ?? ''}`});
    }
  }
  await send({row, givenUp: true});
}

function send(message) {
  return new Promise((resolve) => process.send(message, resolve));
}
