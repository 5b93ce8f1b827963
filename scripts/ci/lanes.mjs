import {spawn} from 'node:child_process';
import {createWriteStream, mkdirSync} from 'node:fs';
import {once} from 'node:events';
import {constants, setPriority} from 'node:os';

const LOGS = 'dist/ci';
/** A step that takes longer stands still: it is ended with all its processes, and has failed. */
const LIMIT_S = 1800;
/** What `timeout` exits with where it has ended a step, and where it had to kill it. */
const TIMED_OUT = [124, 137];

/**
 * Runs steps, `{name, command, env}`, one after the other: the first that waits in one of these lists, each of which other lanes may
 * share. With `isLowPriority`, other processes come first. The output of each step goes to a file of its own. Resolves with what
 * became of each: `{step, name, passed, stoodStill, seconds, output}`; `onStart` and `onEnd` hear of each step as it starts and ends.
 */
export async function runLane(lists, {isLowPriority = false, onStart, onEnd}) {
  mkdirSync(LOGS, {recursive: true});
  const next = () => lists.find(({length}) => length > 0)?.shift();
  const results = [];
  for (let step = next(); step; step = next()) {
    onStart(step);
    const result = await runStep(step, isLowPriority);
    results.push(result);
    onEnd(result);
  }
  return results;
}

async function runStep(step, isLowPriority) {
  const {name, command, env = {}} = step;
  const startedAt = performance.now();
  const file = `${LOGS}/${name.replaceAll(/\W+/g, '-')}.log`;
  const log = createWriteStream(file);
  const child = spawn('timeout', ['--kill-after=10', `${LIMIT_S}`, 'sh', '-c', command], {
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (isLowPriority && child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      log.write(text);
    });
  }
  const [code] = await once(child, 'close');
  log.end();
  const seconds = (performance.now() - startedAt) / 1000;
  return {step, name, file, output, passed: code === 0, stoodStill: TIMED_OUT.includes(code), seconds};
}
