import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import sirv from 'sirv';
import {launchChromium} from '../support/chromium.mjs';
import {defined, press, reaches} from '../support/frame-actions.mjs';
import {listen} from '../support/http-server.mjs';
import {goThrough, openPage} from './app-page.mjs';
import {installApp, installedFolder} from './packed-package.mjs';
import {componentPage} from './react-component.mjs';

/** Small applications with the packed package, each driven to live and to its end on the sandbox, with a quiet console. */

const isQuick = Boolean(process.env.INTEGRATION_QUICK);
const IN_CI = ['react-vite'];

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

const open = (t, address) => openPage(t, browser, address);

async function serveFolder(t, folder) {
  const files = sirv(folder, {dev: true});
  const server = await listen((request, response) =>
    files(request, response, () => response.writeHead(404).end()),
  );
  t.after(() => server.stop());
  return server.origin;
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

/** The elements that React renders on the server and again in the page, with attributes of every kind. */
function hydratedPage({createElement, Fragment}) {
  const avatars = [
    {},
    {mode: 'floating', placement: 'top-start', open: true},
    {muted: true, controls: true, 'half-duplex': false, 'hidden-grace': 5, volume: 0.5},
    {chat: true, 'avatar-id': 'Wayne_20240711', background: 'chroma', preload: 'none', className: 'guide'},
  ];
  return createElement(
    Fragment,
    null,
    avatars.map((props, key) => createElement('heygen-avatar', {key, backend: 'sandbox', ...props})),
  );
}

for (const [what, script, isMismatch] of [
  ['finds nothing that it has not written', '', false],
  ['would say what the element reflects', "avatar.setAttribute('mode', 'inline')", true],
]) {
  test(`react: hydration over elements that were defined in the head ${what}`, async (t) => {
    const folder = installedFolder('react-vite');
    const require = createRequire(join(folder, 'package.json'));
    const markup = require('react-dom/server').renderToString(hydratedPage(require('react')));
    const {outputFiles} = await build({
      stdin: {
        contents: `import {hydrateRoot} from 'react-dom/client';
          import * as React from 'react';
          const avatar = document.querySelector('heygen-avatar');
          if (!avatar.shadowRoot) throw new Error('The element is not defined yet.');
          await avatar.updateComplete;
          ${script};
          ${hydratedPage}
          const Page = () => {
            React.useEffect(() => void (document.title = 'hydrated'));
            return hydratedPage(React);
          };
          hydrateRoot(document.querySelector('#root'), React.createElement(Page));`,
        resolveDir: folder,
      },
      define: {'process.env.NODE_ENV': '"development"'}, // in production, React says nothing of attributes
      bundle: true,
      format: 'esm',
      write: false,
    });
    const files = {
      '/': `<!doctype html><html lang="en"><head><link rel="icon" href="data:,">
        <script type="module" src="/cdn/heygen-avatar.js"></script></head>
        <body><div id="root">${markup}</div><script type="module" src="/page.js"></script>`,
      '/page.js': outputFiles[0].text,
    };
    const cdn = join(folder, 'node_modules/heygen-avatar/dist/cdn');
    const server = await listen(({url}, response) => {
      const isScript = url.endsWith('.js');
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(files[url] ?? readFileSync(join(cdn, url.replace('/cdn/', ''))));
    });
    t.after(() => server.stop());
    const {page, noise} = await open(t, server.origin);
    await page.waitForFunction(() => document.title === 'hydrated');
    const complaints = noise.filter((line) => !line.includes('React DevTools'));
    if (isMismatch) assert.match(complaints.join(), /hydrat/);
    else assert.deepEqual(complaints, []);
  });
}

/** Renders the component on a server, without a word in the console. */
async function renderedComponent(t, require) {
  const complained = t.mock.method(console, 'error', () => {});
  const {HeygenAvatar} = await import(pathToFileURL(require.resolve('heygen-avatar/react')).href);
  const view = componentPage(require('react'), HeygenAvatar, {seen: [], tokenProvider: assert.fail});
  const markup = require('react-dom/server').renderToString(view);
  assert.equal(complained.mock.callCount(), 0, String(complained.mock.calls[0]?.arguments));
  complained.mock.restore();
  return markup;
}

test('react: the component is hydrated in StrictMode, has tokenProvider from the first render, methods, events, and ends', async (t) => {
  const folder = installedFolder('react-vite');
  const markup = await renderedComponent(t, createRequire(join(folder, 'package.json')));
  assert.match(markup, /^<div><heygen-avatar class="guide"><a slot="handover" href="#contact">Contact<\/a></);
  const {outputFiles} = await build({
    stdin: {
      contents: `import * as React from 'react';
        import {hydrateRoot} from 'react-dom/client';
        import {HeygenAvatar} from 'heygen-avatar/react';
        import {startSandbox} from 'heygen-avatar/sandbox';
        import {componentPage} from ${JSON.stringify(resolve('test/integration/react-component.mjs'))};
        const seen = (window.seen = []);
        const sandbox = (window.sandbox = await startSandbox({isStill: true}));
        const tokenProvider = async () => {
          seen.push('token');
          return (await fetch(sandbox.tokenUrl, {method: 'POST'})).json();
        };
        hydrateRoot(document.querySelector('#root'), componentPage(React, HeygenAvatar, {seen, tokenProvider}));`,
      resolveDir: folder,
    },
    define: {'process.env.NODE_ENV': '"development"'},
    bundle: true,
    format: 'esm',
    write: false,
  });
  const files = {
    '/': `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"></head>
      <body><div id="root">${markup}</div><script type="module" src="/page.js"></script>`,
    '/page.js': outputFiles[0].text,
  };
  const server = await listen(({url}, response) => {
    response.setHeader('content-type', url.endsWith('.js') ? 'text/javascript' : 'text/html');
    response.end(files[url]);
  });
  t.after(() => server.stop());
  const {page, noise} = await open(t, server.origin);
  const says = (state) =>
    page.waitForFunction((wanted) => document.querySelector('output').textContent === wanted, {}, state);
  const seen = () => page.evaluate(() => window.seen);

  await page.waitForFunction(() => window.seen?.length === 2);
  await page.click('#start');
  await says('live');
  // React does the effects of a first render twice in StrictMode; nothing of the avatar happens twice.
  assert.deepEqual(await seen(), ['function guide', 'function guide', 'token']);
  await page.click('#next');
  await page.waitForFunction(() => document.querySelector('heygen-avatar').muted);
  // The visitor changes what the page has set; no later render takes that back.
  await page.evaluate(() => (document.querySelector('heygen-avatar').muted = false));
  await page.click('#stop');
  await says('ended');
  assert.equal(await page.$eval('heygen-avatar', ({muted}) => muted), false);
  assert.deepEqual((await seen()).slice(3), ['stopped after 1']);
  await page.click('#start');
  await says('live');
  await page.click('#next');
  await page.waitForFunction(
    () => window.seen.includes('removed after 1') && window.sandbox.openSessions === 0,
  );
  assert.equal(await page.$('heygen-avatar'), null);
  assert.deepEqual(
    noise.filter((line) => !line.includes('React DevTools')),
    [],
  );
});

test('pages without a bundler: npm installs the package where it refuses what does not fit the version of Node', () => {
  const folder = installApp('pages', {flags: ['--engine-strict']});
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
