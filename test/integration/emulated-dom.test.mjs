import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {before, test} from 'node:test';
import {emptyFolder, install} from './packed-package.mjs';

/** The element where applications test their components: DOMs in Node, which lack custom states, media and layout. */

const DEPENDENCIES = {jsdom: '26.1.0', 'happy-dom': '21.0.4'};

/** Makes the window's names global before the package is imported, as test runners do. */
const WINDOWS = {
  jsdom: `import {JSDOM} from 'jsdom';
    const {window} = new JSDOM('', {url: 'https://example.com/', pretendToBeVisual: true});`,
  'happy-dom': `import {Window} from 'happy-dom';
    const window = new Window({url: 'https://example.com/'});`,
};

const USE = `
for (const name of [...Object.getOwnPropertyNames(window), 'addEventListener', 'removeEventListener', 'dispatchEvent']) {
  if (name in globalThis) continue;
  Object.defineProperty(globalThis, name, {configurable: true, writable: true, value: window[name]});
}
const {Event, EventTarget, CustomEvent, AbortController, AbortSignal} = window;
Object.assign(globalThis, {Event, EventTarget, CustomEvent, AbortController, AbortSignal});
globalThis.window = globalThis;
const assert = await import('node:assert/strict');
await import('heygen-avatar');
process.on('uncaughtException', (error) => (console.error(error), process.exit(1)));

const avatar = document.createElement('heygen-avatar');
avatar.setAttribute('avatar-id', 'Wayne_20240711');
avatar.chat = true;
document.body.append(avatar);
await avatar.updateComplete;
assert.equal(avatar.state, 'idle');
assert.equal(avatar.avatarId, 'Wayne_20240711');
document.body.insertAdjacentHTML('beforeend', '<p><heygen-avatar mode="floating" controls></heygen-avatar></p>');
const second = document.querySelector('p heygen-avatar');
await second.updateComplete;
assert.equal(second.mode, 'floating');
await avatar.stop();
avatar.remove();
second.parentNode.remove();
console.log('done');
process.exit();
`;

let folder;
before(() => {
  folder = emptyFolder('emulated-dom');
  const manifest = {private: true, type: 'module', dependencies: DEPENDENCIES};
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  install(folder);
});

for (const [name, code] of Object.entries(WINDOWS)) {
  test(`${name} makes, changes and removes elements`, () => {
    writeFileSync(join(folder, `${name}.mjs`), code + USE);
    execFileSync(process.execPath, [`${name}.mjs`], {cwd: folder, stdio: ['ignore', 'inherit', 'inherit']});
  });
}
