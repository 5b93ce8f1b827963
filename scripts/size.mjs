import {readFileSync, writeFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';
import {sizeByModule} from './size-by-module.mjs';
import {ADVICE, grownSince, namedSizes} from './size-ratchet.mjs';

/**
 * Prints the size of each built file, and of those of a live page by module. Fails where a budget is exceeded, and where a file or a
 * sum has grown more than a little since its size was accepted: `npm run size -- --accept` accepts the present ones.
 */
const ACCEPTED = 'scripts/accepted-sizes.json';
/** Budgets in bytes, gzip 9: what a page downloads before interest, and all that it takes to be live. */
const BUDGETS = {
  'before interaction': 15_000,
  'to be live': 140_000,
};
const FOLDER = 'dist/cdn';
const ENTRY = 'heygen-avatar.js';
/**
 * Fetched only where a page, or its language, asks for them; what checks the markup and what lets the stage glide are fetched beside a
 * start, which does not wait.
 */
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
const sums = {'before interaction': sumOf(before), 'to be live': sumOf(live)};
const sizes = {
  ...sums,
  ...namedSizes(Object.fromEntries(Object.keys(graph).map((file) => [file, gzipped(file)]))),
};
if (process.argv.includes('--accept')) writeFileSync(ACCEPTED, `${JSON.stringify(sizes, null, 2)}\n`);
const grown = grownSince(JSON.parse(readFileSync(ACCEPTED, 'utf8')), sizes);
for (const sentence of grown) console.log(`GROWN: ${sentence}`);
if (grown.length > 0) console.log(ADVICE);
const over = Object.entries(sums).filter(([name, bytes]) => {
  const isOver = bytes > BUDGETS[name];
  console.log(`${name}: ${bytes} of ${BUDGETS[name]} bytes gzip${isOver ? ', OVER BUDGET' : ''}`);
  return isOver;
});
process.exitCode = grown.length + over.length === 0 ? 0 : 1;

function sumOf(files) {
  return [...files].reduce((sum, file) => sum + gzipped(file), 0);
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
