import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {defined, press, reaches} from '../support/frame-actions.mjs';
import {useRig} from './use-rig.mjs';

/** The import map that the build publishes: with it in a page, no changed file of the build runs. */
const rig = useRig();
let page;

const {integrity} = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8'));
const fileOf = (name) => Object.keys(integrity).find((file) => file.startsWith(`./${name}`));

/** The published map with the address of this server, as docs/guides/script-tag.md has it made, and its script tag. */
const published = () =>
  readFileSync('dist/cdn/import-map.html', 'utf8').replaceAll(
    /https:\/\/cdn\.jsdelivr\.net\/npm\/heygen-avatar@[^/]*\/dist\/cdn/g,
    rig.cdn,
  );
/** The same with the plain script, whose hash is on its tag. */
const publishedForPlainScript = () =>
  published().replace(
    /<script type="module".*/,
    `<script async src="${rig.cdn}/heygen-avatar.classic.js" integrity="${integrity['./heygen-avatar.classic.js']}" crossorigin></script>`,
  );

/** Opens a page with the import map, where the network has changed the file that `tampered` names. */
async function open(tampered, head = published()) {
  const body = `<!doctype html><html lang="en">${head}
    <heygen-avatar backend="sandbox" muted></heygen-avatar>`;
  ({page} = await rig.open('about:blank'));
  const changed = tampered && `${rig.cdn}${fileOf(tampered).slice(1)}`;
  const requests = [];
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    requests.push(request.url());
    if (request.url().split('?')[0] !== changed) return void request.continue();
    const code = readFileSync(`dist/cdn/${fileOf(tampered)}`, 'utf8');
    void request.respond({
      contentType: 'text/javascript',
      headers: {'access-control-allow-origin': '*'},
      body: `window.hasRun = true;${code}`,
    });
  });
  await page.goto(rig.serve(body));
  return {wasRequested: () => requests.includes(changed)};
}

const hasRun = () => page.evaluate(() => window.hasRun === true);

test('the files of the build match their hashes, and the avatar becomes live', async () => {
  await open();
  await defined(page);
  await press(page, 'start-button');
  await reaches(page, 'live');
});

test('a changed file that the page loads with the entry does not run', async () => {
  const {wasRequested} = await open('element-');
  await page.waitForNetworkIdle();
  assert.ok(wasRequested());
  assert.equal(await hasRun(), false);
  assert.equal(await page.evaluate(() => customElements.get('heygen-avatar')), undefined);
});

test('the plain script, too, is checked, and so is the module that it loads', async () => {
  await open(undefined, publishedForPlainScript());
  await defined(page);
  await page.close();
  const {wasRequested} = await open('heygen-avatar.js', publishedForPlainScript());
  await page.waitForNetworkIdle();
  assert.ok(wasRequested());
  assert.equal(await hasRun(), false);
  await page.close();
  await open('heygen-avatar.classic.js', publishedForPlainScript());
  await page.waitForNetworkIdle();
  assert.equal(await hasRun(), false);
});

for (const name of ['intent-code-', 'livekit-room-', 'sandbox.js']) {
  test(`a changed ${name}, which the element loads at the start, does not run, and the start fails`, async () => {
    const {wasRequested} = await open(name);
    await defined(page);
    const start = () => page.$eval('heygen-avatar', (avatar) => avatar.start().catch((error) => error.code));
    // After each failure the file is asked for at another address.
    for (let press = 0; press < 5; press++) assert.equal(await start(), 'load-failed');
    assert.ok(wasRequested());
    assert.equal(await hasRun(), false);
  });
}
