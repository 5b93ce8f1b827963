import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {launchChromium} from '../support/chromium.mjs';
import {freePort} from '../../scripts/free-port.mjs';
import {until} from '../support/waiting.mjs';
import {checkRecipe, environment} from '../token-server/recipe-checks.mjs';
import {goThrough, openPage} from './app-page.mjs';
import {installApp} from './packed-package.mjs';

/**
 * The example for Next.js with the packed package, with more pages and the recipe for its token endpoint. It is built without a key,
 * as on a build server, and started with one.
 */
let folder;
let browser;
before(async () => {
  folder = installApp('next', {
    from: 'examples',
    add: (app) => {
      cpSync('test/integration/apps/next', app, {recursive: true});
      const route = join(app, 'app/api/avatar-token/[[...path]]');
      mkdirSync(route, {recursive: true});
      cpSync('demo/server/next-route.mjs', join(route, 'route.js'));
      cpSync('demo/server/handler.mjs', join(route, 'handler.mjs'));
    },
  });
  browser = await launchChromium();
});
after(() => browser?.close());

/** Runs a script of the application. Returns its address, what it has printed, and a function to stop it. */
async function runNext(script, env = {}) {
  const port = await freePort();
  const child = spawn(join(folder, 'node_modules/.bin/next'), [script, '--port', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: '1', ...env},
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const exited = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null) process.kill(-Number(child.pid));
    await exited;
  };
  await until(
    () => output.includes('Ready') || child.exitCode !== null,
    () => `Next: ${output}`,
  );
  return {origin: `http://localhost:${port}`, output: () => output, stop};
}

test('examples/next: builds without a complaint, and goes live; the tag in a client component does, too', async (t) => {
  const production = await runNext('start');
  t.after(production.stop);
  for (const path of ['/', '/tag']) {
    await goThrough(await openPage(t, browser, production.origin + path));
  }
  assert.doesNotMatch(production.output(), /server component/);
});

test('examples/next: hydration in development finds nothing that the server has not written, and a server component is told', async (t) => {
  const development = await runNext('dev');
  t.after(development.stop);
  for (const path of ['/', '/tag']) {
    const {page, noise} = await openPage(t, browser, development.origin + path);
    await goThrough({page, noise: []}); // the development server writes to the console as well
    assert.deepEqual(
      noise.filter((line) => /^(error|warn)|hydrat/i.test(line)),
      [],
    );
  }
  const response = await fetch(`${development.origin}/server`);
  assert.match(await response.text(), /<heygen-avatar/);
  await until(() => /imported in a server component/.test(development.output()), 'the warning', 5000);
});

checkRecipe('next-route in a real Next', {
  start: async (more) => {
    const server = await runNext('start', {...environment(), ...more});
    return {...server, url: `${server.origin}/api/avatar-token`};
  },
  addressHeader: 'x-forwarded-for',
});
