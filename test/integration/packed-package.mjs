import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {homedir} from 'node:os';
import {join, resolve} from 'node:path';

/**
 * Installs the package as `npm pack` makes it into small applications. Their folders are kept, so that a second run is fast. They
 * are outside of this one, whose packages would hide what is missing there.
 */
const CHECKOUT = createHash('sha256').update(resolve('.')).digest('hex').slice(0, 8);
const CACHE = join(homedir(), '.cache/heygen-avatar/integration', CHECKOUT);
const APPS = 'test/integration/apps';

/** Packs the package as it is built. Its name says what is in it, so npm never takes an older one for it. */
export function pack() {
  rmSync(join(CACHE, 'pack'), {recursive: true, force: true});
  mkdirSync(join(CACHE, 'pack'), {recursive: true});
  const name = npm(
    '.',
    'pack',
    '--silent',
    '--ignore-scripts',
    '--pack-destination',
    join(CACHE, 'pack'),
  ).trim();
  const file = join(CACHE, 'pack', name);
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
  const named = join(CACHE, 'pack', `heygen-avatar-${hash}.tgz`);
  renameSync(file, named);
  return named;
}

/**
 * Installs an application of test/integration/apps, or of another folder, with the package, and builds it where it has a build. `add`
 * is given the folder before that, for more files. Returns the folder.
 */
export function installApp(name, {from = APPS, flags = [], add} = {}) {
  const folder = emptyFolder(from === APPS ? name : join(from, name));
  cpSync(join(from, name), folder, {recursive: true});
  add?.(folder);
  install(folder, ...flags);
  const {scripts} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (scripts?.build) npm(folder, 'run', 'build');
  return folder;
}

/** The folder of an application that an earlier test has installed. */
export const installedFolder = (name) => join(CACHE, name);

/** A folder of the cache with nothing but what an earlier run has installed there. */
export function emptyFolder(name) {
  const folder = join(CACHE, name);
  mkdirSync(folder, {recursive: true});
  for (const each of readdirSync(folder).filter((file) => file !== 'node_modules')) {
    rmSync(join(folder, each), {recursive: true, force: true});
  }
  return folder;
}

/** Adds the package, which test/integration/run.mjs has packed, to the dependencies of a folder's package.json, and installs them. */
export function install(folder, ...flags) {
  const file = join(folder, 'package.json');
  const manifest = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {private: true};
  manifest.dependencies = {
    ...manifest.dependencies,
    'heygen-avatar': `file:${process.env.HEYGEN_AVATAR_TARBALL}`,
  };
  writeFileSync(file, JSON.stringify(manifest, null, 2));
  npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', ...flags);
}

/** Runs npm in a folder and returns what it prints. A failure holds all of it. */
export function npm(folder, ...args) {
  // The tests run under npm themselves, whose variables would reach this one.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  try {
    return execFileSync('npm', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {...env, NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1'},
    });
  } catch (error) {
    throw new Error(`npm ${args.join(' ')} failed:\n${error.stdout}\n${error.stderr}`, {cause: error});
  }
}
