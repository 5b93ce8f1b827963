import {readFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';
import {sizeByModule} from './size-by-module.mjs';

/** Budgets in bytes, gzip 9: what a page downloads before interest, and all that it takes to be live. */
const BUDGETS = {
  'before interaction': 15_000,
  'to be live': 160_000,
};
const FOLDER = 'dist/cdn';
const ENTRY = 'heygen-avatar.js';
/** Fetched only where a page, or its language, asks for them; what checks the markup is fetched beside a start, which does not wait. */
const ON_DEMAND = [
  'analytics',
  'autoplay-watch',
  'chroma',
  'connection-check',
  'feedback-form',
  'floating',
  'kept-talk',
  'languages',
  'links-view',
  'lite-voice',
  'locale',
  'markup-check',
  'microphone-devices',
  'mini-player',
  'poster-film',
  'run-command',
  'settings',
  'start-extras',
  'streamed-speech',
  'themes',
  'tool-runner',
  'transcript-files',
];
const ONLY_IF_USED = new RegExp(String.raw`^(sandbox\.js|tools\.js|(${ON_DEMAND.join('|')})-.*\.js)$`);

/** Who imports whom, written by the build. */
const graph = JSON.parse(readFileSync(`${FOLDER}/graph.json`, 'utf8'));

const before = closure([ENTRY], ({imports}) => imports);
const live = closure([ENTRY], ({imports, dynamicImports}) => [
  ...imports,
  ...dynamicImports.filter((file) => !ONLY_IF_USED.test(file)),
]);

for (const file of Object.keys(graph)) {
  const label = before.has(file) ? 'entry' : live.has(file) ? 'on interest' : 'only if used';
  console.log(`${String(gzipped(file)).padStart(8)}  ${file}  (${label})`);
}
/** Modules below this many bytes are counted together. */
const SMALL = 250;
for (const file of live) {
  console.log(`\n${file}, by module:`);
  const modules = sizeByModule(`${FOLDER}/${file}`, gzipped(file));
  const small = modules.filter(([, bytes]) => bytes < SMALL);
  for (const [name, bytes] of modules)
    if (bytes >= SMALL) console.log(`${String(bytes).padStart(8)}  ${name}`);
  if (small.length > 0) {
    const bytes = small.reduce((sum, [, each]) => sum + each, 0);
    console.log(`${String(bytes).padStart(8)}  in ${small.length} modules below ${SMALL} bytes`);
  }
}
console.log();
const failures = [check('before interaction', before), check('to be live', live)].filter(
  (isOver) => isOver,
).length;
process.exitCode = failures === 0 ? 0 : 1;

function check(name, files) {
  const bytes = [...files].reduce((sum, file) => sum + gzipped(file), 0);
  const isOver = bytes > BUDGETS[name];
  console.log(`${name}: ${bytes} of ${BUDGETS[name]} bytes gzip${isOver ? ', OVER BUDGET' : ''}`);
  return isOver;
}

function closure(roots, next) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    next(graph[file] ?? fail(file)).forEach(visit);
  };
  roots.forEach(visit);
  return seen;
}

function gzipped(file) {
  return gzipSync(readFileSync(`${FOLDER}/${file}`), {level: 9}).length;
}

function fail(file) {
  throw new Error(`${file} is imported, but it is not in the build.`);
}
