import {attributeForm, setAttribute} from './attribute-form.js';
import {EVENTS, METHODS} from './attributes.js';
import {EventLog} from './event-log.js';
import {markupOf} from './markup.js';

const byId = (id) => document.getElementById(id);
const avatar = byId('avatar');
const log = new EventLog(byId('log'));

await customElements.whenDefined('heygen-avatar');

/** What the methods take that need something. */
const ARGUMENTS = {
  sendContext: () => [byId('text').value],
  registerTool: () => ['time', {description: 'Tells the time', run: () => new Date().toLocaleTimeString()}],
  speakAudio: () => [tone(), {text: 'A tone of one second.'}],
};

/** One second of 220 Hz, as `speakAudio` takes it. */
const tone = () =>
  Int16Array.from({length: 24_000}, (_, n) => 8_000 * Math.sin((n / 24_000) * 220 * 2 * Math.PI));

for (const name of METHODS) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = `${name}()`;
  button.addEventListener(
    'click',
    () => void call(`${name}()`, () => avatar[name](...(ARGUMENTS[name]?.() ?? []))),
  );
  byId('methods').append(button);
}

byId('say').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = byId('text').value;
  const type = event.submitter?.value ?? 'repeat';
  void call(`speak(…, {type: '${type}'})`, async () => {
    const task = await avatar.speak(text, {type});
    void task.ended.then((reason) => log.note('method', 'task.ended', {taskId: task.taskId, reason}));
    return {taskId: task.taskId, durationMs: task.durationMs};
  });
});

byId('own-form').addEventListener('submit', (event) => {
  event.preventDefault();
  avatar.removeAttribute('backend');
  for (const id of ['token-url', 'avatar-id']) setAttribute(avatar, id, byId(id).value.trim());
  void avatar.stop();
});

byId('preview').addEventListener('click', () => {
  avatar.setAttribute('backend', 'sandbox');
  void avatar.stop();
});

byId('copy').addEventListener('click', () => {
  navigator.clipboard.writeText(byId('snippet').textContent).then(
    () => (byId('copy').textContent = 'Copied'),
    () => getSelection().selectAllChildren(byId('snippet')), // not allowed here: ready for Ctrl+C instead
  );
});

byId('clear').addEventListener('click', () => log.clear());

for (const box of document.querySelectorAll('[data-slot]')) {
  box.addEventListener('change', () => {
    const {slot} = box.dataset;
    if (box.checked) avatar.append(byId(`slot-${slot}`).content.cloneNode(true));
    else avatar.querySelector(`:scope > [slot=${slot}]`)?.remove();
  });
}

for (const field of document.querySelectorAll('[data-property]')) {
  field.addEventListener('input', () =>
    avatar.style.setProperty(field.dataset.property, `${field.value}${field.dataset.unit ?? ''}`),
  );
}
byId('plain').addEventListener('click', () => avatar.removeAttribute('style'));

byId('volume').addEventListener('input', () => (avatar.volume = byId('volume').valueAsNumber));
byId('microphone-muted').addEventListener('change', () => {
  avatar.microphoneMuted = byId('microphone-muted').checked;
});

// The events bubble and are composed, so that one listener on the document hears every avatar of the page.
for (const type of EVENTS) {
  document.addEventListener(type, (event) => {
    if (type === 'avatar-submit' && byId('prevent').checked) event.preventDefault();
    log.note('event', type, Object.fromEntries(Object.entries(event).filter(([key]) => key !== 'isTrusted')));
    byId('state').textContent = avatar.state;
    byId('state').dataset.state = avatar.state;
  });
}

// `npm run start:server` gives the attributes of its own server in the address.
for (const [name, value] of new URLSearchParams(location.search)) {
  if (!avatar.constructor.observedAttributes.includes(name)) continue;
  avatar.removeAttribute('backend');
  avatar.setAttribute(name, value);
}
attributeForm(avatar, byId('attributes'));
new MutationObserver(onChange).observe(avatar, {attributes: true, childList: true});
onChange();

function onChange() {
  byId('snippet').textContent = markupOf(avatar);
  byId('copy').textContent = 'Copy';
  byId('floats').hidden = avatar.mode !== 'floating';
  if (avatar.background === 'chroma' && avatar.backend === 'sandbox') void paintScreen();
}

/** The preview stands before a soft wall; without its screen, it needs one. */
async function paintScreen() {
  const {startSandbox} = await import('../dist/cdn/sandbox.js');
  const sandbox = await startSandbox();
  sandbox.wall = () => (avatar.background === 'chroma' ? (avatar.chromaColor ?? '#00ff00') : null);
}

/** Calls a method and notes how it went. */
async function call(name, method) {
  try {
    log.note('method', name, (await method()) ?? 'done');
  } catch (error) {
    log.note('error', name, error);
  }
}
