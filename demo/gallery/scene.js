import {SCENES} from './scenes.js';

/** Shows one scene, still: the clock stands, nothing turns, and `data-ready` on the root says when it is done. */
const query = new URLSearchParams(location.search);
const scene = SCENES[query.get('scene')] ?? {};
const root = document.documentElement;

const epoch = Date.UTC(2026, 0, 1);
let now = epoch;
Date.now = () => now;

root.lang = scene.lang ?? 'en';
root.dir = scene.dir ?? 'ltr';
if (query.has('theme')) root.style.colorScheme = query.get('theme');
if (scene.rem) root.style.fontSize = `${scene.rem}px`;

const [{startSandbox}] = await Promise.all([
  import('../../dist/cdn/sandbox.js'),
  import('../../dist/cdn/heygen-avatar.js'),
]);
const sandbox = await startSandbox({
  isStill: true,
  msPerCharacter: 100,
  answer: () => 'Ask me anything.',
  ...scene.sandbox,
});

const avatar = document.createElement('heygen-avatar');
const attributes = {'token-url': sandbox.tokenUrl, 'api-url': sandbox.origin, muted: '', ...scene.attributes};
for (const [name, value] of Object.entries(attributes)) avatar.setAttribute(name, value);
avatar.style.cssText = scene.style ?? '';
avatar.innerHTML = scene.inner ?? '';
document.body.append(avatar);
if (query.has('theme')) avatar.style.colorScheme = query.get('theme');

const part = (name) => avatar.shadowRoot.querySelector(`[part~=${name}]`);
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

await scene.enter?.({
  avatar,
  sandbox,
  part,
  click: (name) => part(name).click(),
  /** Waits until a part is there. */
  async seen(name) {
    while (!part(name)) {
      avatar.requestUpdate();
      await frame();
    }
  },
  /** Moves the clock to so many ms after the beginning. */
  setClock(ms) {
    now = epoch + ms;
    avatar.requestUpdate();
  },
});

// A codec's picture depends on the moment: this one is the same each time.
if (avatar.video.srcObject?.active) {
  const {picture} = sandbox.room();
  if (picture?.readyState === 'live') {
    avatar.video.srcObject = new MediaStream([picture]);
    await new Promise((resolve) => avatar.video.requestVideoFrameCallback(resolve));
  }
}
// The controls hide after a while; whoever looks at a picture wants to see them.
setInterval(() => avatar.dispatchEvent(new Event('pointermove')), 1000);
avatar.dispatchEvent(new Event('pointermove'));
await avatar.updateComplete;
await document.fonts.ready;
for (let count = 0; count < 12; count++) await frame();
avatar.shadowRoot.activeElement?.blur();
for (const animation of document.getAnimations()) {
  if (animation instanceof CSSTransition) animation.finish();
  else {
    animation.pause();
    animation.currentTime = 0;
  }
}
await frame();
root.dataset.ready = '';
