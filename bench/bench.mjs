import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {loadavg} from 'node:os';
import {parseArgs} from 'node:util';
import {freeUdpPort} from '../scripts/free-port.mjs';
import {startLivekitServer} from '../scripts/livekit-server.mjs';
import {loadPart, partNames} from './parts/index.mjs';
import {documentOf} from './support/document.mjs';
import {measureTable} from './support/measure-table.mjs';
import {problemOf, runsOf, tableOf} from './support/markdown.mjs';

/**
 * Measures the built element beside HeyGen's own clients, on a real LiveKit server. Prints each run and the tables.
 *
 *     npm run bench -- [--only PART,PART] [--runs 11] [--rtt 60] [--all] [--write]
 *
 * `--only` names parts, and `--rtt` the round trip of the servers in ms instead of 0 and 60. `--all` measures every part as often as
 * `--runs` says, which takes an hour. `--write` writes the tables to docs/project/benchmarks.md; with `--only`, those of the other parts
 * stay there.
 */
const DOCUMENT = 'docs/project/benchmarks.md';
const {values} = parseArgs({
  options: {
    only: {type: 'string', default: partNames.join(',')},
    runs: {type: 'string', default: '11'},
    rtt: {type: 'string'},
    all: {type: 'boolean', default: false},
    write: {type: 'boolean', default: false},
  },
});
const names = values.only.split(',').filter(Boolean);
const unknown = names.filter((name) => !partNames.includes(name));
if (unknown.length > 0) fail(`There is no part ${unknown.join(', ')}, but ${partNames.join(', ')}.`);
const [runs, rtt] = [wholeNumber('runs', 1), wholeNumber('rtt', 0)];
if (!existsSync('dist/cdn/heygen-avatar.js')) fail('The element is not built: npm run build.');

const [load] = loadavg();
const startedAt = performance.now();
const sections = [];
for (const name of names) {
  const part = await loadPart(name);
  for (const setting of settingsOf(part)) {
    const title = part.title(setting);
    console.log(`\n== ${title}`);
    const most = values.all ? runs : Math.min(runs, part.mostRuns ?? Infinity);
    const result = await onServer(setting, (env) =>
      measureTable({part, name, setting, runs: most, env, onProgress: console.log}),
    );
    const section = {part, name, title, runs: most, ...result};
    sections.push(section);
    console.log(`\n${title}\n\n${tableOf(section)}\n\n${runsOf(section)}`);
    const problem = problemOf(section);
    if (problem) {
      console.log(problem);
      process.exitCode = 1;
    }
  }
}
const minutes = (performance.now() - startedAt) / 60_000;
console.log(`\nThat took ${minutes.toFixed(1)} minutes.`);
if (values.write) {
  const command = `npm run bench -- ${process.argv.slice(2).join(' ')}`;
  const isWhole = partNames.every((name) => names.includes(name));
  const page = readFileSync(DOCUMENT, 'utf8');
  writeFileSync(DOCUMENT, await documentOf(sections, {command, minutes, load, page, isWhole}));
  console.log(`The tables are in ${DOCUMENT}.`);
}

/** Runs a function with a LiveKit server of its own, which the environment that it gets names to a rig. */
async function onServer({settlesAtOnce}, run) {
  const server = await startLivekitServer({stunPort: await freeUdpPort(), settlesAtOnce});
  try {
    return await run({LIVEKIT_RIG_SERVER: JSON.stringify(server)});
  } finally {
    await server.stop();
  }
}

/**
 * The settings of a part that the arguments choose, each once. Only a part that has round trips gets another one; on loopback there is no
 * NAT, and nothing to wait for.
 */
function settingsOf({settings}) {
  const chosen = settings.filter(({isExtra}) => values.all || !isExtra);
  if (rtt === undefined || !chosen.some((setting) => 'rtt' in setting)) return chosen;
  const possible = settings.filter(({settlesAtOnce}) => rtt > 0 || !settlesAtOnce);
  const byName = new Map(
    possible.map((setting) => [JSON.stringify({...setting, rtt, isExtra: false}), {...setting, rtt}]),
  );
  return [...byName.values()];
}

function wholeNumber(name, least) {
  const text = values[name];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) fail(`--${name} is a whole number of at least ${least}.`);
  return number;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
