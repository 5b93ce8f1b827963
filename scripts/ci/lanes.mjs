import {spawn} from 'node:child_process';
import {createWriteStream, mkdirSync} from 'node:fs';
import {once} from 'node:events';
import {constants, setPriority} from 'node:os';

const LOGS = 'dist/ci';

/**
 * Runs steps, `{name, command, env}`, one after the other: the first that waits in one of these lists, each of which other lanes may
 * share. With `isLowPriority`, other processes come first. The output of each step goes to a file of its own. Resolves with what
 * became of each: `{name, passed, seconds, output}`; `onStart` and `onEnd` hear of each step as it starts and ends.
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

async function runStep({name, command, env = {}}, isLowPriority) {
  const startedAt = performance.now();
  const file = `${LOGS}/${name.replaceAll(/\W+/g, '-')}.log`;
  const log = createWriteStream(file);
  const child = spawn(command, {
    shell: true,
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
  return {name, file, output, passed: code === 0, seconds: (performance.now() - startedAt) / 1000};
}
