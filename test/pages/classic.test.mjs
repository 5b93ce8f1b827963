import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {runInNewContext} from 'node:vm';
import {defined, press, reaches} from '../support/frame-actions.mjs';
import {useRig} from './use-rig.mjs';

/** The script for pages without `type="module"`, as an editor or a plugin writes it into them. */
const rig = useRig();

const open = (scripts) =>
  rig.open(
    rig.serve(
      `<!doctype html><html lang="en"><link rel="icon" href="data:,">${scripts}<heygen-avatar backend="sandbox" muted></heygen-avatar>`,
    ),
  );
const hostsOf = (page) => page.evaluate(() => customElements.get('heygen-avatar').allowedHosts);

test('an async tag, twice and beside the module of another folder, defines the element once, and it becomes live', async () => {
  const tag = `<script async src="${rig.cdn}/v1/heygen-avatar.classic.js?allow=proxy.example"></script>`;
  const {page, errors, complaints} = await open(
    `${tag}${tag}<script type="module" src="${rig.site}/files/heygen-avatar.js"></script>`,
  );
  await defined(page);
  await press(page, 'start-button');
  await reaches(page, 'live');
  assert.deepEqual([...errors, ...complaints], []);
});

test('the tag passes its allow list on, once', async () => {
  const {page} = await open(
    `<script async src="${rig.cdn}/heygen-avatar.classic.js?allow=proxy.example"></script>`.repeat(2),
  );
  await defined(page);
  assert.deepEqual(await hostsOf(page), ['proxy.example']);
});

test('markup that takes the name of the running script does not have another script loaded', async () => {
  const {page, errors} = await open(
    `<img name="currentScript" src="${rig.site}/elsewhere/x.js">
     <script defer src="${rig.cdn}/heygen-avatar.classic.js"></script>`,
  );
  await defined(page);
  assert.deepEqual(errors, []);
});

test('a script without an address of its own says in the console what it needs', async () => {
  const code = readFileSync('dist/cdn/heygen-avatar.classic.js', 'utf8');
  const {page, errors, complaints} = await open(`<script>${code}</script>`);
  await page.evaluate(async (source) => {
    const script = document.createElement('script');
    script.src = URL.createObjectURL(new Blob([source]));
    await new Promise((resolve) => {
      script.addEventListener('load', resolve);
      document.body.append(script);
    });
  }, code);
  assert.equal(complaints.filter((line) => line.includes('needs a script tag with its address')).length, 2);
  assert.deepEqual(errors, []);
});

test('the module is loaded from whatever scheme an app serves the script by', async () => {
  const code = readFileSync('dist/cdn/heygen-avatar.classic.js', 'utf8');
  for (const origin of ['capacitor://localhost', 'app://bundle', 'file://']) {
    const currentScript = {src: `${origin}/js/heygen-avatar.classic.js`};
    // No import works here: the script says which one has failed.
    const complaint = await new Promise((resolve) => {
      runInNewContext(code, {
        document: {},
        Document: {prototype: {currentScript}},
        URL,
        console: {error: resolve},
      });
    });
    assert.equal(complaint, `${origin}/js/heygen-avatar.js could not be loaded.`);
  }
});
