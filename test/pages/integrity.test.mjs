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

/** Opens a page with the import map, where the network has changed the file that `tampered` names. */
async function open(tampered) {
  const imports = Object.entries(integrity).map(([file, hash]) => [rig.cdn + file.slice(1), hash]);
  const map = JSON.stringify({integrity: Object.fromEntries(imports)});
  const body = `<!doctype html><html lang="en">
    <script type="importmap">${map}</script>
    <script type="module" src="${rig.cdn}/heygen-avatar.js" crossorigin></script>
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
