import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {defined, press, reaches} from '../support/frame-actions.mjs';
import {useRig} from './use-rig.mjs';

const rig = useRig();

const EVENT_TYPES = readFileSync(new URL('../support/event-types.js', import.meta.url), 'utf8');

/** Records every event, error and line of the console that a page can see, from before the module loads. */
function listen() {
  window.heard = [];
  const seen = new WeakSet();
  /** All that a script can read of a value: own and inherited fields, and the cause of an error. */
  const spell = (value, depth = 0) => {
    if (typeof value !== 'object' || value === null) return String(value);
    if (depth > 4 || value instanceof Node || value === window || seen.has(value)) return '';
    seen.add(value);
    const names = new Set();
    for (let each = value; each && each !== Object.prototype; each = Object.getPrototypeOf(each)) {
      for (const name of Object.getOwnPropertyNames(each)) names.add(name);
    }
    return [...names]
      .map((name) => {
        try {
          return `${name}=${spell(value[name], depth + 1)}`;
        } catch {
          return name; // a getter for another receiver
        }
      })
      .join('\n');
  };
  window.spell = spell;
  for (const type of [
    ...globalThis.avatarEventTypes,
    'error',
    'unhandledrejection',
    'securitypolicyviolation',
  ]) {
    window.addEventListener(type, (event) => window.heard.push(spell(event)), true);
  }
  for (const level of ['log', 'info', 'debug', 'warn', 'error', 'trace']) {
    console[level] = (...args) => window.heard.push(args.map((each) => spell(each)).join('\n'));
  }
}

/** Every place of the page where a script could find a secret later. */
async function places(page, errors) {
  return page.evaluate(async (thrown) => {
    const element = document.querySelector('heygen-avatar');
    const databases = await indexedDB.databases();
    const caches_ = await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({url}) => url)),
    );
    return {
      document: document.documentElement.outerHTML,
      shadow: element.shadowRoot.innerHTML,
      element: window.spell(element.session) + window.spell(element.error ?? {}),
      fields: Object.entries(element)
        .map(([name, value]) => `${name}=${window.spell(value)}`)
        .join('\n'),
      events: window.heard.join('\n'),
      thrown: thrown.join('\n'),
      performance: JSON.stringify(performance.getEntries()),
      history: JSON.stringify([history.state, location.href, document.title, window.name]),
      cookies: document.cookie,
      local: JSON.stringify(Object.entries(localStorage)),
      session: JSON.stringify(Object.entries(sessionStorage)),
      databases: JSON.stringify(databases),
      caches: JSON.stringify(caches_),
      globals: Object.keys(window)
        .filter((name) => typeof window[name] === 'string')
        .map((name) => window[name])
        .join('\n'),
    };
  }, errors);
}

const page = () => `<!doctype html><meta charset="utf-8"><title>page</title>
  <script>${EVENT_TYPES}; (${String(listen)})()</script>
  <script type="module" src="${rig.cdn}/heygen-avatar.js"></script><heygen-avatar backend="sandbox"></heygen-avatar>`;

test('neither token is in the DOM, events, logs, errors, performance entries, history or storage', async () => {
  const {page: tab} = await rig.open(rig.serve(page()));
  await defined(tab);
  await press(tab, 'start-button');
  await reaches(tab, 'live');
  const {secrets, errors} = await tab.evaluate(async (sandboxUrl) => {
    const {startSandbox} = await import(sandboxUrl);
    const sandbox = await startSandbox();
    const element = document.querySelector('heygen-avatar');
    const all = () => [
      ...sandbox.requests
        .map(({headers}) => headers.get('authorization')?.replace('Bearer ', ''))
        .filter(Boolean),
      sandbox.room().accessToken,
    ];
    const thrown = [];
    const keep = (error) => thrown.push(String(error), window.spell(error), error.stack);
    const task = await element.speak('Hello.');
    await task.ended;
    sandbox.inject('task', {status: 500, message: 'broken'});
    await element.speak('Again.').catch(keep);
    const found = all();
    // The socket closes for good: LiveKit logs why, with the address that it tried.
    sandbox.room().refusesSignals = true;
    sandbox.room().drop();
    await new Promise((resolve) => element.addEventListener('avatar-end', resolve, {once: true}));
    sandbox.inject('new', {status: 401, code: 400112, message: 'refused'});
    await element.start().catch(keep);
    sandbox.inject('signal', {network: true}, {times: 9});
    await element.start().catch(keep);
    return {secrets: [...new Set([...found, ...all()])], errors: thrown};
  }, `${rig.cdn}/sandbox.js`);
  assert.ok(secrets.length >= 4 && secrets.every(({length}) => length > 20), String(secrets.length));
  assert.ok(errors.length >= 9, 'each call failed');
  const found = await places(tab, errors);
  assert.ok(found.events.includes('avatar-message') && found.shadow.includes('button'));
  for (const [place, text] of Object.entries(found)) {
    for (const secret of secrets) assert.ok(!text.includes(secret), `a token is in: ${place}`);
  }
});
