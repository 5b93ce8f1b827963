/** A page in jsdom or happy-dom, whose globals become those of Node, as vitest and jest do it. */
const window = process.argv[2] === 'jsdom' ? await jsdom() : await happyDom();
const REPLACED = new Set([
  'Event',
  'EventTarget',
  'CustomEvent',
  'AbortController',
  'AbortSignal',
  'MessageEvent',
  'navigator',
]);
for (const name of new Set([...Object.getOwnPropertyNames(window), ...Object.keys(window)])) {
  if (name in globalThis && !REPLACED.has(name)) continue;
  const value = window[name];
  Object.defineProperty(globalThis, name, {value, configurable: true, writable: true});
}
// As vitest does it: what a window inherits belongs to that window.
for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) {
  globalThis[name] = window[name].bind(window);
}
const {HeygenAvatarElement} = await import('heygen-avatar');

/** What older browsers do not have, or have in another form. */
const withStates = (states) => {
  HTMLElement.prototype.attachInternals = () => ({states});
};
const LACKS = {
  nothing() {},
  CustomStateSet: () => withStates(undefined),
  'names without dashes': () =>
    withStates({
      clear() {},
      add(state) {
        if (!state.startsWith('--')) throw new DOMException(`'${state}' has no dashes.`, 'SyntaxError');
      },
    }),
  attachInternals: () => delete HTMLElement.prototype.attachInternals,
  IntersectionObserver: () => delete globalThis.IntersectionObserver,
  ResizeObserver: () => delete globalThis.ResizeObserver,
};

const results = {};
for (const [name, take] of Object.entries(LACKS)) {
  take();
  results[name] = await use();
}
process.stdout.write(`${JSON.stringify(results)}\n`);
setImmediate(() => process.exit());

/** What a test of the page's author may do, up to a session: this environment has no WebRTC. */
async function use() {
  const reported = [];
  const listening = new AbortController();
  document.addEventListener('avatar-error', ({error}) => reported.push(error.code), {
    signal: listening.signal,
  });
  const element = document.createElement('heygen-avatar');
  element.chat = true;
  document.body.append(element);
  await element.updateComplete;
  const start = element.shadowRoot.querySelector('[part=start-button]').textContent.trim();
  element.mode = 'floating';
  const launcher = await until(() => element.shadowRoot.querySelector('[part=launcher]'));
  element.mode = 'inline';
  element.tokenUrl = '/api/avatar-token';
  const refusal = await element.start().catch(({name, code}) => `${name} ${code}`);
  element.remove();
  await element.stop();
  listening.abort();
  return {
    isDefined: element instanceof HeygenAvatarElement,
    start,
    chat: element.chat,
    floating: launcher.getAttribute('aria-label'),
    refusal,
    state: element.state,
    reported,
  };
}

async function jsdom() {
  const {JSDOM} = await import('jsdom');
  return new JSDOM('<!doctype html><body>', {url: 'http://localhost:3000/', pretendToBeVisual: true}).window;
}

async function happyDom() {
  const {Window} = await import('happy-dom');
  return new Window({url: 'http://localhost:3000/'});
}

async function until(find) {
  for (let turn = 0; turn < 1000; turn++) {
    const found = find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('The launcher did not come.');
}
