import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import sirv from 'sirv';
import {launchChromium} from '../support/chromium.mjs';
import {defined, press, reaches} from '../support/frame-actions.mjs';
import {listen} from '../support/http-server.mjs';
import {freePort} from '../support/php-server.mjs';
import {until} from '../support/waiting.mjs';
import {installApp, installedFolder} from './packed-package.mjs';

/** Small applications with the packed package, each driven to live and to its end on the sandbox, with a quiet console. */

const isQuick = Boolean(process.env.INTEGRATION_QUICK);
const IN_CI = ['react-vite'];

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/** Opens an address. `noise` collects what the console gets, and exceptions that nobody catches. */
async function open(t, address) {
  const page = await browser.newPage();
  t.after(() => page.close());
  const noise = [];
  page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(String(error)));
  await page.goto(address);
  return {page, noise};
}

async function serveFolder(t, folder) {
  const files = sirv(folder, {dev: true});
  const server = await listen((request, response) =>
    files(request, response, () => response.writeHead(404).end()),
  );
  t.after(() => server.stop());
  return server.origin;
}

/** The page shows each state in its `<output>`, and ends the session with its own button. */
async function goThrough({page, noise}) {
  await defined(page);
  await press(page, 'start-button');
  await reaches(page, 'live');
  await page.waitForFunction(() => document.querySelector('output').textContent === 'live');
  await page.click('#stop');
  await reaches(page, 'ended');
  await page.waitForFunction(() => document.querySelector('output').textContent === 'ended');
  assert.deepEqual(noise, []);
}

/** What a framework has set, however it sets it. */
const given = (page) =>
  page.$eval('heygen-avatar', ({avatarId, muted, controls, halfDuplex, strings, shadowRoot}) => ({
    ...{avatarId, muted, controls, halfDuplex, strings},
    start: shadowRoot.querySelector('[part~=start-button]').textContent.trim(),
  }));

const GIVEN = {
  avatarId: 'Wayne_20240711',
  muted: true,
  controls: true,
  halfDuplex: false,
  strings: {start: 'Talk to Anna'},
  start: 'Talk to Anna',
};

for (const [name, output] of [
  ['react-vite', 'dist'],
  ['vue', 'dist'],
  ['svelte', 'dist'],
  ['webpack', '.'],
  ['parcel', 'dist'],
]) {
  test(
    `${name}: attributes, properties, events and methods`,
    {skip: isQuick && !IN_CI.includes(name)},
    async (t) => {
      const folder = installApp(name);
      const origin = await serveFolder(t, join(folder, output));
      const opened = await open(t, `${origin}/${name === 'webpack' ? 'index.html' : ''}`);
      await defined(opened.page);
      assert.deepEqual(await given(opened.page), GIVEN);
      await goThrough(opened);
    },
  );
}

test('pages without a bundler: npm installs the package where it refuses what does not fit the version of Node', () => {
  const folder = installApp('pages', '--engine-strict');
  assert.ok(existsSync(join(folder, 'node_modules/heygen-avatar/dist/npm/index.js')));
  // An application that has it would get it twice, and it does not install on every Node.
  assert.equal(existsSync(join(folder, 'node_modules/livekit-client')), false);
});

test('pages without a bundler: zone.js and its patches of the browser', async (t) => {
  await goThrough(await open(t, `${await serveFolder(t, installedFolder('pages'))}/zone.html`));
});

test('pages without a bundler: a visit of Turbo ends the session, and the next page starts one', async (t) => {
  const {page, noise} = await open(t, await serveFolder(t, installedFolder('pages')));
  await defined(page);
  await press(page, 'start-button');
  await reaches(page, 'live');
  const ended = page.evaluate(
    () =>
      new Promise((resolve) => {
        const first = document.querySelector('#first');
        first.addEventListener('avatar-end', ({reason}) => resolve([reason, first.state]));
      }),
  );
  await page.click('a');
  await page.waitForSelector('#second');
  assert.deepEqual(await ended, ['removed', 'ended']);
  await press(page, 'start-button');
  await reaches(page, 'live');
  assert.deepEqual(noise, []);
});

/** Runs a script of the Next application until the test ends. Returns its address and what it has printed. */
async function runNext(t, folder, script) {
  const port = await freePort();
  const child = spawn(join(folder, 'node_modules/.bin/next'), [script, '--port', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: '1'},
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const exited = once(child, 'exit');
  t.after(async () => {
    if (child.exitCode === null) process.kill(-Number(child.pid));
    await exited;
  });
  await until(
    () => output.includes('Ready') || child.exitCode !== null,
    () => `Next: ${output}`,
  );
  return {origin: `http://127.0.0.1:${port}`, output: () => output};
}

test('Next: a client component goes live, and a server component is told', {skip: isQuick}, async (t) => {
  const folder = installApp('next');
  const production = await runNext(t, folder, 'start');
  await goThrough(await open(t, production.origin));
  assert.doesNotMatch(production.output(), /server component/);

  const development = await runNext(t, folder, 'dev');
  const response = await fetch(`${development.origin}/server`);
  assert.match(await response.text(), /<heygen-avatar/);
  await until(() => /imported in a server component/.test(development.output()), 'the warning', 5000);
});
