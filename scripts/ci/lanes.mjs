import {spawn} from 'node:child_process';
import {createWriteStream, mkdirSync} from 'node:fs';
import {once} from 'node:events';

const LOGS = 'dist/ci';

/** How many steps run at the same time: the tests of a browser keep most of a core busy. */
const LANES = 2;

/**
 * Runs steps, `{name, command, env}`, in this order, as many at a time as there are lanes: a lane that is free takes the next
 * one. The output of each step goes to a file of its own. Resolves with what became of each: `{name, passed, seconds, output}`;
 * `onStart` and `onEnd` hear of each step as it starts and ends.
 */
export async function runLanes(steps, {onStart, onEnd}) {
  mkdirSync(LOGS, {recursive: true});
  const waiting = [...steps];
  const results = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      onStart(step);
      const result = await runStep(step);
      results.push(result);
      onEnd(result);
    }
  };
  await Promise.all(Array.from({length: LANES}, work));
  return results;
}

async function runStep({name, command, env = {}}) {
  const startedAt = performance.now();
  const file = `${LOGS}/${name.replaceAll(/\W+/g, '-')}.log`;
  const log = createWriteStream(file);
  const child = spawn(command, {
    shell: true,
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
