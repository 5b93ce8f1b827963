import {fork} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';

const RUN_PART = fileURLToPath(new URL('../run-part.mjs', import.meta.url));
/** How often a process may end before its work is done until the table is given up. */
const MOST_CRASHES = 5;
/** How long a process may be silent: three tries of a measurement that hangs. */
const SILENCE_MS = 300_000;

/**
 * Measures the rows of one table, so many times each, in turn: a slow phase of the machine slows all of them. Each round begins with
 * another row. Resolves with the results of each row, and how many runs were repeated.
 */
export async function measureTable({part, name, setting, runs, env, onProgress}) {
  const rows = part.rows.map((_, index) => index);
  const jobs = Array.from({length: runs}, (_, round) =>
    rows.map((row) => (row + round) % rows.length),
  ).flat();
  const samples = rows.map(() => []);
  const counts = {repeated: 0, missing: 0, crashes: 0};
  let done = 0;
  const onMessage = ({row, values, failure, givenUp}) => {
    if (failure) {
      counts.repeated++;
      onProgress(`a run of “${part.rows[row]}” failed and is repeated: ${failure}`);
      return;
    }
    done++;
    if (givenUp) counts.missing++;
    else samples[row].push(values);
    onProgress(`${done} of ${jobs.length}: ${part.rows[row]} ${givenUp ? 'given up' : shortly(values)}`);
  };
  while (done < jobs.length) {
    await runProcess({part: name, setting, jobs: jobs.slice(done)}, env, onMessage);
    if (done === jobs.length) break;
    counts.crashes++;
    counts.repeated++;
    onProgress('the process has ended too early, and is started again');
    if (counts.crashes >= MOST_CRASHES) {
      onProgress(`That was the ${MOST_CRASHES}th time: the table is given up.`);
      counts.missing = jobs.length - done;
      break;
    }
  }
  return {samples, ...counts};
}

const shortly = (values) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${Number(value.toFixed(1))}`)
    .join(', ');

/** Resolves when the process has ended, however it did. */
async function runProcess(work, env, onMessage) {
  const child = fork(RUN_PART, [JSON.stringify(work)], {
    env: {...process.env, ...env},
    stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
  });
  let silence;
  const wait = () => {
    clearTimeout(silence);
    silence = setTimeout(() => child.kill('SIGKILL'), SILENCE_MS);
  };
  child.on('message', (message) => {
    wait();
    onMessage(message);
  });
  wait();
  await once(child, 'exit');
  clearTimeout(silence);
}
