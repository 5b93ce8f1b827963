import {SCENES} from './scenes.js';
import {expectPicture, showExactPicture, stopClock, stopMotion} from './still.js';

/**
 * Shows one scene as a still picture: the clock stands, nothing moves. The root has `data-ready` once the scene is complete, or
 * `data-failed` with the reason. `?theme`, `?lang` and `?dir` override those of the scene.
 */
const query = new URLSearchParams(location.search);
const scene = SCENES[query.get('scene')] ?? {};
const root = document.documentElement;
const clock = stopClock();

root.lang = query.get('lang') || (scene.lang ?? 'en');
root.dir = query.get('dir') || (scene.dir ?? 'ltr');
if (query.has('theme')) root.style.colorScheme = query.get('theme');
root.style.cssText += scene.page ?? '';

try {
  const avatar = await enter();
  const {state} = avatar;
  /** Call it again after a change of the theme. */
  globalThis.settle = async () => {
    await stopMotion(avatar);
    if (avatar.state !== state) throw new Error(`The state was ${state} and is ${avatar.state} now.`);
  };
  await globalThis.settle();
  if (avatar.video.classList.contains('shown')) expectPicture(avatar);
  root.dataset.ready = '';
} catch (error) {
  root.dataset.failed = error.message;
  throw error;
}

async function enter() {
  const [{startSandbox}] = await Promise.all([
    import('../../dist/cdn/sandbox.js'),
    import('../../dist/cdn/heygen-avatar.js'),
  ]);
  const sandbox = await startSandbox({
    isStill: true,
    framesPerSecond: 5, // all are the same
    msPerCharacter: 20,
    answer: () => 'Ask me anything.',
    ...scene.sandbox,
  });
  const avatar = place(sandbox);
  await scene.enter?.(stageOf(avatar, sandbox));
  if (avatar.video.classList.contains('shown')) await showExactPicture(avatar, sandbox.room().picture);
  keepControls(avatar);
  await avatar.updateComplete;
  await document.fonts.ready;
  avatar.shadowRoot.activeElement?.blur();
  return avatar;
}

function place(sandbox) {
  const avatar = document.createElement('heygen-avatar');
  const attributes = {
    'token-url': sandbox.tokenUrl,
    'api-url': sandbox.origin,
    muted: '',
    ...scene.attributes,
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) avatar.setAttribute(name, value);
  }
  avatar.style.cssText = scene.style ?? '';
  if (query.has('theme')) avatar.style.colorScheme = query.get('theme');
  avatar.innerHTML = scene.inner ?? '';
  document.body.append(avatar);
  if (scene.after) document.body.append(document.querySelector('#rest').content.cloneNode(true));
  return avatar;
}

function stageOf(avatar, sandbox) {
  const part = (name) => avatar.shadowRoot.querySelector(`[part~=${name}]`);
  const until = async (isSo) => {
    while (!isSo()) {
      avatar.requestUpdate();
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  };
  return {
    avatar,
    sandbox,
    part,
    until,
    shadow: (selector) => avatar.shadowRoot.querySelector(selector),
    click: (name) => part(name).click(),
    /** Waits until a part exists. */
    seen: (name) => until(() => part(name) !== null),
    /** Sets the clock to this many ms after the beginning. */
    setClock(ms) {
      clock.now = ms;
      avatar.requestUpdate();
    },
  };
}

/** Keeps the controls from hiding. */
function keepControls(avatar) {
  const notice = () => avatar.dispatchEvent(new Event('pointermove'));
  setInterval(notice, 1000);
  notice();
}
